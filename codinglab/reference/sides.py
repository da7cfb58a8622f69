"""The sides of diagnosis codes: which codes say right, left, both or no side of one and the same thing.

The titles of such codes are alike but for the word of the side. Categories whose bilateral title is worded
otherwise (M16 to M18, osteoarthritis) are matched by the words that remain.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pyarrow as pa

_SIDES = ("right", "left", "bilateral", "unspecified")
_WORD = re.compile(r"\b(right|left|bilateral|unspecified)\b", re.IGNORECASE)
_IDLE = re.compile(r"\b(unilateral|of|in|the|side|eyes?|ears?)\b|[,.]", re.IGNORECASE)


def side_table(titles: Mapping[str, str]) -> pa.Table:
    """One row a code that names a side: code, thing (what it names a side of), side.

    Args:
        titles: the title of each code.
    """
    found: dict[str, dict[str, str]] = {}
    for code, title in titles.items():
        for thing, side in _read(code, title):
            found.setdefault(thing, {}).setdefault(side, code)
    rows = [
        (code, thing, side)
        for thing, by_side in found.items()
        if {"right", "left"} <= by_side.keys()
        for side, code in by_side.items()
    ]
    codes, things, sides = zip(*sorted(rows), strict=True)
    return pa.table({"code": codes, "thing": things, "side": sides})


def _read(code: str, title: str) -> Iterator[tuple[str, str]]:
    """Each reading of a title as one side of a thing, named by category, 7th character and words."""
    frame = f"{code[:3]}{code[6:7]}"
    for word in _WORD.finditer(title):
        rest = f"{title[: word.start()]} {title[word.end() :]}"
        words = " ".join(sorted(one.rstrip("s") for one in _IDLE.sub(" ", rest).lower().split()))
        yield f"{frame} {words}", word.group().lower()
