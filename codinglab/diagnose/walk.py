"""Down the tabular: from the code that a term leads to, to the one that the words around it describe."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from codinglab.model import Icd10cm
from codinglab.reference.content_words import content_words
from codinglab.reference.icd10cm import icd10cm

_DENIES = re.compile(r"[, ]+without\b.*$")
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_VAGUE = re.compile(r"\bunspecified\b|\bnot specified\b|\bwithout (?:complication|exacerbation|status)|\buncomplicated\b")
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
    node = code
    while len(node) > 3 and _VAGUE.search(icd10cm().title(node).lower()):
        node = _above(node)
    start = node
    said = _said(code)
    while True:
        best, extra = "", 0
        for child in _children(node, on):
            further = _detail(child) - said
            if further and further <= words and len(further) > extra:
                best, extra = child, len(further)
        if not best:
            break
        node, said = best, said | _detail(best)
    return Icd10cm(code if node == start else node)


def _above(code: str) -> str:
    return next((one for one in icd10cm().ancestors(code) if ":" not in one), code[:-1])


@lru_cache(20_000)
def _children(node: str, on: date) -> tuple[str, ...]:
    return tuple(child for child in icd10cm().children(node) if ":" not in child)


@lru_cache(50_000)
def _detail(code: str) -> frozenset[str]:
    """The words of a title that say more than its kind: none of what it denies or leaves open."""
    title = _DENIES.sub("", _ASIDE.sub(" ", icd10cm().title(code).lower()))
    if _VAGUE.search(title) or title.startswith("other "):
        return frozenset()
    return content_words(title) - _NO_DETAIL


def _said(code: str) -> frozenset[str]:
    parts: Iterable[str] = (code, _above(code))
    return frozenset(word for part in parts for word in _detail(part))
