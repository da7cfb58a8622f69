// Part 5: the reader: tabs, tools, keys, one or two pages, and what passes between it and Python.

const NOTE_SIZES = 4;
const WORDS = {
  open: "no decision yet", coded: "coded", alike: "coded with the same condition elsewhere", dismissed: "dismissed",
};
const SIGNS = [
  ["cl-affirmed cl-is-open", "○", "condition without a decision"], ["cl-affirmed cl-is-coded", "✓", "coded"],
  ["cl-affirmed cl-is-dismissed", "✕", "dismissed"], ["cl-affirmed cl-limited", "src", "source cannot support a code alone"],
  ["cl-negated", "no", "negated"], ["cl-possible", "?", "uncertain"], ["cl-historical", "hx", "history of"],
  ["cl-family", "fam", "family history"], ["cl-hypothetical", "if", "hypothetical"], ["cl-planned", "plan", "planned"],
  ["cl-screening", "scr", "screening"], ["cl-affirmed cl-aside", "", "drug, value, procedure"],
];
const GLASS = "<svg viewBox='0 0 16 16' width='13' height='13' aria-hidden='true'><circle cx='6.5' cy='6.5' r='4.5' fill='none' stroke='currentColor' stroke-width='1.6'/><path d='M10 10l4.5 4.5' stroke='currentColor' stroke-width='1.8'/></svg>";
const SPLIT = "<svg viewBox='0 0 16 16' width='13' height='13' aria-hidden='true'><path d='M1 2h14v12H1zM8 2v12' fill='none' stroke='currentColor' stroke-width='1.5'/></svg>";

class NoteRoom {
  constructor(model, el) {
    this.model = model;
    this.uid = `cl-note-${Math.random().toString(36).slice(2, 9)}`;
    this.all = [];
    this.found = [];
    this.foundNow = null;
    this.asked = 0;
    this.frame();
    el.append(this.root);
    this.heard = {
      "change:documents": () => this.load(), "change:hidden": () => this.rehide(), "change:active": () => this.show(),
      "change:second": () => this.show(), "change:size": () => this.resize(),
      "change:selection": () => this.reselect(), "change:coded": () => this.recode(),
      "change:decisions": () => this.redecide(), "change:counts": () => this.recount(),
      "change:left": () => this.recount(), "msg:custom": (message) => this.told(message),
    };
    for (const [topic, does] of Object.entries(this.heard)) model.on(topic, does);
    this.resize();
    this.load();
  }

  stop() {
    for (const [topic, does] of Object.entries(this.heard)) this.model.off(topic, does);
    this.panes.forEach((pane) => pane.stop());
    this.watch.disconnect();
  }

