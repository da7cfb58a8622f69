// Part 5: the frame of the reader: tabs, tools, strips, pages, status line and legend, without what they do.

const SIGNS = [
  ["cl-affirmed cl-is-open", "○", "condition without a decision"], ["cl-affirmed cl-is-coded", "✓", "coded"],
  ["cl-affirmed cl-is-dismissed", "✕", "dismissed"], ["cl-affirmed cl-limited", "src", "source cannot support a code alone"],
  ["cl-negated", "no", "negated"], ["cl-possible", "?", "uncertain"], ["cl-historical", "hx", "history of"],
  ["cl-family", "fam", "family history"], ["cl-hypothetical", "if", "hypothetical"], ["cl-planned", "plan", "planned"],
  ["cl-screening", "scr", "screening"], ["cl-affirmed cl-aside", "", "drug, value, procedure"],
];
const GLASS = "<svg viewBox='0 0 16 16' width='13' height='13' aria-hidden='true'><circle cx='6.5' cy='6.5' r='4.5' fill='none' stroke='currentColor' stroke-width='1.6'/><path d='M10 10l4.5 4.5' stroke='currentColor' stroke-width='1.8'/></svg>";
const SPLIT = "<svg viewBox='0 0 16 16' width='13' height='13' aria-hidden='true'><path d='M1 2h14v12H1zM8 2v12' fill='none' stroke='currentColor' stroke-width='1.5'/></svg>";

class NoteFrame {
  frame() {
    this.root = make("div", "cl-note");
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
    this.first.page.dataset.focus = "";
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
    this.both = make("div", "cl-note-both");
    this.both.append(this.first.root);

    this.said = make("p", "cl-note-said");
    this.said.setAttribute("role", "status");
    this.said.addEventListener("mouseenter", () => { this.said.title = this.said.textContent; });
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
    this.root.append(strip, top, this.find.root, this.both, this.choices.root, foot, legend);
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
    add("Dismiss", "Dismiss: no code for this condition, and why (d)", () => this.dismiss());
    add("Codes", "Codes of these words (c)", () => this.codes());
    add(GLASS, "Find in the chart (f)", () => this.find.open());
    this.splitTool = add(SPLIT, "Two documents side by side (v)", () => this.toggle());
    add("A−", "Smaller type (−)", () => this.grow(-1));
    add("A+", "Larger type (+)", () => this.grow(1));
  }
}
