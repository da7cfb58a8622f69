"""The fields that columns may become, and the names and words of feeds for them (`claim_columns.toml`)."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

ROWS = ("claim", "line", "diagnosis", "procedure", "condition")
"""What a row of a table may be."""

LISTS = {
    "diagnoses": "claim",
    "poa": "claim",
    "procedures": "claim",
    "procedure_dates": "claim",
    "conditions": "claim",
    "modifiers": "line",
    "pointers": "line",
}
"""Fields that hold a list, in several columns or in one, and what they belong to."""

DATES = frozenset(
    {
        "birth_date",
        "from_date",
        "through_date",
        "admission_date",
        "procedure_dates",
        "since",
        "through",
        "date",
    }
)
LONG_TEXT = frozenset({"note", "note_title"})


@cache
def known() -> dict[str, Any]:
    """The table of names and words."""
    path = Path(__file__).with_name("claim_columns.toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


def fields_of(row: str) -> tuple[str, ...]:
    """The fields that a table may have when its rows are claims, lines, diagnoses, procedures, conditions.

    >>> fields_of("condition")
    ('claim_id', 'code')
    """
    names = known()["names"]
    own = tuple(names[row])
    if row not in ("claim", "line"):
        return own
    lists = tuple(name for name, level in LISTS.items() if level == "claim" or row == "line")
    return (*names["claim"], *(own if row == "line" else ()), *lists)


def is_list(rows: str, name: str) -> bool:
    """Whether a field is a list in a table whose rows are these.

    >>> is_list("claim", "poa"), is_list("diagnosis", "poa")
    (True, False)
    """
    return name in LISTS and rows in ("claim", "line")


def plain(name: str) -> str:
    """A column's name without case, spaces and punctuation.

    >>> plain(" Clm_ID ")
    'clmid'
    """
    return re.sub(r"[^a-z0-9]", "", name.lower())


def words(field: str) -> dict[str, str]:
    """What each word, in lower case, of a coded field stands for.

    >>> words("sex")["female"]
    'F'
    """
    return {word: value for value, several in known()["words"][field].items() for word in several}
