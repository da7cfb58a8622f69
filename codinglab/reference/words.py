"""An index of titles by words: word beginnings, in any order."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import pyarrow as pa

_WORD = re.compile(r"[a-z0-9]+")


def split_words(text: str) -> list[str]:
    """The words of a text, lower case.

    >>> split_words("Type 2 diabetes, w/o complications")
    ['type', '2', 'diabetes', 'w', 'o', 'complications']
    """
    return _WORD.findall(text.lower())


def word_table(texts: Iterable[str]) -> pa.Table:
    """Build the postings: one row a word, with the sorted positions of the texts that hold it."""
    import pyarrow as pa

    postings: dict[str, list[int]] = defaultdict(list)
    for position, text in enumerate(texts):
        for word in set(split_words(text)):
            postings[word].append(position)
    words = sorted(postings)
    positions = pa.array([postings[word] for word in words], type=pa.list_(pa.int32()))
    return pa.table({"word": words, "positions": positions})


class WordIndex:
    """Search over a `word_table`."""

    def __init__(self, table: pa.Table) -> None:
        self._words: Sequence[str] = table.column("word").to_pylist()
        lists = table.column("positions").combine_chunks()
        self._offsets = lists.offsets.to_numpy()
        self._positions = lists.values.to_numpy()
        self._size = int(self._positions.max()) + 1 if len(self._positions) else 0

    def search(self, words: Sequence[str]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        """Positions of the texts that hold, for every word, a word beginning with it.

        Best first: texts that hold more of the words whole come first.
        """
        if not words:
            return np.empty(0, dtype=np.int64)
        score = np.zeros(self._size, dtype=np.int32)
        held = np.zeros(self._size, dtype=np.int32)
        for word in words:
            first = bisect_left(self._words, word)
            last = bisect_left(self._words, word + "\uffff")
            hit = np.zeros(self._size, dtype=bool)
            hit[self._positions[self._offsets[first] : self._offsets[last]]] = True
            held += hit
            if first < len(self._words) and self._words[first] == word:
                score[self._positions[self._offsets[first] : self._offsets[first + 1]]] += 1
        found = np.flatnonzero(held == len(words))
        return found[np.argsort(-score[found], kind="stable")]
