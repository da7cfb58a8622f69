// Part 4: the strips that open beside the text: find, and a list to choose from. No modals.

/** A list to choose from; Tab leaves it, Esc closes it, and the focus goes back where it was. */
class NoteChoices {
  constructor(room) {
    this.room = room;
    this.root = make("div", "cl-note-strip cl-note-choices");
    this.label = make("p", "cl-note-ask");
    this.label.id = `${room.uid}-ask`;
    this.list = make("ul", "cl-note-options");
    this.list.tabIndex = 0;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-labelledby", this.label.id);
    this.root.append(this.label, this.list);
    this.root.hidden = true;
    this.list.addEventListener("keydown", (event) => this.pressed(event));
    this.root.addEventListener("focusout", (event) => {
      if (!this.root.contains(event.relatedTarget)) this.root.hidden = true;
    });
  }

  /** `items` have key, main, note and able; `keys` do at once what they name. */
  ask(kind, label, items, choose, keys = {}) {
    this.items = items;
    this.choose = choose;
    this.keys = keys;
    this.root.dataset.kind = kind;
    this.label.textContent = label;
    this.list.replaceChildren(...items.map((item, at) => {
      const option = make("li", "cl-note-option");
      option.id = `${this.room.uid}-option-${at}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-disabled", String(item.able === false));
      if (item.key) option.append(make("kbd", "", item.key));
      option.append(make("span", item.code ? "cl-code" : "", item.main), make("span", "", item.title ?? ""));
      if (item.note) option.append(make("span", "cl-source", item.note));
      option.addEventListener("mousedown", (event) => event.preventDefault());
      option.addEventListener("click", () => this.chosen(at));
      return option;
    }));
    this.root.hidden = false;
    this.mark(Math.max(0, items.findIndex((item) => item.able !== false)));
    this.list.focus({ preventScroll: true });
  }

  mark(at) {
    this.at = at;
    [...this.list.children].forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
    const option = this.list.children[at];
    this.list.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  chosen(at) {
    if (this.items[at].able === false) { this.room.say(`${this.items[at].main}: ${this.items[at].note}`); return; }
    this.close();
    this.choose(at);
  }

  close() {
    this.root.hidden = true;
    this.room.focus();
  }

  pressed(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const count = this.items.length;
    const moves = { ArrowDown: this.at + 1, ArrowRight: this.at + 1, ArrowUp: this.at - 1, ArrowLeft: this.at - 1, Home: 0, End: count - 1 };
    const named = this.items.findIndex((item) => item.key && item.key === event.key);
    if (event.key in moves) this.mark((moves[event.key] + count) % count);
    else if (event.key === "Enter" || event.key === " ") this.chosen(this.at);
    else if (event.key === "Escape") this.close();
    else if (named >= 0) this.chosen(named);
    else if (this.keys[event.key]) { this.close(); this.keys[event.key](); }
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

/** The find box: marks as you type, goes on into the next document. */
class NoteFind {
  constructor(room) {
    this.room = room;
    this.root = make("div", "cl-note-strip cl-note-find");
    this.root.setAttribute("role", "search");
    this.root.hidden = true;
    this.box = make("input");
    this.box.type = "text";
    this.box.spellcheck = false;
    this.box.autocomplete = "off";
    this.box.setAttribute("aria-label", "Find in the chart");
    this.box.placeholder = "find in the chart";
    this.count = make("span", "cl-note-count");
    this.count.setAttribute("role", "status");
    const button = (text, label, does) => {
      const made = make("button", "cl-note-tool", text);
      made.type = "button";
      made.title = label;
      made.setAttribute("aria-label", label);
      made.addEventListener("click", does);
      return made;
    };
    this.root.append(
      this.box, this.count,
      button("↑", "Previous match (Shift+Enter)", () => this.go(-1)),
      button("↓", "Next match (Enter)", () => this.go(1)),
      button("✕", "Close (Esc)", () => this.close()),
    );
    this.box.addEventListener("input", () => this.look());
    this.root.addEventListener("keydown", (event) => this.pressed(event));
  }

  open() {
    const chosen = String(document.getSelection() ?? "").trim();
    this.root.hidden = false;
    if (chosen && chosen.length < 60 && !chosen.includes("\n")) this.box.value = chosen;
    this.box.focus({ preventScroll: true });
    this.box.select();
    this.look();
  }

  /** Look anew; stays in the open document, at the first match from where the reader was. */
  look() {
    const { room } = this;
    const found = [];
    const query = this.root.hidden ? "" : this.box.value;
    for (const item of room.documents()) {
      for (const span of item.text.find(query)) found.push({ ...span, document: item.id });
    }
    room.found = found;
    const here = found.filter((span) => span.document === room.pane.document?.id);
    const from = room.foundNow?.document === room.pane.document?.id ? room.foundNow.start : room.pane.target()?.start ?? 0;
    room.foundNow = here.find((span) => span.start >= from) ?? here[0] ?? null;
    this.show();
  }

  go(by) {
    const { room } = this;
    const { found } = room;
    if (!found.length) { this.show(); return; }
    let at = found.indexOf(room.foundNow) + by;
    if (!room.foundNow) {
      const order = room.documents().map((item) => item.id);
      const open = order.indexOf(room.pane.document.id);
      const place = (span) => (order.indexOf(span.document) - open + order.length) % order.length;
      const nearest = found.reduce((best, span) => (place(span) < place(best) ? span : best));
      at = found.indexOf(nearest);
    }
    room.foundNow = found[(at + found.length) % found.length];
    room.openIn(room.pane, room.foundNow.document);
    this.show();
  }

  show() {
    const { room } = this;
    room.panes.forEach((pane) => pane.marks());
    const { found, foundNow } = room;
    if (foundNow) room.pane.reveal(foundNow);
    const open = foundNow?.document ?? room.pane.document?.id;
    const others = new Set(found.map((span) => span.document).filter((id) => id !== open)).size;
    const more = others ? ` (${others} more document${others > 1 ? "s" : ""})` : "";
    if (!this.box.value.trim()) this.count.textContent = "";
    else if (!found.length) this.count.textContent = "not in this chart";
    else if (!foundNow) this.count.textContent = `none here, ${found.length} in ${others} other${others > 1 ? "s" : ""}: Enter`;
    else this.count.textContent = `${found.indexOf(foundNow) + 1} of ${found.length}${more}`;
  }

  close() {
    const { room } = this;
    const at = room.foundNow;
    this.root.hidden = true;
    room.found = [];
    room.foundNow = null;
    if (at && at.document === room.pane.document.id) room.pane.reach(at);
    room.panes.forEach((pane) => pane.marks());
    room.focus();
  }

  pressed(event) {
    if (event.key === "Escape") this.close();
    else if (event.key === "Enter" && event.target === this.box) this.go(event.shiftKey ? -1 : 1);
    else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "f") this.box.select();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
