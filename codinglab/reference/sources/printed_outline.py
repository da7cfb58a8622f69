"""Headings in the lines of a PDF or a plain text, where only their form tells them.

"Section 3", "II.", "A.", "1." and "1.1" open a section when they are the next of their kind, and their line
reads like a heading; so does a short line in capitals. Anything else is text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from codinglab.reference.sources.blocks import Heading, cells_of, page_blocks
from codinglab.reference.sources.html_document import Item

_ROMAN = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX".split()
_JOINING = set("a an and as at but by for from in into is of on or per than the to under via with".split())
_SECTION = re.compile(
    r"(?:Section|Chapter|Article|Appendix|SECTION|CHAPTER|ARTICLE|APPENDIX|P(?:art|ART)(?=\s+(?:\d|\w+\s*[.:–—-])))\s+"
    r"(?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,6}|[A-Z])(?:\s*[.:–—-]+)?(?:\s+(?P<title>[A-Z(].*))?"
)
_DOTTED = re.compile(r"(?P<label>\d{1,3}(?:\.\d{1,3})+)\.?\s+(?P<title>[A-Z(].*)")
_PLAIN = re.compile(r"(?P<label>\d{1,2}|[A-Z]|[IVX]{1,5})[.)]\s+(?P<title>[A-Z(].*)")
_LEADERS = re.compile(r"\.{4,}\s*\d*$|(?:\. ){4,}\d*$")
_WIDEST = 100
_TITLED = 0.6
_MOST_CAPITALS = 12
Value = tuple[int, ...]


def printed_items(lines: Sequence[tuple[int | None, str]]) -> list[Item]:
    """Headings, paragraphs and tables of lines with their pages, in reading order."""
    flat = [" ".join(line.split()) for _, line in lines]
    outline = _Outline()
    items: list[Item] = []
    start = 0
    for at, line in enumerate(flat):
        if not line or len(cells_of(lines[at][1])) > 1:
            continue
        level = outline.step(line, _clear(flat, at), flat[at + 1] if at + 1 < len(flat) else "")
        if level is None:
            continue
        blocks = page_blocks(lines[start:at])
        last = items[-1] if items else None
        goes_on = not any(flat[start:at]) and start == at and isinstance(last, Heading)
        items += blocks
        if goes_on and isinstance(last, Heading) and line.isupper() and _is_capitals(last.text):
            items[-1] = Heading(f"{last.text} {line}", last.level, last.page)
        else:
            items.append(Heading(line, level, lines[at][0]))
        start = at + 1
    return items + page_blocks(lines[start:])


def _clear(flat: Sequence[str], at: int) -> bool:
    """Whether a line stands apart from the one above it."""
    return at == 0 or not flat[at - 1]


class _Outline:
    """Where one stands: the kind and the number of each open section, outermost first."""

    def __init__(self) -> None:
        self._open: list[tuple[str, Value]] = []

    def step(self, line: str, clear: bool, below: str) -> int | None:
        """Move to the section that a line opens and give its level; None when it opens none."""
        if len(line) > _WIDEST or _LEADERS.search(line):
            return None
        if match := _SECTION.fullmatch(line):
            title = match["title"] or ""
            return self._move("section", ()) if clear and _reads(title or "Title", below, clear) else None
        if match := _DOTTED.fullmatch(line):
            value = tuple(int(part) for part in match["label"].split("."))
            return self._dotted(value) if _reads(match["title"], below, clear) else None
        if (match := _PLAIN.fullmatch(line)) and _reads(match["title"], below, clear):
            return self._plain(match["label"])
        if _is_capitals(line) and clear:
            return self._move("capitals", ())
        return None

    def _move(self, kind: str, value: Value) -> int:
        for depth, (held, _) in enumerate(self._open):
            if held == kind:
                self._open[depth:] = [(kind, value)]
                return depth + 1
        self._open.append((kind, value))
        return len(self._open)

    def _last(self, kind: str) -> Value:
        return next((value for held, value in self._open if held == kind), (0,))

    def _plain(self, label: str) -> int | None:
        kinds = [("number1", int(label))] if label.isdigit() else []
        if label in _ROMAN:
            kinds.append(("roman", _ROMAN.index(label) + 1))
        if len(label) == 1 and label.isalpha():
            kinds.append(("letter", ord(label) - ord("A") + 1))
        for kind, number in kinds:
            if number == self._last(kind)[0] + 1:
                return self._move(kind, (number,))
        return None

    def _dotted(self, value: Value) -> int | None:
        depths = [(at, held) for at, (kind, held) in enumerate(self._open) if kind.startswith("number")]
        if any(held >= value for _, held in depths):
            return None
        keep = next((at for at, held in depths if len(held) >= len(value)), len(self._open))
        self._open[keep:] = [(f"number{len(value)}", value)]
        return len(self._open)


def _reads(title: str, below: str, clear: bool) -> bool:
    """Whether a title reads like one: no sentence, and the line below does not go on with it."""
    if title.endswith((".", ";", ",")) or below[:1].islower():
        return False
    words = [word for word in re.findall(r"[^\W\d_][\w'’-]*", title) if word.lower() not in _JOINING]
    capital = sum(word[0].isupper() for word in words)
    return bool(words) and (capital >= _TITLED * len(words) or (clear and not below))


def _is_capitals(line: str) -> bool:
    words = re.findall(r"[^\W\d_]+", line)
    return (
        line.isupper()
        and sum(map(len, words)) >= 4
        and len(line.split()) <= _MOST_CAPITALS
        and not line.endswith((".", ";", ","))
    )
