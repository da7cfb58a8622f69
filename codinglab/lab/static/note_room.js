// Part 6: what the reader shows: the documents and decisions that Python sends, brought to the frame.

const WORDS = {
  open: "no decision yet", coded: "coded", alike: "coded with the same condition elsewhere", dismissed: "dismissed",
};

class NoteRoom extends NoteFrame {
  constructor(model, el) {
    super();
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
    this.byKey = null;
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
    if (!second) this.other.root.remove();
    else if (!this.other.root.isConnected) this.both.append(this.other.root);
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

  say(text) { this.said.textContent = text; }

  decision(concept) {
    const [state, words] = this.model.get("decisions")[concept.number] ?? [concept.asks ? "open" : "none", ""];
    return { state, words };
  }

  /** What a concept is and where it stands, in words. */
  about(concept) {
    const { state, words } = this.decision(concept);
    const count = concept.asks ? this.alike(concept).length : 0;
    const often = count > 1 && state === "open" ? ` (${count} mentions)` : "";
    const told = WORDS[state] ? `${WORDS[state]}${words ? `: ${words}` : ""}${often} · ` : "";
    return told + concept.about;
  }

  /** The mentions, in the documents shown, that one decision is for. */
  alike(concept) {
    const key = (one) => `${one.condition}|${one.assertion}`;
    this.byKey ??= Map.groupBy(this.documents().flatMap((item) => item.concepts).filter((one) => one.asks), key);
    return this.byKey.get(key(concept)) ?? [];
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
    this.loose = this.coded.filter((span) => !this.document(span.document)?.concepts.some(
      ({ start, end }) => start === span.start && end === span.end));
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
}