  frame() {
    this.root = make("section", "cl-note");
    this.root.setAttribute("aria-label", "Chart");
    this.bar = make("div", "cl-note-tabs");
    this.bar.setAttribute("role", "tablist");
    this.bar.setAttribute("aria-label", "Documents of the chart");
    const strip = make("div", "cl-note-tabrow");
    const scroll = (text, by) => {
      const made = make("button", "cl-note-more", text);
      made.type = "button";
      made.tabIndex = -1;
      made.setAttribute("aria-label", by < 0 ? "Show earlier tabs" : "Show later tabs");
      made.addEventListener("click", () => this.bar.scrollBy({ left: by * this.bar.clientWidth * 0.7, behavior: "smooth" }));
      return made;
    };
    strip.append(scroll("‹", -1), this.bar, scroll("›", 1));
    const edges = () => {
      strip.classList.toggle("cl-over", this.bar.scrollWidth > this.bar.clientWidth + 1);
      strip.classList.toggle("cl-at-start", this.bar.scrollLeft < 2);
      strip.classList.toggle("cl-at-end", this.bar.scrollLeft > this.bar.scrollWidth - this.bar.clientWidth - 2);
    };
    this.edges = edges;
    this.bar.addEventListener("scroll", edges);
    this.watch = new ResizeObserver(edges);
    this.watch.observe(strip);

    this.about1 = make("p", "cl-note-about");
    this.tools();
    this.find = new NoteFind(this);
    this.choices = new NoteChoices(this);
    this.first = new NotePane(this, "page");
    this.first.page.setAttribute("role", "tabpanel");
    this.other = new NotePane(this, "second");
    this.other.page.setAttribute("role", "region");
    this.panes = [this.first, this.other];
    this.pane = this.first;
    this.select = make("select", "cl-note-select");
    this.select.setAttribute("aria-label", "Second document");
    this.select.addEventListener("change", () => this.openIn(this.other, this.select.value));
    this.about2 = make("p", "cl-note-about");
    const head = make("div", "cl-note-head");
    head.append(this.select, this.about2);
    this.other.root.prepend(head);
    const both = make("div", "cl-note-both");
    both.append(this.first.root, this.other.root);

    this.said = make("p", "cl-note-said");
    this.said.setAttribute("role", "status");
    const legend = make("div", "cl-note-signs");
    legend.id = `${this.uid}-signs`;
    legend.hidden = true;
    for (const [css, sign, word] of SIGNS) {
      const sample = make("span", `cl-concept ${css}${sign ? " cl-last" : ""}`, word);
      if (sign) sample.dataset.sign = sign;
      legend.append(sample, " ");
    }
    const unfold = make("button", "cl-note-tool", "Signs");
    unfold.type = "button";
    unfold.setAttribute("aria-expanded", "false");
    unfold.setAttribute("aria-controls", legend.id);
    unfold.addEventListener("click", () => {
      legend.hidden = !legend.hidden;
      unfold.setAttribute("aria-expanded", String(!legend.hidden));
    });
    const foot = make("div", "cl-note-foot");
    foot.append(this.said, unfold);
    const top = make("div", "cl-note-top");
    top.append(this.about1, this.toolbar);
    this.root.append(strip, top, this.find.root, both, this.choices.root, foot, legend);
    this.root.addEventListener("keydown", (event) => this.pressed(event));
    this.bar.addEventListener("keydown", (event) => this.onTabs(event));
  }

  tools() {
    this.toolbar = make("div", "cl-note-tools");
    this.toolbar.setAttribute("role", "group");
    this.toolbar.setAttribute("aria-label", "Chart tools");
    const add = (inner, label, does) => {
      const made = make("button", "cl-note-tool");
      made.type = "button";
      made.innerHTML = inner;
      made.title = label;
      made.setAttribute("aria-label", label);
      made.addEventListener("mousedown", (event) => event.preventDefault());
      made.addEventListener("click", (event) => {
        if (event.detail > 0) this.focus();
        does();
      });
      this.toolbar.append(made);
      return made;
    };
    this.leftTool = add("", "Next condition without a decision (u)", () => this.nextOpen());
    this.leftTool.classList.add("cl-note-left");
    add("‹", "Previous concept (p)", () => this.pane.step(-1));
    add("›", "Next concept (n)", () => this.pane.step(1));
    add("✕", "Dismiss: no code for this condition, and why (d)", () => this.dismiss());
    add("#", "Codes of these words (c)", () => this.codes());
    add(GLASS, "Find in the chart (f)", () => this.find.open());
    this.splitTool = add(SPLIT, "Two documents side by side (v)", () => this.toggle());
    add("A−", "Smaller type (−)", () => this.grow(-1));
    add("A+", "Larger type (+)", () => this.grow(1));
  }

  load() {
    let number = 0;
    this.all = this.model.get("documents").map((item) => {
      const text = new NoteText(item.text);
      const span = (start, end) => ({ start: text.units(start), end: text.units(end) });
      return {
        ...item, text, headers: item.headers.map(([start, end]) => span(start, end)),
        concepts: item.concepts.map((one) => ({ ...one, ...span(one.start, one.end), number: number++, document: item.id })),
      };
    });
    this.panes.forEach((pane) => { pane.document = null; });
    this.recode();
    this.reselect();
    this.rehide();
  }

  documents() {
    const hidden = this.model.get("hidden");
    return this.all.filter((item) => !hidden.includes(item.id));
  }

