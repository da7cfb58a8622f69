"""Terms that beside certain words are another thing: reference/lexicon/guards.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache

from codinglab.reference.paths import REFERENCE


@dataclass(frozen=True, slots=True)
class Guard:
    """One entry of the table: a line in which the term is left out, and one in which it stays."""

    terms: tuple[str, ...]
    means: str
    patterns: tuple[str, ...]
    example: str
    stays: str


@cache
def guards() -> tuple[Guard, ...]:
    """Read the reviewed table."""
    data = tomllib.loads((REFERENCE / "lexicon" / "guards.toml").read_text(encoding="utf-8"))
    return tuple(
        Guard(tuple(one["terms"]), one["means"], tuple(one["patterns"]), one["example"], one["stays"])
        for one in data["guard"]
    )


@cache
def _beside() -> dict[str, tuple[re.Pattern[str], ...]]:
    patterns: dict[str, list[re.Pattern[str]]] = {}
    for guard in guards():
        for term in guard.terms:
            words = r"[\s-]+".join(term.split())
            patterns.setdefault(term, []).extend(
                re.compile(pattern.replace("{}", f"(?P<term>{words})"), re.IGNORECASE)
                for pattern in guard.patterns
            )
    return {term: tuple(found) for term, found in patterns.items()}


def is_another_thing(text: str, start: int, end: int) -> bool:
    """Say whether the words beside a term of a text make it another thing.

    >>> is_another_thing("SpO2 95% RA.", 9, 11), is_another_thing("HTN, RA", 5, 7)
    (True, False)
    """
    term = " ".join(text[start:end].lower().replace("-", " ").split())
    patterns = _beside().get(term, ())
    if not patterns:
        return False
    first = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    line = text[first : stop if stop >= 0 else len(text)]
    here = start - first, end - first
    return any(found.span("term") == here for pattern in patterns for found in pattern.finditer(line))
