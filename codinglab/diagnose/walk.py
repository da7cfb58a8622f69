"""Down the tabular: from the code that a term leads to, to the one that the words around it describe."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from codinglab.model import Icd10cm
from codinglab.reference.content_words import content_words
from codinglab.reference.icd10cm import icd10cm

_DENIES = re.compile(r"[, ]+without\b.*$")
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_VAGUE = re.compile(r"\bunspecified\b|\bnot specified\b|\bwithout (?:complication|exacerbation|status)|\buncomplicated\b")
_OTHER = re.compile(r"\bother\b")
_SIDES = frozenset({"right", "left", "bilateral"})
_NO_DETAIL = frozenset(
    "other specified type site part side region level initial subsequent encounter sequela routine healing "
    "primary essential closed nontraumatic displaced organism initial".split()
)


def refined(code: str, words: frozenset[str], on: date) -> Icd10cm:
    """The code below (or beside an unspecified one) whose every further word is among the words given.

    The walk stops where no child is described; the 7th character is left to `encounter`.
    Source: ICD-10-CM Official Guidelines I.B.2, highest level of detail documented.

    Args:
        code: where a term leads: a code or a header.
        words: the content words around the term.
        on: the governing date.
    """
    start = code
    while len(start) > 3 and _VAGUE.search(icd10cm().title(start).lower()):
        start = _above(start)
    found = _down(start, words, on, _titled(code) | _titled(start))
    if found == start and start != code:
        below = code if _children(code, on) else _above(code)
        sided = _down(below, words & _SIDES, on, _titled(code))
        found = sided if sided != below else code
    return Icd10cm(found)


def _down(node: str, words: frozenset[str], on: date, said: frozenset[str]) -> str:
    while True:
        best, extra = "", 0
        for child in _children(node, on):
            further = _detail(child) - said
            if further and further <= words and len(further) > extra:
                best, extra = child, len(further)
        if not best:
            return node
        node, said = best, said | _detail(best)


def _above(code: str) -> str:
    return next((one for one in icd10cm().ancestors(code) if ":" not in one), code[:-1])


@lru_cache(20_000)
def _children(node: str, on: date) -> tuple[str, ...]:
    return tuple(child for child in icd10cm().children(node) if ":" not in child)


@lru_cache(50_000)
def _detail(code: str) -> frozenset[str]:
    """The words of a title that say more than its kind: none of what it denies or leaves open."""
    title = _DENIES.sub("", _ASIDE.sub(" ", icd10cm().title(code).lower()))
    if _VAGUE.search(title) or _OTHER.search(title):
        return content_words(title) & _SIDES
    return content_words(title) - _NO_DETAIL


def _titled(code: str) -> frozenset[str]:
    return content_words(icd10cm().title(code)) - _SIDES
