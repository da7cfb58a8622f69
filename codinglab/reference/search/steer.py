"""From the code a phrase leads to, to the child that the words ask for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from codinglab.reference.icd10cm import Icd10cmTable
from codinglab.reference.search.query import Steer
from codinglab.reference.words import search_words

_SIDES = {"left", "right", "bilateral"}
_TRIMESTERS = {"first", "second", "third"}
_OPEN = {"unspecified", "without", "other", "specified", "nos", "closed", "initial"}
_MOST = 250


def steer(table: Icd10cmTable, code: str, wanted: Steer, typed: set[str], on: date) -> str:
    """The code to offer for a code that a phrase leads to.

    A header leads to its child for the side and trimester asked for, else to its unspecified
    child; a billable code of the wrong or an unspecified side leads to its sibling; a code that
    lacks only its 7th character gets it when the words name the encounter. When nothing fits,
    the code itself.
    """
    base = code[:6].rstrip("X")
    if len(code) == 7 and code[6] in table.sevenths(base, on):
        child = steer(table, base, wanted, typed, on)
        return child if len(child) == 7 else child.ljust(6, "X") + code[6]
    chosen = code
    own = set(search_words(table.title(code, on)))
    asked = {word for word in (wanted.side, wanted.trimester) if word}
    complete = bool(table.sevenths(code, on)) or bool((span := table.span(code, on)) and span.covers(on))
    if not complete:
        chosen = _best(_leaves(table, code, on), own, asked, typed) or code
    elif asked and not asked <= own:
        parent = next(iter(table.ancestors(code, on)), "")
        if len(parent) > 2 and ":" not in parent:
            chosen = _best(_leaves(table, parent, on), own, asked, typed) or code
    return _with_seventh(table, chosen, wanted.encounter, on)


def _leaves(table: Icd10cmTable, code: str, on: date) -> list[tuple[str, list[str]]]:
    return [(key, search_words(title)) for key, title in table.leaves(code, on, _MOST)]


def _best(leaves: Sequence[tuple[str, list[str]]], own: set[str], asked: set[str], typed: set[str]) -> str:
    """The leaf that says what is asked and adds the fewest words that nobody typed."""
    best: tuple[tuple[float, int], str] | None = None
    for place, (code, words) in enumerate(leaves):
        said = set(words)
        if not asked <= said:
            continue
        if not asked and said & (_SIDES - typed - own) and "unspecified" not in said:
            continue
        if asked & _SIDES and said & (_SIDES - asked):
            continue
        if asked & _TRIMESTERS and said & (_TRIMESTERS - asked):
            continue
        extra = said - own - asked - typed
        missing = len(own - said - _OPEN)
        cost = sum(0.3 if word in _OPEN else 1.0 for word in extra) + 0.8 * missing
        cost -= 0.9 * len(said & (typed - own))
        open_words = bool(said & _OPEN - {"other", "specified"}) or said <= own | asked
        if not asked and not open_words and not said & (typed - own):
            continue
        key = (cost, place)
        if best is None or key < best[0]:
            best = key, code
    return best[1] if best else ""


def _with_seventh(table: Icd10cmTable, code: str, encounter: tuple[str, ...], on: date) -> str:
    """The code with the 7th character whose meaning holds most of the words; closed unless open is said."""
    if not encounter:
        return code
    best = ""
    most = 0.0
    for character, meaning in table.sevenths(code, on).items():
        words = search_words(meaning)
        said = sum(1.0 for word in encounter if word in words or (word == "initial" and character == "A"))
        if "open" in words and "open" not in encounter:
            said -= 0.6
        said += 0.1 * (("routine" in words) + (character == "A"))
        if said > most:
            best, most = character, said
    return code.ljust(6, "X") + best if most >= 0.9 else code
