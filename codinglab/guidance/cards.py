"""The rule cards that ship: each a rule in our own words, with the section that it stands in.

They answer where the official document is not installed, and stand beside it where it is. A card holds on the
days of the editions in which the rule was read, and on no others.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from codinglab.guidance.documents import document_of, places
from codinglab.guidance.toml_files import read_folder
from codinglab.model import Authority, InvalidInputError, Period

_FISCAL = re.compile(r"FY(20\d\d)")
_CALENDAR = re.compile(r"20\d\d")
_DRG = re.compile(r"v(\d\d)")
_DRG_ZERO = 1983


@dataclass(frozen=True, slots=True)
class Card:
    """A rule in our own words.

    Attributes:
        id: unique among all cards, never used again.
        title, rule: what it is about; what the coder does, and the exceptions.
        authority: where the rule stands.
        checked: the editions in which it was read, "FY2026", "2026", or "v44", a version of MS-DRG.
        since: the first day of a rule that has one of its own.
        codes: codes, ranges and modifiers that it is about.
        also: other words in which coders ask for it.
    """

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012

    id: str
    title: str
    rule: str
    authority: Authority
    checked: tuple[str, ...] = ()
    since: date | None = None
    codes: tuple[str, ...] = ()
    also: tuple[str, ...] = ()

    @property
    def place(self) -> tuple[str, str]:
        """The document and section that it is about, as they are numbered there (`documents.places`)."""
        document = document_of(self.authority.source)
        named = places(document, self.authority.section)
        return named[0] if named else (document.id, self.authority.section)

    @property
    def periods(self) -> tuple[Period, ...]:
        """The days on which it was found to hold, a period for each edition checked."""
        first = self.since or date.min
        days = map(edition_days, self.checked)
        held = tuple(Period(max(period.since, first), period.through) for period in days)
        return held or (Period(first),)


@dataclass(frozen=True, slots=True)
class _File:
    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012

    card: tuple[Card, ...]


def edition_days(edition: str) -> Period:
    """The days of an edition that a card names: a fiscal year from October, or a calendar year.

    Version 44 of MS-DRG and its code editor is that of FY2027; each fiscal year has its own.

    Raises:
        InvalidInputError: it is none of them.

    >>> str(edition_days("FY2026")), str(edition_days("2026")), str(edition_days("v43"))
    ('2025-10-01 to 2026-09-30', '2026-01-01 to 2026-12-31', '2025-10-01 to 2026-09-30')
    """
    version, fiscal = _DRG.fullmatch(edition), _FISCAL.fullmatch(edition)
    if version or fiscal:
        year = int(version[1]) + _DRG_ZERO if version else int(fiscal[1]) if fiscal else 0
        return Period(date(year - 1, 10, 1), date(year, 9, 30))
    if _CALENDAR.fullmatch(edition):
        return Period(date(int(edition), 1, 1), date(int(edition), 12, 31))
    msg = (
        f"An edition is a fiscal year (FY2026), a year (2026) or an MS-DRG version (v43); found '{edition}'."
    )
    raise InvalidInputError(msg)


def cards() -> tuple[Card, ...]:
    """All cards, in the order of their files.

    Raises:
        InvalidInputError: a file is no TOML, has unknown or missing keys (named), an id twice, or a card
            without editions and first day.
    """
    return _checked(read_folder(_File, "cards"))


@cache
def _checked(files: tuple[_File, ...]) -> tuple[Card, ...]:
    found = tuple(card for file in files for card in file.card)
    seen: set[str] = set()
    for card in found:
        if card.id in seen:
            msg = f"reference/guidance/cards: the card '{card.id}' stands twice."
            raise InvalidInputError(msg)
        seen.add(card.id)
        if not card.checked and card.since is None:
            msg = (
                f"reference/guidance/cards: '{card.id}' names no edition it was checked in, and no first day."
            )
            raise InvalidInputError(msg)
    return found
