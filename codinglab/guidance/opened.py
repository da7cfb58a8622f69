"""A section open before the reader: its own words whole, what is above, below and beside it, our cards."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from codinglab.guidance.index import GuidanceIndex
from codinglab.guidance.passage import Edition, Passage
from codinglab.guidance.reading import all_editions, away, editions_with, section_passages


@dataclass(frozen=True, slots=True)
class Opened:
    """A section of an edition.

    Attributes:
        section, titles: the place, and the headings that lead to it, outermost first.
        passages: its own words in order, verbatim; none under a mere heading.
        cards: our own words about it, of cards that hold on the day.
        below: the sections right below it, with their headings.
        before, after: the sections that stand before and after it; "" at the ends.
        current: whether the section is in force on the day asked about.
    """

    edition: Edition
    section: str
    titles: tuple[str, ...]
    passages: tuple[Passage, ...]
    cards: tuple[Passage, ...]
    below: tuple[tuple[str, str], ...]
    before: str
    after: str
    current: bool

    @property
    def citation(self) -> str:
        """Document, edition and section."""
        return f"{self.edition.title}, {self.edition.name}, {self.section}"

    @property
    def text(self) -> str:
        """All its words, a paragraph a line."""
        return "\n".join(passage.text for passage in self.passages if passage.text)


def open_section(index: GuidanceIndex, document: str, section: str, on: date) -> Opened | None:
    """Open a section in the edition in force on the day, else in the nearest one; None where none has it.

    Of a document that is not installed, but that a card speaks of, the cards are opened alone.

    Args:
        index: the opened index.
        document: its id, "icd10cm-guidelines".
        section: as it is cited, "I.C.4.a.3".
        on: the day asked about.
    """
    editions = all_editions(index)
    held = editions_with(index, document, section)
    cards = [number for number in held if editions[number].is_card and editions[number].period.covers(on)]
    official = sorted(
        (number for number in held if editions[number].is_document),
        key=lambda number: away(editions[number], on),
    )
    spoken = tuple(card for number in cards for card in section_passages(index, number, section))
    if not official:
        if not spoken:
            return None
        first = spoken[0]
        return Opened(first.edition, section, first.titles, (), spoken, (), "", "", current=True)
    number = official[0]
    passages = section_passages(index, number, section)
    order = _order(index, number)
    at = order.index(section)
    titles = passages[0].titles
    return Opened(
        editions[number],
        section,
        titles,
        tuple(passage for passage in passages if passage.text),
        spoken,
        _below(index, number, section),
        order[at - 1] if at else "",
        order[at + 1] if at + 1 < len(order) else "",
        any(passage.period.covers(on) for passage in passages),
    )


def _order(index: GuidanceIndex, edition: int) -> list[str]:
    rows = index.rows("SELECT section FROM passage WHERE edition = ? ORDER BY id", edition)
    return list(dict.fromkeys(section for (section,) in rows))


def _below(index: GuidanceIndex, edition: int, section: str) -> tuple[tuple[str, str], ...]:
    rows = index.rows(
        "SELECT section, titles FROM passage WHERE edition = ? AND section LIKE ? ESCAPE '!' ORDER BY id",
        edition,
        section.replace("!", "!!").replace("%", "!%").replace("_", "!_") + ".%",
    )
    depth = section.count(".") + 1
    found: dict[str, str] = {}
    for below, titles in rows:
        if below.count(".") == depth:
            found.setdefault(below, json.loads(titles)[-1])
    return tuple(found.items())
