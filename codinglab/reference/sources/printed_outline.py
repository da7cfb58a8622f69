"""Headings in the lines of a PDF or a plain text, where only their form tells them.

"Section 3", "II.", "A.", "1.", "1.1", "a." and "(1)" open a section when their line reads like a heading and
they are the first of their kind, or the next; and, once their kind is open, also where a paragraph bears the
number. A short line in capitals opens one too. Lists that count from 1 within a section are text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from codinglab.reference.sources.blocks import Heading, cells_of, page_blocks
from codinglab.reference.sources.html_document import Item
from codinglab.reference.sources.printed_label import Label, is_short, is_title, labels_of

_WORDED = re.compile(
    r"(?P<word>section|chapter|article|appendix|part(?=\s+(?:\d|\w+\s*[.:–—-])))\s+"
    r"(?:\d{1,3}(?:\.\d{1,3})*|[IVXLC]{1,6}|[A-Z])(?P<stop>\s*[.:–—-]+)?(?:\s+(?P<title>(?-i:[A-Z(]).*))?",
    re.IGNORECASE,
)
_LEADERS = re.compile(r"\.{4,}\s*\S*$|(?:\. ){4,}\S*$")
_ENDS = (".", ":", ";", "?", "!")
_WIDEST, _SHORT = 110, 70
_MOST_CAPITALS = 12
_MISSED = 3
_WORDS = frozenset({"section", "chapter", "article", "appendix", "part"})


def printed_items(lines: Sequence[tuple[int | None, str]]) -> list[Item]:
    """Headings, paragraphs and tables of lines with their pages, in reading order."""
    flat = [" ".join(line.split()) for _, line in lines]
    outline = _Outline()
    items: list[Item] = []
    held: list[tuple[int | None, str]] = []
    for at, (page, raw) in enumerate(lines):
        line = flat[at]
        columns = len(cells_of(raw)) > 1
        found = None if not line or columns or _LEADERS.search(line) else outline.step(flat, at)
        if found is None:
            held.append((page, raw))
            continue
        level, heading, rest = found
        last = items[-1] if items and not any(text.strip() for _, text in held) else None
        if isinstance(last, Heading) and not held and is_capitals(line) and is_capitals(last.text):
            items[-1] = Heading(f"{last.text} {line}", last.level, last.page)
            continue
        items += [*page_blocks(held), Heading(heading, level, page)]
        held = [(page, rest)] if rest else []
    return items + page_blocks(held)


def is_capitals(line: str) -> bool:
    """Whether a line is a short one in capitals."""
    words = re.findall(r"[^\W\d_]+", line)
    return (
        line.isupper()
        and sum(map(len, words)) >= 4
        and len(line.split()) <= _MOST_CAPITALS
        and not line.endswith((".", ";", ","))
    )


class _Outline:
    """Where one stands: the kind and the number of each open section, outermost first."""

    def __init__(self) -> None:
        self._open: list[tuple[str, tuple[int, ...]]] = []
        self._lists: dict[str, int] = {}

    def step(self, flat: Sequence[str], at: int) -> tuple[int, str, str] | None:
        """Move to the section that a line opens.

        Returns:
            Its level, its heading, and what of the line is its text; None when the line opens none.
        """
        line = flat[at]
        above = flat[at - 1] if at else ""
        below = flat[at + 1] if at + 1 < len(flat) else ""
        if len(line) <= _WIDEST and not above:
            if match := _WORDED.fullmatch(line):
                title = match["title"] or ""
                if not title or match["stop"] or is_title(title, below, True):
                    return self._move(match["word"].lower(), ()), line, ""
                return None
            if is_capitals(line) and not labels_of(line):
                return self._move("capitals", ()), line, ""
        after = next((text for text in flat[at + 1 : at + 4] if text), "")
        for label in labels_of(line):
            reads = len(line) <= _WIDEST and is_title(label.title, below, not above)
            apart = not above or above.endswith(_ENDS)
            level = self._numbered(label, reads, apart, after)
            if level is not None:
                titled = reads or (len(line) <= _SHORT and is_short(label.title, below))
                return (level, line, "") if titled else (level, label.printed, label.title)
        return None

    def _numbered(self, label: Label, reads: bool, apart: bool, after: str) -> int | None:
        if len(label.value) > 1:
            return self._dotted(label, reads, apart)
        number, last = label.value[0], self._last(label.kind)
        if last is None:
            listed = any(other.kind == label.kind for other in labels_of(after))
            return self._move(label.kind, label.value) if number == 1 and reads and not listed else None
        if number == self._lists.get(label.kind, 0) + 1 and (number == 1 or label.kind in self._lists):
            self._lists[label.kind] = number
            return None
        if number == last[0] + 1 and (reads or apart):
            return self._move(label.kind, label.value)
        if last[0] < number <= last[0] + _MISSED and reads and apart:
            return self._move(label.kind, label.value)
        return None

    def _dotted(self, label: Label, reads: bool, apart: bool) -> int | None:
        value = label.value
        parents = [held for kind, held in self._open if kind[0].isdigit() and len(held) < len(value)]
        siblings = [held for kind, held in self._open if kind == label.kind and held[:-1] == value[:-1]]
        goes_on = bool(siblings) and 0 < value[-1] - siblings[0][-1] <= (_MISSED if reads else 1)
        begins = not siblings and value[-1] <= 1 + _MISSED * reads
        fits = not parents or parents[-1] == value[: len(parents[-1])]
        if not ((goes_on or (begins and fits)) and apart) and not (
            reads and apart and not self._later(value)
        ):
            return None
        depth = next(
            (
                at
                for at, (kind, held) in enumerate(self._open)
                if kind[0].isdigit() and held != value[: len(held)]
            ),
            None,
        )
        if depth is not None:
            del self._open[depth:]
        return self._move(label.kind, value)

    def _later(self, value: tuple[int, ...]) -> bool:
        """Whether a number that is open comes after, or is, this one."""
        return any(kind[0].isdigit() and held >= value for kind, held in self._open)

    def _last(self, kind: str) -> tuple[int, ...] | None:
        return next((value for held, value in self._open if held == kind), None)

    def _move(self, kind: str, value: tuple[int, ...]) -> int:
        self._lists.clear()
        outer = kind in _WORDS
        for depth, (held, _) in enumerate(self._open):
            if held == kind or (outer and held not in _WORDS):
                self._open[depth:] = [(kind, value)]
                return depth + 1
        self._open.append((kind, value))
        return len(self._open)