  document(id) { return this.all.find((item) => item.id === id); }

  rehide() {
    this.bar.replaceChildren(...this.documents().map((item, index) => {
      const tab = make("button", "cl-note-tab");
      tab.type = "button";
      tab.id = `${this.uid}-tab-${index}`;
      tab.dataset.document = item.id;
      tab.title = `${item.title}. ${item.about}`;
      tab.setAttribute("role", "tab");
      tab.setAttribute("aria-controls", this.first.page.id);
      tab.append(make("span", "cl-note-title", item.title), make("span", "cl-note-day", ` ${item.day} `), make("span", "cl-note-open"));
      tab.addEventListener("click", () => this.openIn(this.first, item.id));
      return tab;
    }));
    this.select.replaceChildren(...this.documents().map((item) => {
      const option = make("option", "", `${item.title}, ${item.day}`);
      option.value = item.id;
      return option;
    }));
    this.recount();
    this.show();
    this.edges();
    if (!this.find.root.hidden) this.find.look();
  }

  /** Show the documents that the model names. */
  show() {
    const shown = this.documents();
    const first = shown.find((item) => item.id === this.model.get("active")) ?? shown[0];
    const second = shown.find((item) => item.id === this.model.get("second"));
    this.first.root.hidden = !first;
    this.other.root.hidden = !second;
    this.root.classList.toggle("cl-note-two", Boolean(second));
    this.splitTool.setAttribute("aria-pressed", String(Boolean(second)));
    if (!first) { this.about1.textContent = "The chart has no documents."; return; }
    this.first.open(first);
    this.about1.textContent = first.about;
    for (const tab of this.bar.children) {
      const on = tab.dataset.document === first.id;
      tab.setAttribute("aria-selected", String(on));
      tab.tabIndex = on ? 0 : -1;
      if (!on) continue;
      this.first.page.setAttribute("aria-labelledby", tab.id);
      const before = tab.offsetLeft - this.bar.offsetLeft;
      const after = before + tab.offsetWidth - this.bar.clientWidth;
      if (this.bar.scrollLeft > before) this.bar.scrollLeft = before;
      else if (this.bar.scrollLeft < after) this.bar.scrollLeft = after;
    }
    if (second) {
      this.other.open(second);
      this.select.value = second.id;
      this.about2.textContent = second.about;
      this.other.page.setAttribute("aria-label", `Second document: ${second.title}`);
    } else if (this.pane === this.other) this.pane = this.first;
  }

  openIn(pane, id) {
    if (pane.document?.id === id) return;
    this.model.set(pane === this.first ? "active" : "second", id);
    this.model.save_changes();
    this.show();
  }

  focus() {
    this.pane.page.focus({ preventScroll: true });
    this.root.scrollIntoView({ block: "nearest" });
  }

  enter(pane) { this.pane = pane; }

  say(text) { this.said.textContent = text; this.said.title = text; }

  decision(concept) {
    const [state, words] = this.model.get("decisions")[concept.number] ?? [concept.asks ? "open" : "none", ""];
    return { state, words };
  }

  /** What a concept is and where it stands, in words. */
  about(concept) {
    const { state, words } = this.decision(concept);
    const told = WORDS[state] ? ` · ${WORDS[state]}${words ? `: ${words}` : ""}` : "";
    return concept.about + told;
  }

  evidenceAt(document, span) {
    const codes = this.coded.filter((one) => one.document === document && one.start < span.end && span.start < one.end);
    return codes.length ? ` · evidence of ${[...new Set(codes.map((one) => one.code))].join(", ")}` : "";
  }

  inUnits(span) {
    const text = this.document(span.document)?.text;
    return text ? { ...span, start: text.units(span.start), end: text.units(span.end) } : span;
  }

  inPoints(document, { start, end }) {
    const { text } = document;
    return { document: document.id, start: text.points(start), end: text.points(end) };
  }

  recode() {
    this.coded = this.model.get("coded").map((span) => this.inUnits(span));
    this.panes.forEach((pane) => pane.marks());
  }

