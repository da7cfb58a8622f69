"""The outline of the ICD-10-CM guidelines: which line is the heading of which section.

Sections are numbered Section I, A, 1, a, 1), (a), (i). A line is a heading when its label is the next
of its level, or the first of the level below; any other "2." or "b." is part of a text. The table of
contents names the first four levels, nearly all: it gives whole titles, and shows what was lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from codinglab.reference.sources.ordinals import HIGHEST_ROMAN, alphabetic, letters, roman

_LABELS = (
    re.compile(r"Section ([IVX]+)\.\s+(\S.*)"),
    re.compile(r"([A-Z])\.\s+(\S.*)"),
    re.compile(r"(\d{1,2})\.\s+(\S.*)"),
    re.compile(r"([a-z])\.\s+(\S.*)"),
    re.compile(r"(\d{1,2})\)\s*(\S.*)"),
    re.compile(r"\(([a-z])\)\s*(\S.*)"),
    re.compile(r"\(([ivx]+)\)\s*(\S.*)"),
)
_APPENDIX = re.compile(r"Appendix ([IVX]+)\b(?:\s+\d+)?\s*")
_LEADERS = re.compile(r"\s*\.{3,}\s*(\d+)\s*$")
_WIDE = 45


@dataclass(slots=True)
class Section:
    """A section: its number as it is cited ("I.C.1.d.4"), its title, its own lines, its page."""

    number: str
    title: str
    page: int
    lines: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Place:
    """Where one stands in the outline: the ordinals of the open levels."""

    ordinals: list[int] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)

    def step(self, line: str) -> str | None:
        """Move to the section that a line opens and give the rest of the line; None when it opens none."""
        for level, pattern in enumerate(_LABELS):
            match = pattern.fullmatch(line)
            if not match or level > len(self.ordinals):
                continue
            ordinal = _ordinal(level, match[1])
            expected = self.ordinals[level] + 1 if level < len(self.ordinals) else 1
            if ordinal != expected:
                continue
            self.ordinals[level:] = [ordinal]
            self.labels[level:] = [match[1]]
            return match[2]
        return None

    @property
    def number(self) -> str:
        return ".".join(self.labels)


def contents(lines: Iterable[str]) -> dict[str, str]:
    """The titles by section number that the table of contents gives."""
    place, titles, number = _Place(), {}, ""
    for line in lines:
        text = _LEADERS.sub("", line.strip()).strip()
        rest = place.step(text)
        if rest is not None:
            number = place.number
            titles[number] = rest
        elif _APPENDIX.fullmatch(text):
            break
        elif number and text and not text.isdigit() and not _reserved(text):
            titles[number] = f"{titles[number]} {text}"
    return titles


def outline(pages: Iterable[tuple[int, list[str]]], titles: dict[str, str]) -> Iterator[Section]:
    """The sections in the order they stand, each with the lines of its own text.

    Args:
        pages: page number and lines of each page after the table of contents, without page headers.
        titles: as `contents` gives them.
    """
    place, section = _Place(), None
    for page, lines in pages:
        for line in lines:
            text = line.strip()
            appendix = _APPENDIX.fullmatch(text)
            rest = None if appendix else place.step(text)
            if appendix and (section is None or not section.number.startswith("Appendix")):
                if section:
                    yield section
                section = Section(f"Appendix {appendix[1]}", "", page)
                place.ordinals.clear()
                place.ordinals.append(HIGHEST_ROMAN)
            elif rest is not None and not (section and section.number.startswith("Appendix")):
                if section:
                    yield section
                section = Section(place.number, " ".join(rest.split()), page)
            elif section is not None:
                _add(section, text, titles)
    if section:
        yield section


def _add(section: Section, text: str, titles: dict[str, str]) -> None:
    """Add a line to the title while the title is not whole, else to the text."""
    if not section.lines and text and _continues(section, text, titles.get(section.number, "")):
        section.title = f"{section.title}{'' if section.title.endswith('-') else ' '}{text}".strip()
    else:
        section.lines.append(text)


def _continues(section: Section, text: str, whole: str) -> bool:
    title = letters(section.title)
    if whole and letters(whole).startswith(title):
        return title != letters(whole) and letters(whole).startswith(title + letters(text))
    if section.number.startswith("Appendix"):
        return not title
    broken = section.title.endswith(("-", ",", " and"))
    return len(section.title) >= _WIDE and (broken or text[0].islower())


def _ordinal(level: int, label: str) -> int:
    if label.isdigit():
        return int(label)
    if level in {0, len(_LABELS) - 1}:
        return roman(label)
    return alphabetic(label)


def _reserved(text: str) -> bool:
    return text.lower().startswith("reserved for future")
