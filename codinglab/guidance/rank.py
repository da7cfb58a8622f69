"""How well passages answer a question: words by part and rarity, kind, codes, words side by side."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from codinglab.guidance.affinity import affinities, families
from codinglab.guidance.index import GuidanceIndex
from codinglab.guidance.postings import read_posting
from codinglab.guidance.question import Group, Question, Way
from codinglab.guidance.scope import Admitted
from codinglab.guidance.terms import Span

MOST = 80
_SATURATION = 3.0
_WHOLE = 0.4
_CODE = 1.2
_KIND = 0.05
_ODDS = 4.0
_NEAR = 0.1
_ENOUGH = 1.6
_NUMBER = 2.0
_LOOKED_AT = 12
_WINDOW = 4
_GAP = ("",) * _WINDOW
Column = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A passage as it is ranked.

    Attributes:
        total: its points; higher is better; comparable within one question.
        coverage: the share of the question's meaning, by rarity, that the passage holds: 0 to 1.
        head, body, asked: the stems of its heading, its text, and the words people ask for it with.
    """

    id: int
    edition: int
    section: str
    total: float
    coverage: float
    head: tuple[str, ...]
    body: tuple[str, ...]
    asked: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A thing meant, what it weighs by its rarity, and how strongly each passage holds it."""

    group: Group
    weight: float
    strength: Column


@dataclass(frozen=True, slots=True)
class Scored:
    """A question against every passage of the index.

    Attributes:
        whole: what all that is meant weighs.
        total, coverage: as of `Candidate`, a number a passage.
    """

    weighed: tuple[_Weighed, ...]
    whole: float
    total: Column
    coverage: Column


def score(index: GuidanceIndex, question: Question) -> Scored:
    """Judge every passage of the index, whatever its days, by the words and codes of a question."""
    weighed = _weigh(index, question)
    fits = _code_fits(index, question.named)
    whole = sum(one.weight for one in weighed) or 1.0
    words, held = np.zeros_like(fits), np.zeros_like(fits)
    for one in weighed:
        words += one.weight * one.strength
        held += one.weight * np.minimum(1.0, _ENOUGH * one.strength)
    coverage = held / whole
    mean = whole / max(1, len(weighed))
    total = words * (1 - _WHOLE + _WHOLE * coverage) + _CODE * mean * fits
    kinds = affinities(index, question.carrying)
    return Scored(tuple(weighed), whole, total * _likely(index, kinds), coverage)


def best(index: GuidanceIndex, scored: Scored, admitted: Admitted, most: int = MOST) -> list[Candidate]:
    """The admitted passages that answer best, best first.

    Args:
        index: the opened index.
        scored: the question against all passages.
        admitted: which passages may answer (`scope.in_force`).
        most: at most so many.
    """
    total = np.where(admitted, scored.total, 0.0)
    order = np.argsort(-total, kind="stable")[:most]
    found = candidates(index, scored, order[total[order] > 0])
    asked = {word for one in scored.weighed for way, _ in one.group.ways for word in way}
    return sorted((_together(one, scored.weighed, asked) for one in found), key=lambda one: -one.total)


def candidates(index: GuidanceIndex, scored: Scored, at: npt.NDArray[np.intp]) -> list[Candidate]:
    """The passages that stand at these places of the index, in that order, whether they answer or not."""
    return _read(index, index.scope.ids[at], scored.total[at], scored.coverage[at])


def _weigh(index: GuidanceIndex, question: Question) -> list[_Weighed]:
    words = sorted({word for group in question.groups for way, _ in group.ways for word in way})
    marks = ", ".join("?" * len(words))
    rows = index.rows(
        f"SELECT word, ids, strengths FROM posting WHERE word IN ({marks})",  # noqa: S608
        *words,
    )
    size = len(index.scope.ids)
    columns: dict[str, Column] = {}
    for word, ids, strengths in rows:
        column = np.zeros(size, np.float32)
        numbers, values = read_posting(ids, strengths)
        column[np.searchsorted(index.scope.ids, numbers)] = values / (_SATURATION + values)
        columns[word] = column
    return [_weighed(group, columns, size) for group in question.groups]


def _weighed(group: Group, columns: Mapping[str, Column], size: int) -> _Weighed:
    """A thing meant with its rarity: that of what was typed, else of the commonest other way."""
    held = [(_held(way, columns, size), worth) for way, worth in group.ways]
    best = np.maximum.reduce([worth * column for column, worth in held])
    counts = [int(np.count_nonzero(column)) for column, _ in held]
    count = counts[0] or max(counts)
    number = not count and all(word.isdigit() for word in group.typed)
    weight = _NUMBER if number else math.log(1 + (size - count + 0.5) / (count + 0.5))
    return _Weighed(group, weight, best)


def _held(way: Way, columns: Mapping[str, Column], size: int) -> Column:
    """How strongly each passage holds a way: as strongly as its weakest word."""
    known = [columns[word] for word in way if word in columns]
    return np.minimum.reduce(known) if len(known) == len(way) else np.zeros(size, np.float32)


def _likely(index: GuidanceIndex, odds: Mapping[str, float]) -> Column:
    """By how much the points of each passage are raised or lowered, since the question speaks of its kind."""
    family = families(index)
    factors = np.ones(max(family, default=0) + 1, np.float32)
    for edition, name in family.items():
        factors[edition] = math.exp(_KIND * max(-_ODDS, min(_ODDS, odds.get(name, 0.0))))
    return factors[index.scope.editions]


def _code_fits(index: GuidanceIndex, asked: Sequence[Span]) -> Column:
    fits = np.zeros(len(index.scope.ids), np.float32)
    for span in asked:
        best = np.zeros_like(fits)
        rows = index.rows(
            "SELECT low, high, passage FROM span WHERE kind = ? AND low <= ? AND high >= ?",
            span.kind,
            span.high,
            span.low,
        )
        for low, high, passage in rows:
            at = np.searchsorted(index.scope.ids, passage)
            best[at] = max(best[at], span.likeness(Span(span.kind, low, high)))
        fits += best / len(asked)
    return fits


def _read(index: GuidanceIndex, ids: npt.NDArray[np.int32], *points: Column) -> list[Candidate]:
    marks = ", ".join("?" * len(ids))
    statement = f"SELECT id, edition, section, head, body, asked FROM passage WHERE id IN ({marks})"  # noqa: S608
    rows = {row[0]: row for row in index.rows(statement, *map(int, ids))}
    found = []
    for number, *earned in zip(ids, *points, strict=True):
        row = rows[int(number)]
        found.append(Candidate(*row[:3], *map(float, earned), *(tuple(words.split()) for words in row[3:])))
    return found


def _together(candidate: Candidate, weighed: Sequence[_Weighed], asked: set[str]) -> Candidate:
    """The candidate with what is added where words of neighbouring groups stand near each other."""
    places: dict[str, list[int]] = {}
    for at, word in enumerate((*candidate.head, *_GAP, *candidate.body, *_GAP, *candidate.asked)):
        if word in asked:
            places.setdefault(word, []).append(at)
    added = 0.0
    for one, other in pairwise(weighed):
        if any(_near(places, first, second) for first, _ in one.group.ways for second, _ in other.group.ways):
            added += min(one.weight, other.weight)
    return replace(candidate, total=candidate.total + _NEAR * added)


def _near(places: Mapping[str, Sequence[int]], one: Way, other: Way) -> bool:
    first, second = places.get(one[-1], ()), places.get(other[0], ())
    return any(abs(at - to) <= _WINDOW for at in first[:_LOOKED_AT] for to in second[:_LOOKED_AT])
