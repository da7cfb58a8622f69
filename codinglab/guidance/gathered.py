"""A document edition by edition, as it is gathered for the index."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from codinglab.guidance.passage import Edition
from codinglab.model import Period

Words = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Section:
    """A section as its document has it, with its own days, and the words in which people ask for it."""

    section: str
    titles: tuple[str, ...]
    text: str
    kind: str
    page: int | None
    url: str
    period: Period
    asked: str = ""


@dataclass(frozen=True, slots=True)
class Bound:
    """A contractor or payer that a policy binds: its name, number and state, "" for what is not said."""

    contractor: str
    number: str = ""
    state: str = ""

    def __str__(self) -> str:
        named = f"{self.contractor}, {self.state}" if self.state else self.contractor
        return f"{named} ({self.number})" if self.number not in {"", self.contractor} else named


@dataclass(frozen=True, slots=True)
class Gathered:
    """An edition with its sections in order.

    Attributes:
        bound: whom it binds, when it is local.
        local: it binds only those named, even where none is named.
    """

    edition: Edition
    sections: tuple[Section, ...]
    bound: tuple[Bound, ...] = ()
    local: bool = False


def section_of(row: Mapping[str, Any], period: Period, words: Words) -> Section | None:
    """A row of `guidance_passage` on its own days within those of its edition; None when they do not meet."""
    since, through = max(row["since"] or period.since, period.since), earlier(row["through"], period.through)
    if through and through < since:
        return None
    return Section(
        row["section"],
        tuple(row["titles"]),
        row["text"],
        row["kind"],
        row["page"],
        row["url"],
        Period(since, through),
        " ; ".join(words.get(row["section"], ())),
    )


def earlier(one: date | None, other: date | None) -> date | None:
    """The earlier of two last days, of which either may be open."""
    return min((day for day in (one, other) if day), default=None)
