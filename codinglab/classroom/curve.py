"""Learning curves: accuracy at the first attempt, from the first case a learner handed in to the last."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from codinglab.classroom.grade import Grade
from codinglab.score.cluster import Accuracy, clustered


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """The n-th case that learners of a cohort handed in, n from 1, at the first attempt."""

    cohort: str
    place: int
    accuracy: Accuracy
    minutes: float


def learning_curve(grades: Iterable[Grade]) -> tuple[CurvePoint, ...]:
    """The curve of each cohort; cases that were never handed in are left out."""
    by_learner: defaultdict[str, list[Grade]] = defaultdict(list)
    for grade in grades:
        if grade.answers.attempts:
            by_learner[grade.answers.learner.casefold()].append(grade)
    places: defaultdict[tuple[str, int], list[Grade]] = defaultdict(list)
    for worked in by_learner.values():
        worked.sort(key=lambda grade: (grade.answers.attempts[0].submitted_at, grade.case.id))
        for place, grade in enumerate(worked, start=1):
            places[grade.learner.cohort, place].append(grade)
    return tuple(
        CurvePoint(
            cohort=cohort,
            place=place,
            accuracy=clustered((grade.first.correct, grade.first.items) for grade in members),
            minutes=sum(grade.answers.attempts[0].seconds for grade in members) / len(members) / 60,
        )
        for (cohort, place), members in sorted(places.items())
    )
