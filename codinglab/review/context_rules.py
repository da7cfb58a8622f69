"""The reviewed rules of context: reference/lexicon/context.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from codinglab.reference.paths import REFERENCE
from codinglab.review.years import with_years


class Says(StrEnum):
    """What a context rule says of a concept; a concept may be told several."""

    NEGATED = "negated"
    POSSIBLE = "possible"
    HISTORICAL = "historical"
    LISTED = "listed as past medical history"
    DATED = "in a past year"
    FAMILY = "family"
    HYPOTHETICAL = "hypothetical"
    PLANNED = "planned"
    SCREENING = "screening"


@dataclass(frozen=True, slots=True)
class ContextRule:
    """One entry of reference/lexicon/context.toml."""

    says: tuple[Says, ...]
    direction: str
    phrases: tuple[str, ...]
    example: str
    reach: int | None = None
    also: Says | None = None


@cache
def context_rules() -> tuple[ContextRule, ...]:
    """Read the reviewed context rules."""
    data = tomllib.loads((REFERENCE / "lexicon" / "context.toml").read_text(encoding="utf-8"))
    return tuple(
        ContextRule(
            tuple(Says(name) for name in ([rule["says"]] if isinstance(rule["says"], str) else rule["says"])),
            rule["direction"],
            with_years(_with_relatives(rule["phrases"], data["relatives"])),
            rule["example"],
            rule.get("reach"),
            Says(rule["also"]) if "also" in rule else None,
        )
        for rule in data["rule"]
    )


def _with_relatives(phrases: Sequence[str], relatives: Sequence[str]) -> tuple[str, ...]:
    """Put every relative in place of RELATIVE."""
    return tuple(
        phrase.replace("RELATIVE", one)
        for phrase in phrases
        for one in (relatives if "RELATIVE" in phrase else ("",))
    )
