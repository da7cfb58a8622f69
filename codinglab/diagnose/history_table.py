"""Where the history of a problem leads: reference/lexicon/histories.toml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from codinglab.diagnose.draft import lexicon_file
from codinglab.model import Icd10cm


@dataclass(frozen=True, slots=True)
class History:
    """An entry of reference/lexicon/histories.toml."""

    problem: str
    codes: tuple[str, ...]
    becomes: Icd10cm
    words: tuple[str, ...] = ()
    explicit: bool = False
    asks: str = ""


@cache
def histories() -> tuple[History, ...]:
    """The table, in its order: the first entry that fits wins."""
    return tuple(
        History(
            fact["problem"],
            tuple(code.replace(".", "") for code in fact["codes"]),
            Icd10cm(fact["becomes"]),
            tuple(fact.get("words", ())),
            fact.get("explicit", False),
            fact.get("asks", ""),
        )
        for fact in lexicon_file("histories.toml")["history"]
    )


def history_of(code: str, statement: str = "") -> History | None:
    """Where the history of a problem leads, None when the classification has no code worth having.

    >>> history_of("C509").becomes
    'Z853'
    """
    said = statement.lower()
    return next(
        (
            history
            for history in histories()
            if code.startswith(history.codes)
            and (not history.words or any(word in said for word in history.words))
        ),
        None,
    )
