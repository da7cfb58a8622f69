"""How well a passage answers a question: its words by part and rarity, words that stand together, codes."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from codinglab.guidance.candidates import Candidate
from codinglab.guidance.question import Group, Question, Way
from codinglab.guidance.terms import Span

_PARTS = {"head": 2.2, "path": 0.7, "body": 1.0, "extra": 1.6}
_FLAT = 0.5
_SATURATION = 1.2
_NEAR = 0.35
_CODE = 1.6
_WHOLE = 0.4
_KIND = 0.2
_ODDS = 4.0
_WINDOW = 4
_GAP = ("",) * _WINDOW


@dataclass(frozen=True, slots=True)
class Points:
    """The points of a passage, and what they come from.

    Attributes:
        total: higher is better; comparable within one question.
        coverage: the share of the question's meaning, by rarity, that the passage holds: 0 to 1.
        codes: how well the codes asked for fit those it names: 0 to 1.
        share: the points its words earned, of those they could: 0 to 1.
    """

    total: float
    coverage: float
    codes: float
    share: float


class Weights:
    """The rarity of the question's words over all passages, and the mean length of their parts."""

    def __init__(self, question: Question, counts: Mapping[str, int], facts: Mapping[str, float]) -> None:
        passages = facts.get("passages", 0.0)
        self._rarity = {word: math.log(1 + (passages - count + 0.5) / (count + 0.5)) for word, count in counts.items()}
        self._unknown = math.log(1 + 2 * passages)
        self.lengths = {part: facts.get(f"{part}_length", 1.0) or 1.0 for part in _PARTS}
        self.groups = [(group, self._weight(group)) for group in question.groups]

    def _weight(self, group: Group) -> float:
        """The rarity of a thing meant: of its rarest word, as typed where that is known."""
        typed = [self._rarity[word] for word in group.typed if word in self._rarity]
        if len(typed) == len(group.typed):
            return max(typed)
        others = [
            max(self._rarity[word] for word in way)
            for way, _ in group.ways[1:]
            if all(word in self._rarity for word in way)
        ]
        return min(others) if others else self._unknown


def points(
    candidate: Candidate, question: Question, named: Sequence[Span], weights: Weights, affinity: float
) -> Points:
    """The points of a passage for a question.

    Args:
        candidate: the passage with its stems.
        question: as read.
        named: the codes that the passage names.
        weights: of the question's groups.
        affinity: log odds that the question speaks of this kind of document.
    """
    counts = _counted(candidate, weights)
    total = covered = whole = 0.0
    hits: list[Way] = []
    for group, weight in weights.groups:
        whole += weight
        best, way = max(((_strength(way, counts) * worth, way) for way, worth in group.ways), default=(0.0, ()))
        total += weight * best
        covered += weight * min(1.0, 1.6 * best)
        hits.append(way if best else ())
    coverage = covered / whole if whole else 0.0
    total += _NEAR * _together(candidate, hits, weights)
    fit = _fit(question.named, named)
    mean = whole / len(weights.groups) if weights.groups else 5.0
    total = total * (1 - _WHOLE + _WHOLE * coverage) + _CODE * mean * fit
    likely = math.exp(_KIND * max(-_ODDS, min(_ODDS, affinity)))
    return Points(total * likely, coverage, fit, total / whole if whole else 0.0)


def _counted(candidate: Candidate, weights: Weights) -> dict[str, float]:
    """How often each word stands in the passage, by the weight and length of the part."""
    counts: dict[str, float] = {}
    for part, weight in _PARTS.items():
        words: tuple[str, ...] = getattr(candidate, part)
        if words:
            worth = weight / (1 - _FLAT + _FLAT * len(words) / weights.lengths[part])
            for word, count in Counter(words).items():
                counts[word] = counts.get(word, 0.0) + worth * count
    return counts


def _strength(way: Way, counts: Mapping[str, float]) -> float:
    """How strongly a way stands in the passage: that of its weakest word, 0 when one is missing."""
    least = min((counts.get(word, 0.0) for word in way), default=0.0)
    return least / (_SATURATION + least)


def _together(candidate: Candidate, hits: Sequence[Way], weights: Weights) -> float:
    """What the words of neighbouring groups add that stand near each other in the heading or the text."""
    places: dict[str, list[int]] = {}
    for at, word in enumerate((*candidate.head, *_GAP, *candidate.body, *_GAP, *candidate.extra)):
        places.setdefault(word, []).append(at)
    added = 0.0
    for (one, (_, first)), (other, (_, second)) in pairwise(zip(hits, weights.groups, strict=True)):
        if one and other and _near(places.get(one[-1], ()), places.get(other[0], ())):
            added += min(first, second)
    return added


def _near(one: Sequence[int], other: Sequence[int]) -> bool:
    return any(abs(first - second) <= _WINDOW for first in one[:20] for second in other[:20])


def _fit(asked: Sequence[Span], named: Sequence[Span]) -> float:
    if not asked:
        return 0.0
    return sum(max((span.likeness(other) for other in named), default=0.0) for span in asked) / len(asked)
