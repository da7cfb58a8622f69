// The note reader. JavaScript counts UTF-16 units, Python code points: only this file converts.

const KEYS = [
  ["n / p", "next, previous concept"],
  ["Enter", "take the concept, or the marked words, as evidence"],
  ["← → ↑ ↓", "move a caret by word and by line"],
  ["Shift + arrows", "mark words from the caret on"],
  ["Esc", "drop what is marked or taken"],
  ["/", "search for a code"],
  ["Alt+G", "ask the guidance, with the words taken"],
];

/** Words of a text as [start, end] in code points, with the line that each stands in. */
function wordsOf(points) {
  const words = [];
  let start = -1;
  let line = 0;
  for (let at = 0; at <= points.length; at += 1) {
    const blank = at === points.length || /\s/u.test(points[at]);
    if (!blank && start < 0) start = at;
    if (blank && start >= 0) {
      let end = at;
      while (end > start + 1 && /[.,;:)]/u.test(points[end - 1])) end -= 1;
      words.push({ start, end, line });
      start = -1;
    }
    if (points[at] === "\n") line += 1;
  }
  return words;
}

/** The place of a DOM position in the text below `root`, in code points. */
function codePointAt(root, node, offset) {
  const range = document.createRange();
  range.selectNodeContents(root);
  range.setEnd(node, offset);
  return Array.from(range.toString()).length;
}

