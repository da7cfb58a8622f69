"""The outline of a chapter of the NCCI Policy Manual: which line opens which section.

A chapter has lettered sections, which its table of contents names. In a section stand numbered paragraphs,
or paragraphs lettered a, b; below them a, b and i, ii. A line opens a section when its label is the next of
a list that is open, or the first of a list that stands deeper than the paragraph above it; any other label
is part of a text, and so is every "(1)". A paragraph that goes back to the margin of an outer section is
that section's own, though it stands after its list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from codinglab.reference.sources.ordinals import alphabetic, letters, roman
from codinglab.reference.sources.page_text import joined

_SECTION = re.compile(r"([A-Z])\.\s+(\S.*)")
_LABELS = {
    "1": re.compile(r"(\d{1,2})\.\s+(\S.*)"),
    "a": re.compile(r"([a-z])\.\s+(\S.*)"),
    "i": re.compile(r"([ivx]{1,5})\.\s+(\S.*)"),
}
_LIST_ITEM = re.compile(r"(?:•|\(?(?:\d{1,2}|[a-z]|[ivx]+)[.)])\s")
_ITEM_END = re.compile(r"(?:[.:;,?!][”\")\]]*|\b(?:and|or))$")
_HEADING = re.compile(r"[A-Z][A-Za-z ]{2,40}")
_NAMED = re.compile(r"([A-Z][^.:]{3,50}):\s")
_SENTENCE_END = re.compile(r"[.:;?!][”\")\]]*$")
_ALIKE = 0.6
_MOST_SKIPPED = 9


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its words, how deep it stands (0 at the margin), whether a gap is above it, its page."""

    text: str
    depth: int
    gap: bool
    page: int


@dataclass(slots=True)
class Section:
    """A section: its number ("VI.C.6"), the titles that lead to it, its page and its own paragraphs."""

    number: str
    titles: tuple[str, ...]
    page: int
    paragraphs: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Level:
    """An open list: the kind of its labels, the ordinal reached, how deep it stands, and its section."""

    kind: str
    ordinal: int
    depth: int
    section: Section


