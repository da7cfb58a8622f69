"""What changed in a section between two editions of its document, word by word."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum

from codinglab.guidance.index import GuidanceIndex
from codinglab.guidance.opened import Opened, open_section
from codinglab.guidance.passage import CARDS, Edition
from codinglab.guidance.reading import all_editions

_WORD = re.compile(r"\S+|\n")
_SAME_TITLE = 0.8
_SAME_TEXT = 0.6


class ChangeOf(StrEnum):
    """What happened to a section."""

    UNCHANGED = "unchanged"
    REWORDED = "reworded"
    MOVED = "moved"
    NEW = "new"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stayed, were added or were taken out: kind is "same", "added" or "deleted"."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class SectionChange:
    """A section in two editions.

    Attributes:
        before, after: the section as it stood and as it stands; None where it is not.
        runs: the words of both, in order.
        earlier, later: the editions compared.
    """

    kind: ChangeOf
    earlier: Edition
    later: Edition
    before: Opened | None
    after: Opened | None
    runs: tuple[Run, ...]


def changes(index: GuidanceIndex, document: str, section: str, on: date) -> SectionChange | None:
    """Compare a section of the edition for the day with the edition before it; None when there is but one.

    A section whose heading stands under another number in the edition before is compared with that one.

    Args:
        index: the opened index.
        document: its id.
        section: as it is cited in the edition for the day.
        on: the day asked about.
    """
    editions = sorted(
        (held for held in all_editions(index).values() if held.document == document and held.is_document),
        key=lambda edition: edition.period.since,
    )
    later = next((held for held in reversed(editions) if held.period.since <= on), None)
    earlier = editions[editions.index(later) - 1] if later and editions.index(later) else None
    if not later or not earlier:
        return None
    after = _in(index, later, section)
    if after is None:
        before = _in(index, earlier, section)
        return (
            SectionChange(ChangeOf.REMOVED, earlier, later, before, None, _runs(before, None))
            if before
            else None
        )
    before = _counterpart(index, earlier, after)
    return SectionChange(_kind(before, after), earlier, later, before, after, _runs(before, after))


def _in(index: GuidanceIndex, edition: Edition, section: str) -> Opened | None:
    found = open_section(index, edition.document, section, edition.period.since)
    return found if found and found.edition == edition else None


def _counterpart(index: GuidanceIndex, edition: Edition, after: Opened) -> Opened | None:
    """The same section in an earlier edition: by number and heading, else by heading, else by its words."""
    there = _in(index, edition, after.section)
    if there and (_alike(there.titles[-1], after.titles[-1]) >= _SAME_TITLE):
        return there
    above = after.section.rpartition(".")[0]
    rows = index.rows(
        "SELECT DISTINCT section FROM passage JOIN edition ON edition.id = passage.edition "
        "WHERE document = ? AND edition.since = ? AND edition.source <> ? AND section LIKE ?",
        edition.document,
        edition.period.since.isoformat(),
        CARDS,
        f"{above}%" if above else "%",
    )
    for (section,) in rows:
        other = _in(index, edition, section)
        if other and other.titles[-1] and _alike(other.titles[-1], after.titles[-1]) >= _SAME_TITLE:
            return other
    if there and _alike(there.text, after.text) >= _SAME_TEXT:
        return there
    beside = (section for (section,) in rows if section.rpartition(".")[0] == above)
    return _of_the_same_words(index, edition, after, beside)


def _of_the_same_words(
    index: GuidanceIndex, edition: Edition, after: Opened, sections: Iterable[str]
) -> Opened | None:
    """Of sections that the later edition has no more under their number and heading, the likest."""
    found: Opened | None = None
    most = _SAME_TEXT
    for section in sections:
        other, later = _in(index, edition, section), _in(index, after.edition, section)
        if not other or (later and _alike(later.titles[-1], other.titles[-1]) >= _SAME_TITLE):
            continue
        if (likeness := _alike(other.text, after.text)) >= most:
            found, most = other, likeness
    return found


def _kind(before: Opened | None, after: Opened) -> ChangeOf:
    if before is None:
        return ChangeOf.NEW
    if before.section != after.section:
        return ChangeOf.MOVED
    same = (before.titles[-1].split(), before.text.split()) == (after.titles[-1].split(), after.text.split())
    return ChangeOf.UNCHANGED if same else ChangeOf.REWORDED


def _runs(before: Opened | None, after: Opened | None) -> tuple[Run, ...]:
    old, new = (_WORD.findall(side.text) if side else [] for side in (before, after))
    found: list[Run] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(Run("same", " ".join(new[c:d])))
        else:
            found += [Run("deleted", " ".join(old[a:b]))] if b > a else []
            found += [Run("added", " ".join(new[c:d]))] if d > c else []
    return tuple(found)


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one.lower(), other.lower(), autojunk=False).ratio()
