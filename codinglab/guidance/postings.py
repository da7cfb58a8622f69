"""Where each word stands: for every word the passages that hold it, and how strongly.

A word is the stronger in a passage the oftener it stands there, the weightier its part (a heading says more
than a sentence, the words people ask with nearly as much) and the shorter that part is.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ids = npt.NDArray[np.int32]
Strengths = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a passage: what a word in it counts, its usual length, how much its length matters."""

    weight: float
    usual: float
    flat: float


PARTS = {
    "head": Part(2.2, 4.0, 0.4),
    "path": Part(0.7, 9.0, 0.5),
    "body": Part(1.0, 55.0, 0.5),
    "asked": Part(2.0, 35.0, 0.3),
}


class Collector:
    """Collects the words of passages while an index is made."""

    def __init__(self) -> None:
        self._ids: dict[str, array[int]] = {}
        self._strengths: dict[str, array[float]] = {}

    def add(self, number: int, words: Mapping[str, Sequence[str]]) -> frozenset[str]:
        """Add a passage by its words, part by part; give the words it holds."""
        strengths: dict[str, float] = {}
        for name, held in words.items():
            part = PARTS[name]
            worth = part.weight / (1 - part.flat + part.flat * len(held) / part.usual)
            for word, count in Counter(held).items():
                strengths[word] = strengths.get(word, 0.0) + worth * count
        for word, strength in strengths.items():
            self._ids.setdefault(word, array("i")).append(number)
            self._strengths.setdefault(word, array("f")).append(strength)
        return frozenset(strengths)

    def rows(self) -> Iterator[tuple[str, int, bytes, bytes]]:
        """Each word with the number of its passages, their numbers and the strengths, as bytes."""
        for word in sorted(self._ids):
            ids, strengths = self._ids[word], self._strengths[word]
            yield word, len(ids), ids.tobytes(), strengths.tobytes()


def read_posting(ids: bytes, strengths: bytes) -> tuple[Ids, Strengths]:
    """The passages of a word in order, and its strength in each, as `Collector.rows` wrote them."""
    return np.frombuffer(ids, np.int32), np.frombuffer(strengths, np.float32)
