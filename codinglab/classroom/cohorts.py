"""Cohorts beside one another: their accuracies, and the difference with its interval."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import fmean

from codinglab.classroom.grade import Grade
from codinglab.classroom.resample import resampled
from codinglab.score.cluster import Accuracy, clustered


@dataclass(frozen=True, slots=True)
class Cohort:
    """A cohort on one case, or on all ("").

    Attributes:
        accuracy: code-over-code of the final scores, clustered by learner and case.
        first: the same of first attempts.
        points: the mean training points.
    """

    cohort: str
    case: str
    learners: int
    accuracy: Accuracy
    first: Accuracy
    points: float


@dataclass(frozen=True, slots=True)
class Difference:
    """Two cohorts on the cases that both have worked on.

    Attributes:
        difference: the mean over learners of code-over-code, the other less the one.
        interval: 95 %, by resampling learners; None with fewer than two learners in one of them.
        says: what may be concluded, in a sentence.
    """

    one: str
    other: str
    cases: tuple[str, ...]
    difference: float
    interval: tuple[float, float] | None
    says: str


def cohorts(grades: Sequence[Grade]) -> tuple[Cohort, ...]:
    """Each cohort over all cases and on each; learners without a cohort are the cohort ""."""
    groups: defaultdict[tuple[str, str], list[Grade]] = defaultdict(list)
    for grade in grades:
        groups[grade.learner.cohort, ""].append(grade)
        groups[grade.learner.cohort, grade.case.id].append(grade)
    return tuple(_cohort(name, case, members) for (name, case), members in sorted(groups.items()))


def differences(grades: Sequence[Grade]) -> tuple[Difference, ...]:
    """Every two cohorts compared on the cases they share."""
    names = sorted({grade.learner.cohort for grade in grades})
    return tuple(
        found
        for one, other in combinations(names, 2)
        if (found := _difference(grades, one, other)) is not None
    )


def _cohort(name: str, case: str, members: list[Grade]) -> Cohort:
    return Cohort(
        cohort=name,
        case=case,
        learners=len({grade.answers.learner.casefold() for grade in members}),
        accuracy=clustered((grade.card.correct, grade.card.items) for grade in members),
        first=clustered((grade.first.correct, grade.first.items) for grade in members),
        points=fmean(grade.card.points for grade in members),
    )


def _difference(grades: Sequence[Grade], one: str, other: str) -> Difference | None:
    worked = [{grade.case.id for grade in grades if grade.learner.cohort == name} for name in (one, other)]
    shared = worked[0] & worked[1]
    if not shared:
        return None
    means = [_means(grades, name, shared) for name in (one, other)]
    difference = fmean(means[1]) - fmean(means[0])
    interval = resampled(means, lambda drawn: fmean(drawn[1]) - fmean(drawn[0]))
    if interval is None:
        says = "Too few learners to tell the cohorts apart."
    elif interval[0] > 0 or interval[1] < 0:
        better = other if difference > 0 else one
        says = f"“{better}” does better, beyond what chance among learners explains."
    else:
        says = "The difference is within what chance among learners explains."
    return Difference(one, other, tuple(sorted(shared)), difference, interval, says)


def _means(grades: Iterable[Grade], cohort: str, cases: set[str]) -> list[float]:
    """The accuracy of each learner of a cohort over the cases."""
    counts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for grade in grades:
        if grade.learner.cohort == cohort and grade.case.id in cases:
            count = counts[grade.answers.learner.casefold()]
            count[0] += grade.card.correct
            count[1] += grade.card.items
    return [correct / items for _, (correct, items) in sorted(counts.items()) if items]
