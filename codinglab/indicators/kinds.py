"""The kinds of criteria: each judges the facts of a chart met, not met or missing, and says why."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from codinglab.indicators.definitions import Criterion, Step
from codinglab.indicators.series import Patient, Reading, Series, order, readings, when
from codinglab.model import CriterionOutcome, CriterionResult, InvalidInputError, Observation, ObservationKind

MET, NOT_MET, MISSING = CriterionOutcome.MET, CriterionOutcome.NOT_MET, CriterionOutcome.MISSING


@dataclass(frozen=True, slots=True)
class Facts:
    """What criteria are judged by.

    Attributes:
        first_day: of the stay.
    """

    observed: Sequence[Observation]
    patient: Patient
    first_day: datetime.date | None

    def series(self, term: str) -> Series:
        """The readings of a term."""
        return readings(self.observed, term, self.patient)


Judge = Callable[[Criterion, Facts], CriterionResult]
KINDS: dict[str, Judge] = {}


def kind(name: str) -> Callable[[Judge], Judge]:
    """Register a function as the kind of that name."""

    def register(judge: Judge) -> Judge:
        KINDS[name] = judge
        return judge

    return register


def judge(criterion: Criterion, facts: Facts) -> CriterionResult | None:
    """Judge a criterion; None when it does not concern this patient.

    Raises:
        InvalidInputError: there is no such kind of criterion.
    """
    lacking = _concerns(criterion, facts.patient)
    if lacking is None:
        return None
    if lacking:
        return CriterionResult(criterion.says, MISSING, lacking)
    if criterion.kind not in KINDS:
        msg = f"'{criterion.kind}' is no kind of criterion. There are: {', '.join(sorted(KINDS))}."
        raise InvalidInputError(msg)
    return KINDS[criterion.kind](criterion, facts)


def _concerns(criterion: Criterion, patient: Patient) -> str | None:
    """Why it cannot be said whether a criterion concerns the patient; "" when it does, None when not."""
    lacking = ""
    if criterion.sex is not None:
        if patient.sex is None or patient.sex.value == "U":
            lacking = "the patient's sex is not given"
        elif patient.sex is not criterion.sex:
            return None
    if criterion.pregnant is not None and bool(patient.pregnant) is not criterion.pregnant:
        return None
    for limit, outside in ((criterion.min_age, -1), (criterion.max_age, 1)):
        if limit is None:
            continue
        if patient.age is None:
            lacking = lacking or "the patient's age is not given"
        elif (patient.age - limit) * outside > 0:
            return None
    return lacking


def holds(limits: Criterion | Step, number: float) -> bool:
    """Whether a number is within all limits."""
    return (
        (limits.above is None or number > limits.above)
        and (limits.at_least is None or number >= limits.at_least)
        and (limits.below is None or number < limits.below)
        and (limits.at_most is None or number <= limits.at_most)
    )


def limit_said(criterion: Criterion) -> str:
    """The limits in words."""
    unit = f" {criterion.unit}" if criterion.unit and criterion.unit != "%" else criterion.unit
    named = (
        ("above", criterion.above),
        ("at least", criterion.at_least),
        ("below", criterion.below),
        ("at most", criterion.at_most),
    )
    return " and ".join(f"{word} {limit:g}{unit}" for word, limit in named if limit is not None)


def nothing(criterion: Criterion, series: Series, what: str = "") -> CriterionResult:
    """The result when there is no reading, with why those of the chart are not used."""
    why = "; ".join(series.unsure) or f"no {what or criterion.term} was read"
    return CriterionResult(criterion.says, MISSING, why, series.about)


def seen_of(found: Sequence[Reading]) -> tuple[Observation, ...]:
    """The observations of readings, each once."""
    return tuple(dict.fromkeys(seen for one in found for seen in one.observations))


@kind("value")
def value(criterion: Criterion, facts: Facts) -> CriterionResult:
    """A reading of the stay is within the limits; with `after`, one taken after a treatment."""
    series = facts.series(criterion.term)
    now = [one for one in series.readings if not one.prior]
    treated: tuple[Observation, ...] = ()
    if criterion.after:
        given = [seen for seen in _given(facts, criterion.after) if seen.on is not None]
        named = " or ".join(criterion.after)
        if not given:
            return CriterionResult(criterion.says, MISSING, f"no {named} with its day was read", series.about)
        treated = (given[0],)
        later = [(one, _is_after(one, given[0])) for one in now]
        now = [one for one, sure in later if sure]
        if not now:
            why = f"no {criterion.term} surely after {named} {when(given[0])}"
            return CriterionResult(criterion.says, MISSING, why, (*treated, *series.about))
    if not now:
        return nothing(criterion, series)
    wanted = [one for one in now if holds(criterion, one.number)]
    low = criterion.below is not None or criterion.at_most is not None
    ranked = sorted(wanted or now, key=lambda one: one.number, reverse=not low)
    more = f", and {len(ranked) - 1} more" if wanted and len(ranked) > 1 else ""
    word = "" if wanted else ("lowest " if low else "highest ") if len(now) > 1 else ""
    because = f"{word}{criterion.term} {ranked[0].said()}{more}; asked: {limit_said(criterion)}"
    if treated:
        because += f"; after {treated[0].words} {when(treated[0])}"
    outcome = MET if wanted else NOT_MET
    return CriterionResult(criterion.says, outcome, because, (*seen_of(wanted or now), *treated))


def _given(facts: Facts, terms: Sequence[str]) -> list[Observation]:
    given = [
        seen
        for seen in facts.observed
        if seen.kind is ObservationKind.TREATMENT
        and seen.term in terms
        and not seen.absent
        and not seen.prior
    ]
    return sorted(given, key=lambda seen: (seen.on or datetime.date.max, seen.at or datetime.time.min))


def _is_after(one: Reading, given: Observation) -> bool:
    """Whether a reading is surely after a treatment: by day, by time, or by its place in one document."""
    seen = one.observations[0]
    if seen.on is None or given.on is None or seen.on != given.on:
        return seen.on is not None and given.on is not None and seen.on > given.on
    if seen.at and given.at:
        return seen.at > given.at
    if seen.evidence and given.evidence and seen.evidence.document == given.evidence.document:
        return seen.evidence.start > given.evidence.start
    return False


def _named(criterion: Criterion, facts: Facts, kind_of: ObservationKind) -> CriterionResult:
    terms = criterion.terms or (criterion.term,)
    about = [
        seen for seen in facts.observed if seen.kind is kind_of and seen.term in terms and not seen.prior
    ]
    there = [seen for seen in about if not seen.absent]
    against = [seen for seen in about if seen.absent]
    if there:
        because = "; ".join(f"'{seen.words}' {when(seen)}" for seen in _spread(there))
        if against:
            because += f"; contrary: '{against[0].words}' {when(against[0])}"
        return CriterionResult(criterion.says, MET, because, (*there, *against))
    if against:
        because = "; ".join(f"'{seen.words}' {when(seen)}" for seen in _spread(against))
        return CriterionResult(criterion.says, NOT_MET, f"contrary: {because}", tuple(against))
    return CriterionResult(criterion.says, MISSING, f"the chart has no words for: {', '.join(terms)}")


def _spread(seen: Sequence[Observation], most: int = 3) -> list[Observation]:
    """The first observation of each day and words, a few of them."""
    first = {(one.words.lower(), one.on): one for one in reversed(seen)}
    return sorted(first.values(), key=lambda one: one.on or datetime.date.max)[:most]


@kind("finding")
def finding(criterion: Criterion, facts: Facts) -> CriterionResult:
    """Any of the findings is there; one that the chart denies is contrary and never counts."""
    return _named(criterion, facts, ObservationKind.FINDING)


@kind("treatment")
def treatment(criterion: Criterion, facts: Facts) -> CriterionResult:
    """Any of the treatments was given."""
    return _named(criterion, facts, ObservationKind.TREATMENT)


@kind("any")
def any_part(criterion: Criterion, facts: Facts) -> CriterionResult:
    """At least one part is met."""
    parts = [found for part in criterion.parts if (found := judge(part, facts)) is not None]
    met = [part for part in parts if part.outcome is MET]
    told = met or [part for part in parts if part.outcome is NOT_MET]
    outcome = MET if met else NOT_MET if told else MISSING
    because = "; ".join(part.because for part in told or parts)
    lacking = [part.says for part in parts if part.outcome is MISSING]
    if outcome is NOT_MET and lacking:
        because += f"; not read: {', '.join(lacking)}"
    return CriterionResult(criterion.says, outcome, because, _joined(told or parts))


@kind("all")
def all_parts(criterion: Criterion, facts: Facts) -> CriterionResult:
    """Every part is met; with `same_day`, all on one day."""
    parts = [found for part in criterion.parts if (found := judge(part, facts)) is not None]
    failed = [part for part in parts if part.outcome is NOT_MET]
    lacking = [part for part in parts if part.outcome is MISSING]
    outcome = NOT_MET if failed else MISSING if lacking else MET
    because = "; ".join(part.because for part in failed or parts)
    if outcome is MET and criterion.same_day:
        days = [{seen.on for seen in part.observations} - {None} for part in parts]
        common = set.intersection(*days) if days else set()
        if not common:
            return CriterionResult(criterion.says, NOT_MET, f"{because}; not on one day", _joined(parts))
    return CriterionResult(criterion.says, outcome, because, _joined(failed or parts))


def _joined(parts: Sequence[CriterionResult]) -> tuple[Observation, ...]:
    return tuple(dict.fromkeys(seen for part in parts for seen in part.observations))


def earlier_pairs(found: Sequence[Reading]) -> list[tuple[Reading, Reading]]:
    """Each reading with each later one; a reading without a day is only ever the earlier."""
    ordered = sorted(found, key=order)
    return [
        (first, second)
        for index, first in enumerate(ordered)
        for second in ordered[index + 1 :]
        if second.on is not None and order(first) < order(second)
    ]
