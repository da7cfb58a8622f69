"""The words in which people ask, and their pairs: how often for what is here, how often elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from codinglab.guidance.asked import every_asked
from codinglab.guidance.elsewhere import every_elsewhere
from codinglab.guidance.terms import stems


def turns(words: Sequence[str]) -> frozenset[str]:
    """Words and the pairs of neighbours.

    >>> sorted(turns(["add", "on"]))
    ['add', 'add on', 'on']
    """
    return frozenset((*words, *(f"{one} {other}" for one, other in pairwise(words))))


def counted() -> Iterator[tuple[str, int, int]]:
    """Each word or pair with how often it is asked with for what is here, and for what is elsewhere.

    The first, "", counts the askings themselves.
    """
    here, there = _count(every_asked()), _count(every_elsewhere())
    for turn in sorted(here.keys() | there.keys()):
        yield turn, here[turn], there[turn]


def _count(entries: Iterable[str]) -> Counter[str]:
    found: Counter[str] = Counter()
    for entry in entries:
        found.update(turns(stems(entry)))
        found[""] += 1
    return found
