// Part 3: a page with one document. It is painted once; after that only classes and marks change.

const STATE_SIGNS = { open: "○", coded: "✓", alike: "✓", dismissed: "✕" };
const STATES = Object.keys(STATE_SIGNS);
const MOST_MARKS = 400;

class NotePane {
  constructor(room, name) {
    this.room = room;
    this.root = make("div", "cl-note-pane");
    this.page = make("div", "cl-note-page");
    this.page.tabIndex = 0;
    this.page.dir = "auto";
    this.page.id = `${room.uid}-${name}`;
    this.root.append(this.page);
    this.layers = new NoteLayers(this.page, (span) => this.rangeOf(span.start, span.end));
    this.document = null;
    this.forget();
    this.page.addEventListener("focus", () => room.enter(this));
    this.page.addEventListener("mouseup", () => this.released());
    this.page.addEventListener("dblclick", (event) => event.preventDefault());
    this.page.addEventListener("click", (event) => this.clicked(event));
    this.watch = new ResizeObserver(() => { if (!this.layers.able) this.marks(); });
    this.watch.observe(this.page);
  }

  forget() {
    this.current = -1;   // index of the current concept
    this.caret = -1;     // index of the word under the caret
    this.anchor = -1;    // index of the word where the marked words began
    this.reached = null; // words that were gone to and are marked
  }

  open(document) {
    if (this.document === document) return;
    this.layers.clear();
    this.document = document;
    this.forget();
    this.paint();
    this.page.scrollTop = 0;
    this.decisions();
    this.marks();
  }

  paint() {
    const { text, headers, concepts } = this.document;
    const { blocks, sorted } = cutUp(text.text, headers, concepts);
    this.nodes = [];
    this.spans = concepts.map(() => []);
    const made = document.createDocumentFragment();
    let block = null;
    let header = 0;
    let concept = 0;
    for (let at = 0; at + 1 < sorted.length; at += 1) {
      const [start, end] = [sorted[at], sorted[at + 1]];
      if (blocks.has(start)) { block = make("div", "cl-note-block"); made.append(block); }
      const node = document.createTextNode(text.text.slice(start, end));
      this.nodes.push({ node, start });
      while (header < headers.length && headers[header].end <= start) header += 1;
      while (concept < concepts.length && concepts[concept].end <= start) concept += 1;
      const inHeader = header < headers.length && headers[header].start <= start;
      const inConcept = concept < concepts.length && concepts[concept].start <= start;
      if (!inHeader && !inConcept) { block.append(node); continue; }
      const piece = make("span", inHeader ? "cl-header" : "");
      if (inConcept) {
        const { assertion, asks, limited, kind } = concepts[concept];
        piece.classList.add("cl-concept", `cl-${assertion}`);
        if (limited) piece.classList.add("cl-limited");
        else if (!asks && kind !== "problem") piece.classList.add("cl-aside");
        piece.dataset.at = concept;
        this.spans[concept].push(piece);
      }
      piece.append(node);
      block.append(piece);
    }
    this.shown = concepts.map(() => null);
    this.page.replaceChildren(made);
    if (!text.text) this.page.textContent = "This document is empty.";
  }

  /** Show what was decided; only the concepts whose decision changed are touched. */
  decisions() {
    const { concepts } = this.document;
    concepts.forEach((concept, at) => {
      const { state, words } = this.room.decision(concept);
      if (this.shown[at] === state + words) return;
      this.shown[at] = state + words;
      const sign = [concept.sign, STATE_SIGNS[state]].filter(Boolean).join(" ");
      const title = this.room.about(concept);
      this.spans[at].forEach((piece, index) => {
        STATES.forEach((one) => piece.classList.toggle(`cl-is-${one}`, one === state));
        piece.title = title;
        const last = index === this.spans[at].length - 1 && sign !== "";
        piece.classList.toggle("cl-last", last);
        if (last) piece.dataset.sign = sign; else delete piece.dataset.sign;
      });
    });
  }

  /** Bring the marks up to what is taken, coded, marked and found. */
  marks() {
    if (!this.document) return;
    const { room } = this;
    const here = (span) => span.document === this.document.id;
    const taken = room.taken;
    this.layers.set("coded", room.loose.filter(here));
    this.layers.set("taken", taken && here(taken) ? [taken] : []);
    this.caretMark();
    const found = room.found.filter(here);
    const now = room.foundNow && here(room.foundNow) ? room.foundNow : null;
    const from = now ? Math.max(0, found.indexOf(now) - MOST_MARKS / 2) : 0;
    this.layers.set("found", found.slice(from, from + MOST_MARKS).filter((span) => span !== now));
    this.layers.set("here", now ? [now] : []);
  }

  caretMark() {
    const mine = this.marked();
    this.layers.set("marked", mine ? [mine] : []);
  }

  marked() {
    if (this.caret < 0) return this.reached;
    const { words } = this.document.text;
    return { start: words[Math.min(this.anchor, this.caret)].start, end: words[Math.max(this.anchor, this.caret)].end };
  }

  /** The words that a key is for: those marked, the current concept, or those taken. */
  target() {
    const taken = this.room.taken;
    const concept = this.document?.concepts[this.current];
    return this.marked() ?? concept ?? (taken && taken.document === this.document?.id ? taken : null);
  }

