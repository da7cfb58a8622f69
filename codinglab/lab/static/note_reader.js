// Part 7: what the keys and tools of the reader do, and what passes between it and Python.

const NOTE_SIZES = 4;

class NoteReader extends NoteRoom {
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
    const alike = this.alike(concept).length;
    const name = this.pane.wordsOf(concept);
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
      const pane = this.panes.find((one) => one.document?.id === message.document && one.root.isConnected) ?? this.first;
      this.openIn(pane, message.document);
      this.pane = pane;
      const span = this.inUnits(message);
      pane.reach(span);
      if (!message.quiet) this.focus();
      const words = pane.wordsOf(span);
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
    if (event.key === "Escape" && !this.find.root.hidden) return () => this.find.close();
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
  const room = new NoteReader(model, el);
  return () => room.stop();
}

export default { render };