function make(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

function render({ model, el }) {
  const uid = `cl-note-${Math.random().toString(36).slice(2, 9)}`;
  const root = make("section", "cl-note");
  root.setAttribute("aria-label", "Chart");
  const bar = make("div", "cl-note-tabs");
  bar.setAttribute("role", "tablist");
  bar.setAttribute("aria-label", "Documents of the chart");
  const about = make("p", "cl-note-about");
  const page = make("div", "cl-note-page");
  page.id = `${uid}-page`;
  page.tabIndex = 0;
  page.setAttribute("role", "tabpanel");
  page.setAttribute("aria-describedby", `${uid}-help`);
  const said = make("p", "cl-note-said");
  said.setAttribute("role", "status");
  const help = make("details", "cl-note-help");
  help.id = `${uid}-help`;
  help.append(make("summary", "", "Keys and signs (?)"));
  const keys = make("dl");
  for (const [key, meaning] of KEYS) keys.append(make("dt", "", key), make("dd", "", meaning));
  const signs = make("p", "cl-note-signs");
  for (const [assertion, sign, word] of [
    ["affirmed", "", "affirmed"], ["negated", "no", "negated"], ["possible", "?", "uncertain"],
    ["historical", "hx", "history of"], ["family", "fam", "family"], ["hypothetical", "if", "hypothetical"],
    ["planned", "plan", "planned"], ["screening", "scr", "screening"],
  ]) {
    const sample = make("span", `cl-concept cl-${assertion}`, word);
    if (sign) { sample.dataset.sign = sign; sample.classList.add("cl-last"); }
    signs.append(sample, " ");
  }
  help.append(keys, signs);
  root.append(bar, about, page, said, help);
  el.append(root);

  let shown = null;      // the document on the page
  let points = [];       // its text, one entry a code point
  let words = [];
  let current = -1;      // index of the current concept
  let caret = -1;        // index of the word under the caret, -1 without one
  let anchor = -1;       // where the marked words began

  const marked = () => {
    if (caret < 0) return null;
    return { start: words[Math.min(anchor, caret)].start, end: words[Math.max(anchor, caret)].end };
  };

  function layersAt(start, end) {
    const covers = (span) => span.start <= start && end <= span.end;
    const names = [];
    let concept = -1;
    if (shown.headers.some(([a, b]) => a <= start && end <= b)) names.push("cl-header");
    shown.concepts.forEach((span, index) => {
      if (!covers(span)) return;
      concept = index;
      names.push("cl-concept", `cl-${span.assertion}`);
      if (end === span.end && span.sign) names.push("cl-last");
      if (index === current) names.push("cl-current");
    });
    if (model.get("coded").some((span) => span.document === shown.id && covers(span))) names.push("cl-coded");
    const taken = model.get("selection");
    if (taken.document === shown.id && covers(taken)) names.push("cl-taken");
    const mine = marked();
    if (mine && covers(mine)) names.push("cl-marked");
    return { names, concept };
  }

  function paint() {
    const cuts = new Set([0, points.length]);
    const cut = (span) => { cuts.add(span.start); cuts.add(span.end); };
    shown.concepts.forEach(cut);
    shown.headers.forEach(([start, end]) => cut({ start, end }));
    model.get("coded").filter((span) => span.document === shown.id).forEach(cut);
    if (model.get("selection").document === shown.id) cut(model.get("selection"));
    if (marked()) cut(marked());
    const places = [...cuts].filter((at) => at >= 0 && at <= points.length).sort((a, b) => a - b);
    page.replaceChildren();
    for (let i = 0; i + 1 < places.length; i += 1) {
      const text = points.slice(places[i], places[i + 1]).join("");
      const { names, concept } = layersAt(places[i], places[i + 1]);
      if (!names.length) { page.append(text); continue; }
      const piece = make("span", names.join(" "), text);
      if (concept >= 0) {
        const { assertion, kind, term, sign } = shown.concepts[concept];
        piece.title = `${term}: ${kind}, ${assertion}`;
        if (sign) piece.dataset.sign = sign;
      }
      page.append(piece);
    }
  }

  function reveal(selector) {
    const target = page.querySelector(selector);
    if (!target) return;
    const inner = target.getBoundingClientRect();
    const outer = page.getBoundingClientRect();
    if (inner.top < outer.top + 8 || inner.bottom > outer.bottom - 8) {
      page.scrollTop += inner.top - outer.top - outer.height / 3;
    }
  }

  function open(id) {
    shown = model.get("documents").find((item) => item.id === id) ?? model.get("documents")[0];
    if (!shown) { page.textContent = "The chart has no documents."; return; }
    points = Array.from(shown.text);
    words = wordsOf(points);
    current = -1; caret = -1; anchor = -1;
    about.textContent = shown.about;
    for (const tab of bar.children) {
      const on = tab.dataset.document === shown.id;
      tab.setAttribute("aria-selected", String(on));
      tab.tabIndex = on ? 0 : -1;
      if (on) page.setAttribute("aria-labelledby", tab.id);
    }
    page.scrollTop = 0;
    paint();
  }

  function choose(id) {
    model.set("active", id);
    model.save_changes();
    open(id);
  }

  function take(start, end) {
    model.send({ kind: "take", document: shown.id, start, end });
    caret = -1;
    anchor = -1;
    said.textContent = `Taken as evidence: ${points.slice(start, end).join("")}`;
  }

  function step(by) {
    const count = shown.concepts.length;
    if (!count) { said.textContent = "No concepts in this document."; return; }
    current = current < 0 && by < 0 ? count - 1 : (current + by + count) % count;
    caret = -1;
    const { start, end, assertion, kind } = shown.concepts[current];
    said.textContent = `${current + 1} of ${count}: ${points.slice(start, end).join("")} (${kind}, ${assertion})`;
    paint();
    reveal(".cl-current");
  }

  function moveCaret(by, byLine, extend) {
    if (!words.length) return;
    let next = caret;
    if (caret < 0) {
      const from = current >= 0 ? shown.concepts[current].start : 0;
      next = Math.max(0, words.findIndex((word) => word.end > from));
    } else if (byLine) {
      const { line } = words[caret];
      const beyond = by > 0 ? words.find((word) => word.line > line) : words.findLast((word) => word.line < line);
      if (beyond) next = words.findIndex((word) => word.line === beyond.line);
    } else {
      next = Math.min(words.length - 1, Math.max(0, caret + by));
    }
    if (!extend || anchor < 0 || caret < 0) anchor = next;
    caret = next;
    current = -1;
    const span = marked();
    said.textContent = points.slice(span.start, span.end).join("");
    paint();
    reveal(".cl-marked");
  }

  page.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !shown) return;
    const arrows = { ArrowRight: [1, false], ArrowLeft: [-1, false], ArrowDown: [1, true], ArrowUp: [-1, true] };
    if (event.key === "n") step(1);
    else if (event.key === "p") step(-1);
    else if (arrows[event.key]) moveCaret(...arrows[event.key], event.shiftKey);
    else if (event.key === "?") help.open = !help.open;
    else if (event.key === "Enter") {
      const span = marked() ?? (current >= 0 ? shown.concepts[current] : null);
      if (span) take(span.start, span.end);
    } else if (event.key === "Escape") {
      caret = -1; anchor = -1; current = -1;
      said.textContent = "";
      model.send({ kind: "clear" });
      paint();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });

  page.addEventListener("mouseup", () => {
    const chosen = document.getSelection();
    if (!chosen || chosen.isCollapsed || !chosen.rangeCount) return;
    const range = chosen.getRangeAt(0);
    if (!page.contains(range.startContainer) || !page.contains(range.endContainer)) return;
    const start = codePointAt(page, range.startContainer, range.startOffset);
    const end = codePointAt(page, range.endContainer, range.endOffset);
    if (points.slice(start, end).join("").trim()) { caret = -1; take(start, end); }
  });
  page.addEventListener("dblclick", (event) => event.preventDefault());
  page.addEventListener("click", (event) => {
    const piece = event.target instanceof Element ? event.target.closest(".cl-concept") : null;
    if (!piece || !page.contains(piece) || !document.getSelection()?.isCollapsed) return;
    const at = codePointAt(page, piece, 0);
    current = shown.concepts.findIndex((span) => span.start <= at && at < span.end);
    if (current >= 0) { caret = -1; take(shown.concepts[current].start, shown.concepts[current].end); }
  });

  bar.addEventListener("keydown", (event) => {
    const tabs = [...bar.children];
    const at = tabs.indexOf(document.activeElement);
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by === undefined || at < 0) return;
    const next = tabs[(at + by + tabs.length) % tabs.length];
    choose(next.dataset.document);
    next.focus();
    event.preventDefault();
    event.stopPropagation();
  });

  function build() {
    bar.replaceChildren();
    model.get("documents").forEach((item, index) => {
      const tab = make("button", "cl-note-tab", item.title);
      tab.type = "button";
      tab.id = `${uid}-tab-${index}`;
      tab.dataset.document = item.id;
      tab.setAttribute("role", "tab");
      tab.setAttribute("aria-controls", page.id);
      tab.addEventListener("click", () => choose(item.id));
      bar.append(tab);
    });
    open(model.get("active"));
  }

  const repaint = () => {
    if (!shown) return;
    if (model.get("selection").start === undefined && caret < 0 && current < 0) said.textContent = "";
    paint();
  };
  model.on("change:documents", build);
  model.on("change:selection", repaint);
  model.on("change:coded", repaint);
  build();
  return () => {
    model.off("change:documents", build);
    model.off("change:selection", repaint);
    model.off("change:coded", repaint);
  };
}

export default { render };
