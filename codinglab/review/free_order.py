"""Terms found in any order of their words: "pain in the lower back" is low back pain."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from codinglab.reference.content_words import said_by

_MOST_BETWEEN = 3
_LEAST_LETTERS = 5
_NOT_FREE = tuple("V W X Y Z0 Z1 Z2 Z4 Z5 Z6 Z7 Z80 Z81 Z82 Z83 Z84".split())
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
    """The terms by their rarest word, as the store has them sorted.

    Args:
        table: anchor (the rarest word), words (sorted, with a space between), code, matched.
        nothing: words that lead to no code when they stand in a note.
    """

    def __init__(self, table: Any, nothing: Container[str] = ()) -> None:
        self._words, self._code, self._matched = (table.column(name) for name in ("words", "code", "matched"))
        self._nothing = nothing
        self._met: dict[str, list[tuple[frozenset[str], int]]] = {}
        self._first: dict[str, range] = {}
        runs = table.column("anchor").value_counts()
        first = 0
        anchors, counts = runs.field("values").to_pylist(), runs.field("counts").to_pylist()
        for anchor, count in zip(anchors, counts, strict=True):
            self._first[anchor] = range(first, first + count)
            first += count

    def within(self, stretch: Sequence[str]) -> Iterator[Found]:
        """The terms whose words all stand close together in a stretch.

        Args:
            stretch: the words of a text between two marks, lower case.
        """
        for first, part in _parts(stretch):
            places: dict[str, list[int]] = {}
            for place, word in enumerate(part, start=first):
                for one in said_by(word):
                    places.setdefault(one, []).append(place)
            there = places.keys()
            for anchor in there & self._first.keys():
                for wanted, number in self._of(anchor):
                    if wanted <= there:
                        span = _closest([places[word] for word in wanted], places[anchor])
                        if span is not None:
                            code, matched = self._code[number].as_py(), self._matched[number].as_py()
                            yield Found(*span, len(wanted), code, matched)

    def _of(self, anchor: str) -> list[tuple[frozenset[str], int]]:
        """The terms of a rarest word that tell enough: cut into words once, when first met."""
        if anchor not in self._met:
            terms = ((self._words[number].as_py(), number) for number in self._first[anchor])
            self._met[anchor] = [
                (frozenset(words.split(" ")), number) for words, number in terms if self._tells(words, number)
            ]
        return self._met[anchor]

    def _tells(self, words: str, number: int) -> bool:
        """Say whether the words are enough: two of them or a long one, that lead to a problem."""
        long = " " in words or len(words) >= _LEAST_LETTERS
        return long and words not in self._nothing and not self._code[number].as_py().startswith(_NOT_FREE)


def _parts(stretch: Sequence[str]) -> Iterator[tuple[int, Sequence[str]]]:
    first = 0
    for place, word in enumerate(stretch):
        if word in _DIVIDES or (word == "w" and stretch[place + 1 : place + 2] == ["o"]):
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
