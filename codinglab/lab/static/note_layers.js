// Part 2: marks over the text that do not change it: words taken, marked, found, and evidence of codes.

const LAYERS = ["coded", "found", "taken", "marked", "here"];   // the later over the earlier

/** The marks of one page: painted by the browser where it can (CSS Custom Highlights), else laid behind the text. */
class NoteLayers {
  constructor(page, rangeOf) {
    this.page = page;
    this.rangeOf = rangeOf;
    this.able = typeof Highlight === "function" && Boolean(CSS.highlights);
    this.kept = {};
  }

  static shared(name) {
    let found = CSS.highlights.get(`cl-note-${name}`);
    if (!found) {
      found = new Highlight();
      found.priority = LAYERS.indexOf(name);
      CSS.highlights.set(`cl-note-${name}`, found);
    }
    return found;
  }

  /** Mark these spans, and no others, in a layer. */
  set(name, spans) {
    const before = this.kept[name];
    if (!spans.length && !before?.length) return;
    if (this.able) {
      const layer = NoteLayers.shared(name);
      before?.forEach((range) => layer.delete(range));
      this.kept[name] = spans.map((span) => this.rangeOf(span));
      this.kept[name].forEach((range) => layer.add(range));
      return;
    }
    before?.forEach((box) => box.remove());
    const origin = this.page.getBoundingClientRect();
    this.kept[name] = spans.flatMap((span) => [...this.rangeOf(span).getClientRects()].map((rect) => {
      const box = make("i", `cl-note-box cl-note-box-${name}`);
      box.setAttribute("aria-hidden", "true");
      box.style.left = `${rect.left - origin.left + this.page.scrollLeft}px`;
      box.style.top = `${rect.top - origin.top + this.page.scrollTop}px`;
      box.style.width = `${rect.width}px`;
      box.style.height = `${rect.height}px`;
      return box;
    }));
    this.page.prepend(...this.kept[name]);
  }

  clear() { LAYERS.forEach((name) => this.set(name, [])); }
}
