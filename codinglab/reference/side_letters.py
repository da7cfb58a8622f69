"""Sides written as letters: "R knee" and "LUE" are read as "right knee" and "left upper extremity"."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache

from codinglab.reference.paths import REFERENCE


@cache
def _written() -> tuple[re.Pattern[str], dict[str, str]]:
    """The pattern of a side in letters, and what each way of writing says: reference/lexicon/sides.toml."""
    data = tomllib.loads((REFERENCE / "lexicon" / "sides.toml").read_text(encoding="utf-8"))
    letters, limbs = "|".join(data["letters"]), "|".join(data["limbs"])
    beside = rf"\.?\s+(?i:(?:(?:{data['between']})\s+){{0,2}}(?:{data['beside']}))\b"
    pattern = re.compile(rf"(?<![\w/.'-])(?:(?:{letters})(?={beside})|(?:{limbs})(?![\w/]))")
    return pattern, data["letters"] | data["limbs"]


@lru_cache(8)
def sides_in_letters(text: str) -> dict[int, tuple[int, str]]:
    """Where a side stands in letters: its offset, its end, and what it says.

    >>> sides_in_letters("R/O fracture of L distal radius, R wave, L4")
    {16: (17, 'left')}
    """
    pattern, says = _written()
    return {found.start(): (found.end(), says[found[0]]) for found in pattern.finditer(text)}


def in_words(text: str) -> str:
    """A text with the sides that it writes in letters as words.

    >>> in_words("OA R knee, swelling of LUE")
    'OA right knee, swelling of left upper extremity'
    """
    pattern, says = _written()
    return pattern.sub(lambda found: says[found[0]], text)
