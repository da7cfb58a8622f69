"""The words that a mistyped word may have been meant to be."""

from __future__ import annotations

from functools import cache

from codinglab.reference.lookup import Lookup

MOST = 4
_SHORTEST = 4


def meant(lookup: Lookup, system: str, typed: str) -> tuple[str, ...]:
    """The nearest words of the installed texts, nearest and most used first; () when none is near.

    A word of four or five letters may differ in one place, a longer one in two (a swap of
    neighbours is one). Where no whole word is near, the beginnings of words are compared, for a
    word still being typed.
    """
    if len(typed) < _SHORTEST or any(character.isdigit() for character in typed):
        return ()
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    vocabulary, texts = _vocabulary(lookup, system)
    allowed = 1 if len(typed) < 6 else 2
    whole = process.extract(typed, vocabulary, scorer=OSA.distance, score_cutoff=allowed, limit=20)
    if not whole:
        starts = list(dict.fromkeys(word[: len(typed)] for word in vocabulary if len(word) > len(typed)))
        whole = process.extract(typed, starts, scorer=OSA.distance, score_cutoff=1, limit=MOST)
        return tuple(word for word, _, _ in whole)
    ranked = sorted(whole, key=lambda hit: (hit[1], hit[0][0] != typed[0], -texts.get(hit[0], 0), hit[0]))
    return tuple(word for word, _, _ in ranked[:MOST])


@cache
def _vocabulary(lookup: Lookup, system: str) -> tuple[list[str], dict[str, int]]:
    rows = lookup.rows("SELECT word, texts FROM word WHERE system = ? AND length(word) > 3", system)
    return [word for word, _ in rows], dict(rows)
