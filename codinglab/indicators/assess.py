"""Judge the criteria of each definition of a condition, and combine them as the definition asks."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from codinglab.indicators import score, trends  # noqa: F401 (they register their kinds)
from codinglab.indicators.definitions import Definition, Need, conditions, load_condition
from codinglab.indicators.kinds import MET, Facts, judge
from codinglab.indicators.series import Patient
from codinglab.model import Assessment, CriterionResult, Encounter, Observation, Sex


def assess(
    observed: Sequence[Observation],
    condition: str,
    *,
    age: int | None = None,
    sex: Sex | None = None,
    weight: float | None = None,
    pregnant: bool | None = None,
    from_date: datetime.date | None = None,
) -> tuple[Assessment, ...]:
    """Hold the facts of a chart against each definition of a condition. It is no diagnosis.

    Args:
        observed: from `observations`.
        condition: one of `conditions()`.
        age: in years; sex; weight in kg; pregnant: where a criterion asks for it and it is not given, the
            criterion is missing, and says so. Nobody is taken for pregnant who is not said to be.
        sex: as on the claim.
        weight: in kg; without it the chart's own is used.
        pregnant: whether the patient is.
        from_date: the first day of the stay, from which a baseline is counted back; without it the first
            day of the observations that are not prior.

    Raises:
        InvalidInputError: there are no indicators of that condition.
    """
    of_condition = load_condition(condition)
    first = from_date or min((seen.on for seen in observed if seen.on and not seen.prior), default=None)
    facts = Facts(observed, Patient(age, sex, weight, pregnant), first)
    return tuple(
        _assessed(of_condition.condition, definition, facts, of_condition.caution)
        for definition in of_condition.definition
    )


def assess_all(
    observed: Sequence[Observation],
    *,
    age: int | None = None,
    sex: Sex | None = None,
    weight: float | None = None,
    pregnant: bool | None = None,
    from_date: datetime.date | None = None,
) -> tuple[Assessment, ...]:
    """Every definition of every condition. Arguments as of `assess`."""
    return tuple(
        one
        for name in conditions()
        for one in assess(
            observed, name, age=age, sex=sex, weight=weight, pregnant=pregnant, from_date=from_date
        )
    )


def assess_encounter(encounter: Encounter, observed: Sequence[Observation]) -> tuple[Assessment, ...]:
    """The definitions of which a chart's facts meet at least one criterion, in the order of `assess_all`."""
    every = assess_all(
        observed,
        age=encounter.patient.age_on(encounter.from_date),
        sex=encounter.patient.sex,
        from_date=encounter.from_date,
    )
    return tuple(one for one in every if any(each.outcome is MET for each in one.criteria))


def _assessed(condition: str, definition: Definition, facts: Facts, caution: str) -> Assessment:
    judged = [(one, found) for one in definition.criterion if (found := judge(one, facts)) is not None]
    met_ids = frozenset(one.id for one, found in judged if one.id and found.outcome is MET)
    cautions = [caution, definition.caution]
    satisfied = True
    for need in definition.needs:
        of_group = [found for one, found in judged if one.group == need.group]
        enough, apart = _enough(need, of_group)
        satisfied = satisfied and enough
        if apart:
            cautions.append(
                f"The criteria of the group '{need.group}' were not met within {need.within_days} day(s)."
            )
    grades = [one.name for one in definition.grades if one.holds(met_ids)] if satisfied else []
    return Assessment(
        condition,
        definition.name,
        definition.authority,
        satisfied,
        tuple(found for _, found in judged),
        grades[-1] if grades else "",
        " ".join(part for part in cautions if part),
    )


def _enough(need: Need, results: Sequence[CriterionResult]) -> tuple[bool, bool]:
    """Whether as many criteria are met as the group needs, and whether they are, but too far apart."""
    wanted = len(results) if need.all else need.at_least
    met = [found for found in results if found.outcome is MET]
    if len(met) < wanted or (need.all and not results):
        return False, False
    if need.within_days is None or wanted < 2:
        return True, False
    days = [{seen.on for seen in found.observations if seen.on and not seen.absent} for found in met]
    span = datetime.timedelta(days=need.within_days - 1)
    for start in sorted({day for of_one in days for day in of_one}):
        if sum(any(start <= day <= start + span for day in of_one) for of_one in days) >= wanted:
            return True, False
    return False, True
