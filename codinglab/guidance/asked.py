"""The words in which people ask for a section, which the section itself does not say; our own, by section."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from codinglab.guidance.cards import cards, edition_days
from codinglab.guidance.documents import document_of
from codinglab.model import InvalidInputError, Period
from codinglab.parse import parse
from codinglab.reference.paths import REFERENCE

FOLDER = REFERENCE / "guidance" / "asked"


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


def asked_files(folder: Path = FOLDER) -> tuple[Path, ...]:
    """The files of asked words, by name."""
    return tuple(sorted(folder.glob("*.toml")))


def asked_words(document: str, period: Period) -> Mapping[str, tuple[str, ...]]:
    """Words by section, for an edition of a document: from the files, and from the cards, checked for its days.

    Raises:
        InvalidInputError: a file is no TOML, or has unknown or missing keys (named).
    """
    found: dict[str, tuple[str, ...]] = {}
    for file in _files():
        if file.document == document and _meets(map(edition_days, file.checked), period):
            for entry in file.section:
                found[entry.section] = (*found.get(entry.section, ()), *entry.asked)
    for card in cards():
        if document_of(card.authority.source).id == document and _meets(card.periods, period):
            section = card.authority.section
            found[section] = (*found.get(section, ()), card.title, *card.also)
    return found


def _meets(periods: Iterable[Period], edition: Period) -> bool:
    return any(
        period.since <= (edition.through or period.since) and edition.since <= (period.through or edition.since)
        for period in periods
    )


@cache
def _files(folder: Path = FOLDER) -> tuple[_File, ...]:
    found = []
    for path in asked_files(folder):
        try:
            data = tomllib.loads(path.read_text(encoding="utf-8"))
        except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            msg = f"{path} is not readable TOML: {error}"
            raise InvalidInputError(msg) from None
        found.append(parse(_File, data, source=str(path)))
    return tuple(found)