  reselect() {
    const taken = this.model.get("selection");
    this.taken = taken.document ? this.inUnits(taken) : null;
    this.panes.forEach((pane) => pane.marks());
  }

  redecide() { this.panes.forEach((pane) => pane.document && pane.decisions()); }

  recount() {
    const left = this.model.get("left");
    const counts = this.model.get("counts");
    this.leftTool.textContent = left ? `○ ${left} left` : "✓ 0 left";
    this.leftTool.title = `Conditions without a decision: ${left} (u: next)`;
    this.leftTool.setAttribute("aria-label", `${left} left: next condition without a decision (u)`);
    for (const tab of this.bar.children) {
      const count = counts[tab.dataset.document] ?? 0;
      const mark = tab.lastChild;
      mark.textContent = count ? `○${count}` : "";
      mark.title = `${count} without a decision`;
    }
  }

  resize() { this.root.dataset.size = this.model.get("size"); }

  grow(by) {
    const size = Math.min(NOTE_SIZES - 1, Math.max(0, this.model.get("size") + by));
    this.model.set("size", size);
    this.model.save_changes();
    this.resize();
    this.say(`Type size ${size + 1} of ${NOTE_SIZES}`);
    this.panes.forEach((pane) => pane.marks());
  }

  toggle() {
    const shown = this.documents();
    if (shown.length < 2 && !this.model.get("second")) { this.say("The chart has one document only."); return; }
    const at = shown.findIndex((item) => item.id === this.first.document?.id);
    const open = this.model.get("second") === "";
    this.model.set("second", open ? shown[(at + 1) % shown.length].id : "");
    this.model.save_changes();
    this.show();
    this.say(open ? "Two documents; v closes the second" : "One document");
    if (!open) this.focus();
  }

  turn(by) {
    const shown = this.documents();
    const at = shown.findIndex((item) => item.id === this.pane.document.id);
    this.openIn(this.pane, shown[(at + by + shown.length) % shown.length].id);
    this.say(`${this.pane.document.title}, ${this.pane.document.day}`);
  }

  take({ start, end }) {
    const { document } = this.pane;
    this.model.send({ kind: "take", ...this.inPoints(document, { start, end }) });
    this.say(`Taken as evidence: ${document.text.text.slice(start, end).trim()}`);
  }

  nextOpen() {
    const key = (one) => `${one.condition}|${one.assertion}`;
    const open = this.documents().flatMap((item) => item.concepts).filter((one) => this.decision(one).state === "open");
    if (!open.length) { this.say("Every condition in the chart has a decision."); return; }
    const at = this.pane.document.concepts[this.pane.current];
    const from = this.pane.target()?.start ?? -1;
    const order = this.documents().map((item) => item.id);
    const here = order.indexOf(this.pane.document.id);
    const later = (one) => (order.indexOf(one.document) - here) || (one.start > from ? 1 : -1);
    const ahead = [...open.filter((one) => later(one) > 0), ...open];
    const next = ahead.find((one) => !at || key(one) !== key(at)) ?? ahead[0];
    this.openIn(this.pane, next.document);
    this.pane.go(this.pane.document.concepts.indexOf(next));
  }

  /** The concept that a key is for, or null after saying that there is none. */
  chosen() {
    const at = this.pane.concept();
    if (at < 0) { this.say("Go to a concept first: n, or u for the next without a decision."); return null; }
    if (at !== this.pane.current) this.pane.setCurrent(at);
    return this.pane.document.concepts[at];
  }

  dismiss() {
    const concept = this.chosen();
    if (!concept) return;
    const { state, words } = this.decision(concept);
    if (state === "dismissed") { this.model.send({ kind: "restore", number: concept.number }); return; }
    if (state === "coded" || state === "alike") { this.say(`Coded (${words}): there is nothing to dismiss.`); return; }
    if (!concept.asks) { this.say(`Asks for no decision: ${this.about(concept)}`); return; }
    const alike = this.documents().flatMap((item) => item.concepts).filter((one) => one.asks
      && one.condition === concept.condition && one.assertion === concept.assertion).length;
    const name = this.pane.document.text.text.slice(concept.start, concept.end).replace(/\s+/gu, " ");
    const reasons = this.model.get("reasons");
    this.choices.ask("dismiss", `Why does “${name}” get no code? (${alike} mention${alike > 1 ? "s" : ""})`,
      reasons.map(([, main], index) => ({ key: String(index + 1), main })),
      (index) => this.model.send({ kind: "dismiss", number: concept.number, reason: reasons[index][0] }));
  }

