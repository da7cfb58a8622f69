"""Terms found in any order of their words: "pain in the lower back" is low back pain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from codinglab.reference.content_words import said_by
from codinglab.reference.words import singular

_MOST_BETWEEN = 3
_DIVIDES = frozenset(
    "and or but who which that is was were are has had have no not without denies denied then "
    "presents presented reports reported including".split()
)


@dataclass(frozen=True, slots=True)
class Found:
    """A term found: the places of its first and last word in the stretch, its words, its code."""

    first: int
    last: int
    words: int
    code: str
    matched: str


class FreeTerms:
    """The terms by their rarest word.

    Args:
        rows: (words, code, where it stands); the words sorted, with a space between.
    """

    def __init__(self, rows: Sequence[tuple[str, str, str]]) -> None:
        counts = Counter(word for words, _, _ in rows for word in words.split(" "))
        self._by_anchor: dict[str, list[int]] = {}
        self._rows = rows
        for number, (words, _, _) in enumerate(rows):
            anchor = min(words.split(" "), key=counts.__getitem__)
            self._by_anchor.setdefault(anchor, []).append(number)

    def within(self, stretch: Sequence[str]) -> Iterator[Found]:
        """The terms of two or more words whose words all stand close together in a stretch.

        Args:
            stretch: the words of a text between two marks, lower case.
        """
        for first, part in _parts(stretch):
            places: dict[str, list[int]] = {}
            for place, word in enumerate(part, start=first):
                for one in said_by(singular(word)):
                    places.setdefault(one, []).append(place)
            for anchor in places:
                for number in self._by_anchor.get(anchor, ()):
                    words, code, matched = self._rows[number]
                    wanted = words.split(" ")
                    if len(wanted) <= len(places) and all(word in places for word in wanted):
                        span = _closest([places[word] for word in wanted], places[anchor])
                        if span is not None:
                            yield Found(*span, len(wanted), code, matched)


def _parts(stretch: Sequence[str]) -> Iterator[tuple[int, Sequence[str]]]:
    first = 0
    for place, word in enumerate(stretch):
        if word in _DIVIDES:
            if place > first:
                yield first, stretch[first:place]
            first = place + 1
    if first < len(stretch):
        yield first, stretch[first:]


def _closest(places: list[list[int]], anchors: list[int]) -> tuple[int, int] | None:
    """The narrowest span around an anchor that holds one place of each word; None when they lie apart."""
    best: tuple[int, int] | None = None
    for anchor in anchors:
        near = [min(one, key=lambda place: abs(place - anchor)) for one in places]
        first, last = min(near), max(near)
        if last - first + 1 <= len(set(near)) + _MOST_BETWEEN and (
            best is None or last - first < best[1] - best[0]
        ):
            best = first, last
    return best
