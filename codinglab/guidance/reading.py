"""Passages and editions as the index holds them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date

from codinglab.guidance.index import GuidanceIndex
from codinglab.guidance.passage import ELSEWHERE, Edition, Passage
from codinglab.model import Period

_COLUMNS = "id, edition, since, through, section, titles, text, kind, page, url"


def all_editions(index: GuidanceIndex) -> Mapping[int, Edition]:
    """Every edition by its number in the index; cards are editions of the document they speak of."""
    return index.once("editions", _editions)


def _editions(index: GuidanceIndex) -> dict[int, Edition]:
    rows = index.rows("SELECT id, document, title, name, since, through, source, binds FROM edition")
    return {
        row[0]: Edition(row[1], row[2], row[3], _period(row[4], row[5]), row[6], tuple(json.loads(row[7])))
        for row in rows
    }


def passages(index: GuidanceIndex, numbers: Iterable[int]) -> dict[int, Passage]:
    """The passages of these numbers."""
    wanted = list(numbers)
    marks = ", ".join("?" * len(wanted))
    rows = index.rows(f"SELECT {_COLUMNS} FROM passage WHERE id IN ({marks})", *wanted)  # noqa: S608
    editions = all_editions(index)
    return {row[0]: _passage(row, editions) for row in rows}


def section_passages(index: GuidanceIndex, edition: int, section: str) -> tuple[Passage, ...]:
    """The passages of a section in their order, with its tables."""
    rows = index.rows(
        f"SELECT {_COLUMNS} FROM passage WHERE edition = ? AND section = ? ORDER BY id",  # noqa: S608
        edition,
        section,
    )
    editions = all_editions(index)
    return tuple(_passage(row, editions) for row in rows)


def editions_with(index: GuidanceIndex, document: str, section: str) -> tuple[int, ...]:
    """The editions of a document that have a section, by their numbers, the oldest first; cards as well."""
    rows = index.rows(
        "SELECT DISTINCT edition.id FROM edition JOIN passage ON passage.edition = edition.id "
        "WHERE document = ? AND section = ? ORDER BY edition.since, edition.id",
        document,
        section,
    )
    return tuple(number for (number,) in rows)


def documents_with(index: GuidanceIndex, section: str) -> tuple[str, ...]:
    """The documents that have a section of this number, of themselves or on a card of ours, by their ids."""
    rows = index.rows(
        "SELECT DISTINCT document FROM edition JOIN passage ON passage.edition = edition.id "
        "WHERE section = ? AND source <> ? ORDER BY document",
        section,
        ELSEWHERE,
    )
    return tuple(document for (document,) in rows)


def away(edition: Edition, on: date) -> tuple[int, int]:
    """How many days an edition is away from a day, then how long before it the edition began."""
    period = edition.period
    if on < period.since:
        return (period.since - on).days, 0
    gap = (on - period.through).days if period.through and period.through < on else 0
    return gap, (on - period.since).days


def _passage(row: tuple, editions: Mapping[int, Edition]) -> Passage:  # type: ignore[type-arg]
    _, edition, since, through, section, titles, text, kind, page, url = row
    period = _period(since, through)
    return Passage(editions[edition], period, section, tuple(json.loads(titles)), text, kind, page, url)


def _period(since: str, through: str | None) -> Period:
    return Period(date.fromisoformat(since), date.fromisoformat(through) if through else None)
