"""Down the tabular: from the code that a term leads to, to the one that the words around it describe."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from codinglab.model import Icd10cm
from codinglab.reference.content_words import content_words, kin
from codinglab.reference.icd10cm import icd10cm
from codinglab.reference.words import singular, split_words

_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_OPEN = re.compile(
    r"[, ]+without (?:foreign body\b|[^,]*(?:, (?:psychotic|mood) disturbance|, and anxiety)*)"
    r"|[, ]+(?:except|unspecified whether)\b.*$|[, ]*\b(?:unspecified|not) \w+|[, ]*\bunspecified\b"
    r"|\buncomplicated\b"
)
_VAGUE = re.compile(
    r"\bunspecified\b|\bnot specified\b|\bwithout (?:complication|exacerbation|status)|\buncomplicated\b"
)
_OTHER = re.compile(r"\bother\b(?! and unspecified)")
_SIDES = frozenset({"right", "left", "bilateral"})
_NO_DETAIL = frozenset(
    "and other specified type site part side region level initial subsequent encounter sequela routine "
    "healing primary essential closed nontraumatic displaced organism".split()
)


def refined(code: str, words: frozenset[str], on: date) -> Icd10cm:
    """The code at or beside a code whose every further word is among the words given, none of its own lost.

    A header leads down; a code that leaves something open leads to those beside it, up to its category. The
    7th character is kept. Source: ICD-10-CM Official Guidelines I.B.2, highest level of detail documented.

    Args:
        code: where a term leads: a code or a header.
        words: the words of the book that the statement around the term says (`spoken_words`).
        on: the governing date.
    """
    table = icd10cm()
    base = code[:6].rstrip("X") if len(code) == 7 and table.sevenths(code[:6], on) else code
    own = _detail(base)
    open_too = content_words(table.title(base))
    best, most = base, len(_all_words(base) & words)
    start = base
    while True:
        found = _down(start, words | open_too, own, on)
        held = len(_all_words(found) & words)
        if found != start and held > most and own <= _all_words(found):
            best, most = found, held
        if len(start) <= 3 or not _VAGUE.search(table.title(start).lower()):
            break
        start = next((one for one in table.ancestors(start) if ":" not in one), start[:-1])
    if best == base:
        return Icd10cm(code)
    return Icd10cm(best if base == code else best.ljust(6, "X") + code[6])


def narrowed(header: str, words: frozenset[str], on: date) -> Icd10cm:
    """The code below a header whose every further word is among the words given; the header when none is."""
    return Icd10cm(_down(header, words, frozenset(), on))


def further_words(code: str, other: str) -> list[str]:
    """The words that the title of a code adds to another's, in their order.

    [] for a title of what is left over ("other").
    """
    words = _detail(code) - _detail(other)
    title = split_words(icd10cm().title(code))
    return [] if "other" in words else [word for word in title if set(kin(singular(word))) & words]


def says_no_more(code: str, header: str) -> bool:
    """Say whether the title of a code adds nothing to its header's but what it denies or leaves open."""
    return _detail(code) <= _detail(header)


def _down(node: str, words: frozenset[str], own: frozenset[str], on: date) -> str:
    """The node reached: each step to the child of most further words; of equals, of most of `own`.

    Where no child fits, one of theirs may: the sacral region stands below the back.
    """
    said = _detail(node)
    while True:
        children = _children(node, on)
        ours = frozenset.intersection(*map(_all_words, children)) if children else frozenset()
        best = _best(children, said | ours, words, own)
        if not best:
            below = (one for child in children for one in _children(child, on))
            telling = [one for one in below if not _VAGUE.search(icd10cm().title(one).lower())]
            best = _best(telling, said, words, own)
        if not best:
            return _sided(node, children, words, on)
        node, said = best, said | _detail(best)


def _best(nodes: Sequence[str], said: frozenset[str], words: frozenset[str], own: frozenset[str]) -> str:
    """The node whose title adds the most words, all of them given; "" when none does."""
    best, extra = "", (0, 0)
    for one in nodes:
        further = _detail(one) - said
        gained = len(further), len(_detail(one) & own)
        if further and further <= words and gained > extra:
            best, extra = one, gained
    return best


def _sided(node: str, children: tuple[str, ...], words: frozenset[str], on: date) -> str:
    """The side below the child that leaves the kind open, else the node itself."""
    for plain in children:
        if _VAGUE.search(icd10cm().title(plain).lower()) and _detail(plain) <= _detail(node):
            for child in _children(plain, on):
                if (side := _all_words(child) & _SIDES) and side <= words:
                    return child
    return node


@lru_cache(50_000)
def _all_words(code: str) -> frozenset[str]:
    return content_words(icd10cm().title(code))


@lru_cache(20_000)
def _children(node: str, on: date) -> tuple[str, ...]:
    return tuple(child for child in icd10cm().children(node) if ":" not in child)


@lru_cache(50_000)
def _detail(code: str) -> frozenset[str]:
    """The words of a title that say something: none of what it denies or leaves open."""
    title = _OPEN.sub(" ", _ASIDE.sub(" ", icd10cm().title(code).lower()))
    return frozenset({"other"}) if _OTHER.search(title) else content_words(title) - _NO_DETAIL