class Chapter:
    """Reads the lines of a chapter into sections.

    Attributes:
        remarks: where the document leaves numbers out or gives one twice.
    """

    def __init__(self, number: str, title: str, page: int, titles: dict[str, str]) -> None:
        """Open a chapter.

        Args:
            number: in Roman numerals.
            title: its title.
            page: where it begins.
            titles: the titles of its lettered sections, as its table of contents gives them.
        """
        self.remarks: list[str] = []
        self._titles = titles
        self._top = Section(number, (title,), page)
        self._made = [self._top]
        self._levels: list[_Level] = []
        self._current = self._top
        self._above: Line | None = None
        self._heading = ""
        self._title_open = False

    def read(self, lines: Iterable[Line]) -> list[Section]:
        """The sections in the order in which they begin."""
        for line in lines:
            if not (self._opens_section(line) or self._goes_on_in_title(line) or self._opens_item(line)):
                self._add(line)
            self._above = line
        return self._made

    def _opens_section(self, line: Line) -> bool:
        match = _SECTION.fullmatch(line.text)
        if not match or line.depth > 1:
            return False
        last = self._levels[0].ordinal if self._levels else 0
        if _ordinal("A", match[1]) != last + 1 or not _alike(match[2], self._titles.get(match[1], "")):
            return False
        section = Section(f"{self._top.number}.{match[1]}", (*self._top.titles, match[2]), line.page)
        self._levels = [_Level("A", last + 1, 0, section)]
        self._show(section)
        self._title_open = True
        return True

    def _goes_on_in_title(self, line: Line) -> bool:
        if not self._title_open:
            return False
        self._title_open = False
        letter = self._current.number.rsplit(".", 1)[-1]
        title = f"{self._current.titles[-1]} {line.text}"
        if line.gap or not letters(self._titles.get(letter, "")).startswith(letters(title)):
            return False
        self._current.titles = (*self._top.titles, title)
        return True

    def _opens_item(self, line: Line) -> bool:
        if not self._levels or not (line.gap or self._breaks(line)):
            return False
        for at in range(len(self._levels) - 1, 0, -1):
            level = self._levels[at]
            match = _LABELS[level.kind].fullmatch(line.text)
            if match and self._follows(level, _ordinal(level.kind, match[1]), line):
                return self._open(at, level.kind, match, line)
        return self._opens_list(line)

    def _breaks(self, line: Line) -> bool:
        """Whether what is above a line may end there, so that a number is no end of a sentence."""
        above = self._above
        if above is None or above.page != line.page or not line.text[0].isdigit():
            return True
        return bool(_SENTENCE_END.search(above.text)) or above.text in self._current.titles

    def _follows(self, level: _Level, ordinal: int, line: Line) -> bool:
        if ordinal == level.ordinal + 1:
            return True
        starts = line.gap and line.depth == level.depth and level.kind == "1"
        place = level.section.number
        if starts and ordinal == level.ordinal:
            self.remarks.append(f"page {line.page}: {place} stands twice in the document.")
            return True
        if starts and 0 < ordinal - level.ordinal <= _MOST_SKIPPED:
            self.remarks.append(f"page {line.page}: after {place} the document goes on with {ordinal}.")
            return True
        return False

    def _opens_list(self, line: Line) -> bool:
        """The first label of a list below the current section, or of a new list under a heading."""
        for kind, pattern in _LABELS.items():
            match = pattern.fullmatch(line.text)
            if not match or _ordinal(kind, match[1]) != 1:
                continue
            at = next((at for at, level in enumerate(self._levels) if level.kind == kind), None)
            if at is not None:
                if not self._under_heading():
                    return False
                return self._open(at, kind, match, line)
            within = next(at for at, level in enumerate(self._levels) if level.section is self._current)
            parent = self._levels[within]
            if parent.kind != "A" and line.depth < parent.depth:
                return False
            return self._open(within + 1, kind, match, line)
        return False

    def _under_heading(self) -> bool:
        """Take the heading just above, if there is one, off the paragraphs of the section before."""
        above = self._above
        if above is None or not above.gap or not _HEADING.fullmatch(above.text):
            return False
        if not self._current.paragraphs or self._current.paragraphs[-1] != above.text:
            return False
        self._heading = self._current.paragraphs.pop()
        return True

    def _open(self, at: int, kind: str, match: re.Match[str], line: Line) -> bool:
        parent = self._levels[at - 1].section
        named = _NAMED.match(match[2]) if kind == "a" and at == 1 else None
        heading = (self._heading,) if self._heading and at == 1 else ()
        section = Section(
            f"{parent.number}.{match[1]}", (*parent.titles, *heading, named[1] if named else ""), line.page
        )
        self._levels[at:] = [_Level(kind, _ordinal(kind, match[1]), line.depth, section)]
        section.paragraphs.append(match[2])
        self._show(section)
        return True

    def _show(self, section: Section) -> None:
        if len(self._levels) == 1:
            self._heading = ""
        self._made.append(section)
        self._current = section

    def _add(self, line: Line) -> None:
        new = begins_paragraph(self._current.paragraphs, line, self._above)
        if new and not _LIST_ITEM.match(line.text):
            self._go_out(line)
            self._current.paragraphs.append(line.text)
        else:
            add_line(self._current.paragraphs, line, self._above)

    def _go_out(self, line: Line) -> None:
        """A paragraph further out than the labels of its list is of the section that holds the list."""
        at = next((at for at, level in enumerate(self._levels) if level.section is self._current), 0)
        while at > 0 and line.depth < self._levels[at].depth:
            at -= 1
        if self._levels:
            self._current = self._levels[at].section


def begins_paragraph(paragraphs: list[str], line: Line, above: Line | None) -> bool:
    """Whether a line begins a paragraph, after those before it: what a page's end breaks goes on."""
    if not paragraphs or above is None:
        return True
    if _LIST_ITEM.match(line.text):
        listed = bool(_ITEM_END.search(paragraphs[-1]) or _LIST_ITEM.match(paragraphs[-1]))
        return line.gap or listed or not (line.text[0].isdigit() or line.text.startswith("("))
    ended = bool(_SENTENCE_END.search(paragraphs[-1]))
    if above.page != line.page or line.text[0].islower():
        return ended and (line.gap or above.page != line.page)
    return line.gap


def add_line(paragraphs: list[str], line: Line, above: Line | None) -> None:
    """Add a line to the paragraphs: as one of its own, or at the end of the last."""
    if begins_paragraph(paragraphs, line, above):
        paragraphs.append(line.text)
    else:
        paragraphs[-1] = joined(paragraphs[-1], line.text)


def contents(lines: Iterable[str]) -> dict[str, str]:
    """The titles of the lettered sections by letter, from the table of contents of a chapter."""
    titles: dict[str, str] = {}
    letter = ""
    for line in lines:
        text = re.sub(r"[\s.…]*(?:[IVX]+-\s?\d+)?$", "", line)
        match = re.match(r"([A-Z])\.\s*(\S.*)", text)
        if match and _ordinal("A", match[1]) == len(titles) + 1:
            letter = match[1]
            titles[letter] = match[2]
        elif letter and text:
            titles[letter] = f"{titles[letter]} {text}"
    return titles


def _alike(found: str, title: str) -> bool:
    a, b = letters(found), letters(title)
    return bool(b) and (b.startswith(a) or SequenceMatcher(None, a, b, autojunk=False).ratio() >= _ALIKE)


def _ordinal(kind: str, label: str) -> int:
    if kind == "1":
        return int(label)
    if kind == "i":
        return roman(label)
    return alphabetic(label)
