"""The kind of criterion that adds up points, part by part and day by day."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from codinglab.indicators.definitions import Criterion, Organ
from codinglab.indicators.kinds import MET, MISSING, NOT_MET, Facts, holds, kind, seen_of
from codinglab.indicators.series import Reading
from codinglab.model import CriterionResult, Observation, ObservationKind


@dataclass(frozen=True, slots=True)
class _Points:
    organ: Organ
    points: int
    says: str
    observations: tuple[Observation, ...]


@kind("score")
def score(criterion: Criterion, facts: Facts) -> CriterionResult:
    """The points of the worst day, less those of before the stay, reach the limit.

    A part without an earlier value is taken to have had none, and that is said. Parts that were not read
    leave the criterion open while they could still make the difference.
    """
    days = sorted({seen.on for seen in facts.observed if seen.on and not seen.prior})
    per_day = [(day, [_points(organ, facts, day) for organ in criterion.organs]) for day in days]
    counted = [(day, [one for one in of_day if one is not None]) for day, of_day in per_day]
    counted = [(day, parts) for day, parts in counted if parts]
    if not counted:
        return CriterionResult(criterion.says, MISSING, "no value of the score was read")
    before = {organ.name: _before(organ, facts) for organ in criterion.organs}
    day, parts = max(counted, key=lambda one: sum(_risen(part, before) for part in one[1]))
    total = sum(_risen(part, before) for part in parts)
    read = {part.organ.name for part in parts}
    lacking = [organ for organ in criterion.organs if organ.name not in read]
    told = [f"{part.organ.name} {part.points} ({part.says})" for part in parts]
    known = [f"{name} {one.points}" for name, one in before.items() if one is not None and name in read]
    because = (
        f"on {day.isoformat()}: {', '.join(told)}; rise {total}, asked: at least {criterion.at_least or 0:g}"
    )
    because += (
        f"; before the stay: {', '.join(known)}, the others taken as 0"
        if known
        else "; before the stay: taken as 0"
    )
    if lacking:
        because += f"; not read that day: {', '.join(organ.name for organ in lacking)}"
    wanted = criterion.at_least or 0
    most = total + sum(max(step.points for step in organ.steps) for organ in lacking)
    outcome = MET if total >= wanted else MISSING if most >= wanted else NOT_MET
    seen = tuple(dict.fromkeys(one for part in parts for one in part.observations))
    return CriterionResult(criterion.says, outcome, because, seen)


def _risen(part: _Points, before: dict[str, _Points | None]) -> int:
    earlier = before[part.organ.name]
    return max(0, part.points - (earlier.points if earlier else 0))


def _before(organ: Organ, facts: Facts) -> _Points | None:
    found = [one for one in facts.series(organ.term).readings if one.prior]
    return _of_value(organ, found[-1], frozenset()) if found else None


def _points(organ: Organ, facts: Facts, day: datetime.date) -> _Points | None:
    given = [
        seen
        for seen in facts.observed
        if seen.kind is ObservationKind.TREATMENT and seen.on == day and not seen.absent
    ]
    names = frozenset(seen.term for seen in given)
    found = [one for one in facts.series(organ.term).readings if not one.prior and one.on == day]
    options = [_of_value(organ, one, names) for one in found]
    for step in organ.steps:
        if step.treated and step.treated in names:
            why = next(seen for seen in given if seen.term == step.treated)
            options.append(_Points(organ, step.points, why.words, (why,)))
    return max(options, key=lambda one: one.points) if options else None


def _of_value(organ: Organ, one: Reading, given: frozenset[str]) -> _Points:
    points = max(
        (
            step.points
            for step in organ.steps
            if not step.treated
            and holds(step, one.number)
            and (not step.only_with or given & set(step.only_with))
        ),
        default=0,
    )
    unit = f" {one.unit}" if one.unit else ""
    how = f", {one.how}" if one.how else ""
    return _Points(organ, points, f"{organ.term} {one.number:g}{unit}{how}", seen_of((one,)))
