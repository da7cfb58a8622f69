"""The words in which people ask for a section, which the section itself does not say; our own, by section."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from codinglab.guidance.cards import cards, edition_days
from codinglab.guidance.toml_files import read_folder
from codinglab.model import Period


@dataclass(frozen=True, slots=True)
class _Asked:
    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012

    section: str
    asked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _File:
    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012

    document: str
    checked: tuple[str, ...]
    section: tuple[_Asked, ...]


def asked_words(document: str, period: Period) -> Mapping[str, tuple[str, ...]]:
    """Words by section, for an edition of a document: from files and cards that were checked for its days.

    Raises:
        InvalidInputError: a file is no TOML, or has unknown or missing keys (named).
    """
    found: dict[str, tuple[str, ...]] = {}
    for file in read_folder(_File, "asked"):
        if file.document == document and _meets(map(edition_days, file.checked), period):
            for entry in file.section:
                found[entry.section] = (*found.get(entry.section, ()), *entry.asked)
    for card in cards():
        held, section = card.place
        if held == document and _meets(card.periods, period):
            found[section] = (*found.get(section, ()), card.title, *card.also)
    return found


def _meets(periods: Iterable[Period], edition: Period) -> bool:
    return any(
        period.since <= (edition.through or period.since)
        and edition.since <= (period.through or edition.since)
        for period in periods
    )


def every_asked() -> Iterator[str]:
    """All words in which people ask for a section or a card, of whatever edition."""
    for file in read_folder(_File, "asked"):
        for entry in file.section:
            yield from entry.asked
    for card in cards():
        yield card.title
        yield from card.also