  codes() {
    const span = this.pane.target();
    if (!span) { this.say("Go to a concept or mark words first: n, or the arrow keys."); return; }
    this.asked += 1;
    this.askedFor = this.inPoints(this.pane.document, span);
    this.model.send({ kind: "codes", number: this.asked, ...this.askedFor });
  }

  offer(items) {
    const words = this.askedFor;
    const search = () => this.model.send({ kind: "search", ...words });
    const text = this.document(words.document).text;
    const name = text.text.slice(text.units(words.start), text.units(words.end)).replace(/\s+/gu, " ");
    const rows = items.map(({ code, title, note, able }) => ({ code, main: code, title, note, able }));
    rows.push({ key: "/", main: "Search for a code with these words" });
    this.choices.ask("codes", `Codes of “${name}”`, rows, (at) => {
      if (at === items.length) search();
      else if (items[at].row.length) this.model.send({ kind: "go", row: items[at].row });
      else this.model.send({ kind: "assign", code: items[at].code });
    });
  }

  told(message) {
    if (message.kind === "said") this.say(message.text);
    else if (message.kind === "codes" && message.number === this.asked) this.offer(message.items);
    else if (message.kind === "show") {
      const pane = this.panes.find((one) => one.document?.id === message.document && !one.root.hidden) ?? this.first;
      this.openIn(pane, message.document);
      this.pane = pane;
      const span = this.inUnits(message);
      pane.reach(span);
      this.focus();
      const words = pane.document.text.text.slice(span.start, span.end).replace(/\s+/gu, " ");
      this.say(words + (message.said ? ` · ${message.said}` : "") + this.evidenceAt(message.document, span));
    }
  }

  pressed(event) {
    const { target } = event;
    if (target.matches("input, select, textarea") || !this.pane.document) return;
    const letter = event.key.toLowerCase();
    let does = null;
    if (event.ctrlKey || event.metaKey) {
      if (letter === "f" && !event.altKey) does = () => this.find.open();
    } else if (!event.altKey) {
      does = this.letters()[event.key] ?? (target === this.pane.page ? this.onPage(event) : null);
    }
    if (!does) return;
    event.preventDefault();
    event.stopPropagation();
    does();
  }

  letters() {
    return {
      n: () => this.pane.step(1), p: () => this.pane.step(-1), u: () => this.nextOpen(), d: () => this.dismiss(),
      c: () => this.codes(), f: () => this.find.open(), v: () => this.toggle(), "[": () => this.turn(-1),
      "]": () => this.turn(1), "+": () => this.grow(1), "=": () => this.grow(1), "-": () => this.grow(-1), "−": () => this.grow(-1),
    };
  }

  onPage(event) {
    const arrows = { ArrowRight: [1, false], ArrowLeft: [-1, false], ArrowDown: [1, true], ArrowUp: [-1, true] };
    if (arrows[event.key]) return () => this.pane.moveCaret(...arrows[event.key], event.shiftKey);
    if (event.key === "Enter") {
      const span = this.pane.marked() ?? this.pane.document.concepts[this.pane.current];
      return () => span && this.take(span);
    }
    if (event.key === "Escape") return () => { this.pane.drop(); this.model.send({ kind: "clear" }); };
    return null;
  }

  onTabs(event) {
    const tabs = [...this.bar.children];
    const at = tabs.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined || at < 0) return;
    const next = tabs[(to + tabs.length) % tabs.length];
    this.openIn(this.first, next.dataset.document);
    next.focus();
    event.preventDefault();
    event.stopPropagation();
  }
}

function render({ model, el }) {
  const room = new NoteRoom(model, el);
  return () => room.stop();
}

export default { render };