  /** The concept that a key is for. */
  concept() {
    if (!this.document) return -1;
    const span = this.target();
    if (this.current >= 0 || !span) return this.current;
    return this.document.concepts.findIndex(({ start, end }) => start < span.end && span.start < end);
  }

  rangeOf(start, end) {
    const range = document.createRange();
    const put = (at, set, inclusive) => {
      const { node, start: from } = this.nodes[Math.max(0, lastAtMost(this.nodes, inclusive ? at : at - 1, (one) => one.start))];
      set.call(range, node, Math.min(Math.max(0, at - from), node.data.length));
    };
    put(start, range.setStart, true);
    put(end, range.setEnd, false);
    return range;
  }

  /** The place of a position on the page, in units. */
  unitAt(node, offset) {
    const known = node.nodeType === Node.TEXT_NODE ? this.nodes.find((one) => one.node === node) : null;
    if (known) return known.start + offset;
    const range = document.createRange();
    range.selectNodeContents(this.page);
    range.setEnd(node, offset);
    return range.toString().length;
  }

  reveal(span) {
    const [target] = this.rangeOf(span.start, span.end).getClientRects();
    if (!target) return;
    const outer = this.page.getBoundingClientRect();
    if (target.top < outer.top + 8 || target.bottom > outer.bottom - 8) {
      this.page.scrollTop += target.top - outer.top - outer.height / 3;
      if (!this.layers.able) this.marks();
    }
  }

  setCurrent(at) {
    const mark = (on) => this.spans[this.current]?.forEach((piece) => piece.classList.toggle("cl-current", on));
    mark(false);
    this.current = at;
    this.caret = -1;
    this.anchor = -1;
    this.reached = null;
    mark(true);
    this.caretMark();
    if (at >= 0) this.reveal(this.document.concepts[at]);
  }

  step(by) {
    const { concepts } = this.document;
    const count = concepts.length;
    if (!count) { this.room.say("No concepts in this document."); return; }
    let next = this.current + by;
    if (this.current < 0) {
      const from = this.marked();
      const after = from ? concepts.findIndex(({ start }) => start >= from.start) : by > 0 ? 0 : count;
      const first = after < 0 ? count : after;
      next = by > 0 ? first : first - 1;
    }
    this.go((next + count) % count);
  }

  go(at) {
    this.setCurrent(at);
    const { concepts } = this.document;
    this.room.say(`${at + 1} of ${concepts.length}: ${this.wordsOf(concepts[at])} · ${this.room.about(concepts[at])}`);
  }

  /** Words of the text in one line. */
  wordsOf({ start, end }) { return this.document.text.text.slice(start, end).replace(/\s+/gu, " "); }

  moveCaret(by, byLine, extend) {
    const { words, text } = this.document.text;
    if (!words.length) return;
    let next = this.caret;
    if (this.caret < 0) {
      const from = this.target()?.start ?? 0;
      next = Math.max(0, words.findIndex((word) => word.end > from));
    } else if (byLine) {
      const lineStart = text.lastIndexOf("\n", words[this.caret].start) + 1;
      const edge = by > 0 ? text.indexOf("\n", words[this.caret].start) : lineStart;
      if (by > 0 && edge >= 0) next = words.findIndex((word) => word.start > edge);
      else if (by < 0) {
        const before = lastAtMost(words, edge - 1, (word) => word.start);
        if (before >= 0) {
          const start = text.lastIndexOf("\n", words[before].start) + 1;
          next = words.findIndex((word) => word.start >= start);
        }
      }
      if (next < 0) next = this.caret;
    } else {
      next = Math.min(words.length - 1, Math.max(0, this.caret + by));
    }
    const begin = this.anchor;
    this.setCurrent(-1);
    this.anchor = extend && begin >= 0 ? begin : next;
    this.caret = next;
    this.caretMark();
    this.reveal(words[next]);
    const span = this.marked();
    this.room.say(this.wordsOf(span) + this.room.evidenceAt(this.document.id, span));
  }

  /** Go to words and mark them. */
  reach(span) {
    this.setCurrent(-1);
    this.reached = { start: span.start, end: span.end };
    this.caretMark();
    this.reveal(span);
  }

  drop() {
    this.setCurrent(-1);
    this.room.say("");
  }

  released() {
    const chosen = document.getSelection();
    if (!chosen || chosen.isCollapsed || !chosen.rangeCount) return;
    const range = chosen.getRangeAt(0);
    if (!this.page.contains(range.startContainer) || !this.page.contains(range.endContainer)) return;
    const start = this.unitAt(range.startContainer, range.startOffset);
    const end = this.unitAt(range.endContainer, range.endOffset);
    if (this.document.text.text.slice(start, end).trim()) this.room.take({ start, end });
  }

  clicked(event) {
    const piece = event.target instanceof Element ? event.target.closest(".cl-concept") : null;
    if (!piece || !document.getSelection()?.isCollapsed) return;
    this.go(Number(piece.dataset.at));
    this.room.take(this.document.concepts[this.current]);
  }

  stop() {
    this.layers.clear();
    this.watch.disconnect();
  }
}
