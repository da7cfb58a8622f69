"""The made-up situations that drills tell, as data: `reference/lexicon/drills`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from codinglab.model import TableMissingError
from codinglab.parse import parse
from codinglab.reference.paths import REFERENCE

FOLDER = REFERENCE / "lexicon" / "drills"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Situation:
    """What a record says of an injury, the phase of care that it shows, and the rule that decides."""

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012 (read by codinglab.parse)

    phase: str
    says: str
    why: str
    difficulty: int
    fracture: bool = False


@dataclass(frozen=True, slots=True)
class Presence:
    """What a record says of when a condition was there, with the POA indicator that follows.

    Attributes:
        poa: Y, N, U or W.
        says: what the record says of it.
        why: the rule of Appendix I that decides.
        codes: the conditions it fits, each a whole code; none where it fits any of `conditions`.
    """

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012 (read by codinglab.parse)

    poa: str
    says: str
    why: str
    difficulty: int
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PresenceFile:
    """The acute conditions that situations are told of, and the situations."""

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012 (read by codinglab.parse)

    conditions: tuple[str, ...]
    situation: tuple[Presence, ...]


@dataclass(frozen=True, slots=True)
class _Encounters:
    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012 (read by codinglab.parse)

    situation: tuple[Situation, ...]


@cache
def encounters() -> tuple[Situation, ...]:
    """The situations of the 7th character."""
    return _read(_Encounters, "encounters.toml").situation


@cache
def presence() -> PresenceFile:
    """The situations of present on admission."""
    return _read(PresenceFile, "presence.toml")


def _read(kind: type[T], name: str) -> T:
    try:
        data = tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))
    except FileNotFoundError:
        msg = (
            f"The situations of drills, {FOLDER / name}, are missing. They ship with codinglab: restore them."
        )
        raise TableMissingError(msg) from None
    return parse(kind, data, source=name)
