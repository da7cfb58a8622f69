// The note reader, part 1: texts and places. JavaScript counts UTF-16 units, Python code points: only here
// they are converted. The parts of the reader are joined to one module in Python (workbench/note_reader.py).

function make(tag, className, text) {
  const node = document.createElement(tag);
  if (className) node.className = className;
  if (text !== undefined) node.textContent = text;
  return node;
}

/** Index of the last item of a sorted list that is at most `value`, -1 before the first. */
function lastAtMost(sorted, value, of = (item) => item) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (of(sorted[middle]) <= value) low = middle + 1; else high = middle;
  }
  return low - 1;
}

/** A text with the places of its characters that take two units. */
class NoteText {
  constructor(text) {
    this.text = text;
    this.wideAt = [];      // in code points
    this.wideUnits = [];   // in units
    for (const found of text.matchAll(/[\u{10000}-\u{10FFFF}]/gu)) {
      this.wideAt.push(found.index - this.wideAt.length);
      this.wideUnits.push(found.index);
    }
  }

  units(points) { return points + lastAtMost(this.wideAt, points - 1) + 1; }

  points(units) { return units - (lastAtMost(this.wideUnits, units - 1) + 1); }

  /** Words without the marks around them, in the order of the text. */
  get words() {
    this.known ??= [...this.text.matchAll(/\S+/gu)].map(({ 0: word, index }) => {
      const start = index + (/^[(["“]+(?=\S)/u.exec(word)?.[0].length ?? 0);
      const tail = /[.,;:)\]"”]+$/u.exec(word.slice(start - index))?.[0].length ?? 0;
      return { start, end: Math.max(start + 1, index + word.length - tail) };
    });
    return this.known;
  }

  /** Where words stand, upper or lower case, any blanks between them. */
  find(query) {
    const plain = query.trim().replace(/[.*+?^${}()|[\]\\/]/g, "\\$&").replace(/\s+/gu, "\\s+");
    if (!plain) return [];
    return [...this.text.matchAll(new RegExp(plain, "giu"))].map(({ 0: words, index }) => (
      { start: index, end: index + words.length }));
  }
}

/** The pieces of a text: cut at headers, at concepts, and into blocks of some lines that are laid out apart. */
function cutUp(text, headers, concepts) {
  const blocks = [0];
  for (const found of text.matchAll(/\n(?!\n)/gu)) {
    const at = found.index + 1;
    const far = at - blocks.at(-1);
    if (far > 1500 && at < text.length && !concepts.some(({ start, end }) => start < at && at < end)) blocks.push(at);
  }
  const edges = new Set([...blocks, text.length]);
  for (const { start, end } of [...headers, ...concepts]) edges.add(Math.min(start, text.length)).add(Math.min(end, text.length));
  const sorted = [...edges].sort((a, b) => a - b);
  return { blocks: new Set(blocks), sorted };
}
