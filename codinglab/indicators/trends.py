"""The kinds of criteria that compare values over time, with a baseline or with the laboratory's limit."""

from __future__ import annotations

import datetime
import re

from codinglab.indicators.baseline import baseline
from codinglab.indicators.definitions import Criterion
from codinglab.indicators.kinds import (
    MET,
    MISSING,
    NOT_MET,
    Facts,
    earlier_pairs,
    holds,
    kind,
    limit_said,
    nothing,
    seen_of,
)
from codinglab.indicators.series import Reading, hours_between, when
from codinglab.model import CriterionResult, ObservationKind

_LIMIT = re.compile(
    r"\((?:ref(?:erence)?|normal|nl|ULN)[^)\d]*(?:<|≤|up to)? ?(?:\d+(?:\.\d+)? ?(?:-|to|–) ?)?"
    r"(?P<limit>\d+(?:\.\d+)?)",
    re.IGNORECASE,
)


def _unit(criterion: Criterion) -> str:
    return f" {criterion.unit}" if criterion.unit else ""


@kind("rise")
def rise(criterion: Criterion, facts: Facts) -> CriterionResult:
    """A value rises by at least so much within so many hours; hours that are not written leave it open."""
    series = facts.series(criterion.term)
    pairs = [pair for pair in earlier_pairs(series.readings) if not pair[1].prior]
    if not pairs:
        return nothing(criterion, series, f"second {criterion.term} to compare")
    wanted, hours = criterion.at_least or 0.0, criterion.within_hours or 0
    maybe = None
    best = max(pairs, key=lambda pair: _change(*pair))
    for first, second in sorted(pairs, key=lambda pair: _change(*pair), reverse=True):
        if _change(first, second) < wanted:
            break
        between = hours_between(first, second)
        if between and between[1] <= hours:
            because = f"from {first.said()} to {second.said()}: +{_change(first, second):g}{_unit(criterion)}"
            return CriterionResult(criterion.says, MET, because, seen_of((first, second)))
        if between is None or between[0] < hours:
            maybe = maybe or (first, second)
    if maybe:
        first, second = maybe
        because = (
            f"from {first.said()} to {second.said()}: +{_change(first, second):g}{_unit(criterion)}, but the "
            f"day or time is not written, so {hours} h cannot be told"
        )
        return CriterionResult(criterion.says, MISSING, because, seen_of(maybe))
    within = [pair for pair in pairs if (between := hours_between(*pair)) and between[0] <= hours]
    first, second = max(within, key=lambda pair: _change(*pair)) if within else best
    because = (
        f"greatest change within {hours} h: {_change(first, second):+g}{_unit(criterion)}, " if within else ""
    )
    because += f"from {first.said()} to {second.said()}"
    because += "" if within else f": further apart than {hours} h"
    return CriterionResult(criterion.says, NOT_MET, because, seen_of((first, second)))


def _change(first: Reading, second: Reading) -> float:
    return round(second.number - first.number, 2)


def _days(first: Reading, second: Reading) -> int:
    return (second.on - first.on).days if first.on and second.on else 9999


@kind("ratio")
def ratio(criterion: Criterion, facts: Facts) -> CriterionResult:
    """The highest value of the stay is so many times the baseline, whose choice is said."""
    series = facts.series(criterion.term)
    now = [one for one in series.readings if not one.prior and one.on is not None]
    base = baseline(series.readings, facts.first_day)
    if not now or base is None:
        return nothing(criterion, series)
    peak = max(now, key=lambda one: one.number)
    times = round(peak.number / base.reading.number, 3) if base.reading.number else 0.0
    said = f"{times:.2f}".rstrip("0").rstrip(".")
    because = f"{peak.said()} is {said} times the baseline {base.reading.said()}; baseline: {base.chosen}"
    if len(series.readings) == 1:
        return CriterionResult(
            criterion.says, MISSING, f"only one {criterion.term}: {peak.said()}", seen_of((peak,))
        )
    outcome = MET if holds(criterion, times) else NOT_MET
    return CriterionResult(criterion.says, outcome, because, seen_of((peak, base.reading)))


@kind("fall")
def fall(criterion: Criterion, facts: Facts) -> CriterionResult:
    """A value falls by at least so much from an earlier one, which may be of before the stay."""
    series = facts.series(criterion.term)
    pairs = [pair for pair in earlier_pairs(series.readings) if not pair[1].prior]
    if criterion.within_days is not None:
        pairs = [pair for pair in pairs if pair[0].on is None or _days(*pair) <= criterion.within_days]
    if not pairs:
        return nothing(criterion, series, f"earlier {criterion.term} to compare")
    first, second = min(pairs, key=lambda pair: _change(*pair))
    change = _change(first, second)
    because = f"from {first.said()} to {second.said()}: {change:+g}{_unit(criterion)}"
    outcome = MET if -change >= (criterion.at_least or 0.0) else NOT_MET
    return CriterionResult(criterion.says, outcome, because, seen_of((first, second)))


@kind("change")
def change_percent(criterion: Criterion, facts: Facts) -> CriterionResult:
    """A value changes, up or down, by at least so many percent between two readings."""
    series = facts.series(criterion.term)
    pairs = [pair for pair in earlier_pairs(series.readings) if pair[0].number and not pair[1].prior]
    if not pairs:
        return nothing(criterion, series, f"second {criterion.term} to compare")
    first, second = max(pairs, key=lambda pair: abs(_percent(*pair)))
    because = f"from {first.said()} to {second.said()}: {_percent(first, second):+g}%"
    outcome = MET if abs(_percent(first, second)) >= (criterion.at_least or 0.0) else NOT_MET
    return CriterionResult(criterion.says, outcome, because, seen_of((first, second)))


def _percent(first: Reading, second: Reading) -> float:
    return round((second.number - first.number) / first.number * 100, 1)


@kind("loss")
def loss(criterion: Criterion, facts: Facts) -> CriterionResult:
    """Weight is lost, in percent, within a span of days: as the chart says, or from a weight of before."""
    days = criterion.within_days or 0
    since = criterion.for_days or 0
    losses: list[tuple[float, str, tuple[Reading, ...]]] = []
    told = facts.series("weight loss").readings
    for one in told:
        took = one.observations[0].quantity
        if took is not None and took.second is not None and since < took.second <= days:
            losses.append((one.number, f"'{one.observations[0].words}' {when(one.observations[0])}", (one,)))
    series = facts.series("weight")
    for first, second in earlier_pairs(series.readings):
        if first.prior and first.on is not None and since < _days(first, second) <= days:
            percent = -_percent(first, second)
            said = f"from {first.said()} to {second.said()}: {percent:g}% in {_days(first, second)} days"
            losses.append((percent, said, (first, second)))
    if not losses:
        return nothing(criterion, series, f"weight loss over at most {days} days")
    percent, said, from_ = max(losses, key=lambda one: one[0])
    outcome = MET if holds(criterion, percent) else NOT_MET
    return CriterionResult(criterion.says, outcome, f"{said}; asked: {limit_said(criterion)}", seen_of(from_))


@kind("reference")
def reference(criterion: Criterion, facts: Facts) -> CriterionResult:
    """A value is above so many times the laboratory's upper limit, if the chart gives that limit."""
    series = facts.series(criterion.term)
    now = [seen for seen in series.about if not seen.prior and seen.quantity]
    times = criterion.times or 1.0
    limits = {seen: float(found["limit"]) for seen in now if (found := _LIMIT.search(seen.words))}
    if not now:
        return nothing(criterion, series)
    if not limits:
        numbers = "; ".join(f"{seen.words} {when(seen)}" for seen in now[:3])
        why = f"{numbers}: the laboratory's upper limit is not written beside it"
        return CriterionResult(criterion.says, MISSING, why, tuple(now))
    wanted = [
        seen for seen, limit in limits.items() if seen.quantity and seen.quantity.number > times * limit
    ]
    told = wanted or list(limits)
    because = (
        "; ".join(f"{seen.words} {when(seen)}" for seen in told[:3])
        + f"; asked: above {times:g} times the limit"
    )
    return CriterionResult(criterion.says, MET if wanted else NOT_MET, because, tuple(told))


@kind("urine")
def urine(criterion: Criterion, facts: Facts) -> CriterionResult:
    """Urine per kg and hour is below the limit over at least so many hours."""
    series = facts.series(criterion.term)
    now = [one for one in series.readings if not one.prior]
    if not now:
        return nothing(criterion, series)
    hours = criterion.for_hours or 0
    low = [one for one in now if holds(criterion, one.number)]
    wanted = [one for one in low if one.hours is not None and one.hours >= hours]
    if wanted:
        because = "; ".join(f"{one.said()} over {one.hours:g} h" for one in wanted[:3])
        return CriterionResult(criterion.says, MET, because, seen_of(wanted))
    if any(one.hours is None for one in low):
        because = f"{low[0].said()}, but for how many hours is not written"
        return CriterionResult(criterion.says, MISSING, because, seen_of(low))
    lowest = min(now, key=lambda one: one.number)
    over = f" over {lowest.hours:g} h" if lowest.hours is not None else ""
    return CriterionResult(criterion.says, NOT_MET, f"{lowest.said()}{over}", seen_of((lowest,)))


@kind("lasting")
def lasting(criterion: Criterion, facts: Facts) -> CriterionResult:
    """A value stays within the limits for so many days, with no reading between outside.

    Without days, the last reading, of before the stay too, is within the limits.
    """
    series = facts.series(criterion.term)
    if criterion.for_days is None and series.readings:
        last = series.readings[-1]
        outcome = MET if holds(criterion, last.number) else NOT_MET
        return CriterionResult(criterion.says, outcome, f"the last is {last.said()}", seen_of((last,)))
    dated = [one for one in series.readings if one.on is not None]
    if not dated:
        return nothing(criterion, series)
    days = criterion.for_days or 0
    last = dated[-1]
    if not holds(criterion, last.number):
        return CriterionResult(criterion.says, NOT_MET, f"the last is {last.said()}", seen_of((last,)))
    run = [last]
    for one in reversed(dated[:-1]):
        if not holds(criterion, one.number):
            break
        run.append(one)
    first = run[-1]
    span = _days(first, last)
    because = f"from {first.said()} to {last.said()}: {span} days, {len(run)} readings; asked: {days} days"
    if span >= days:
        return CriterionResult(criterion.says, MET, because, seen_of(run))
    broken = len(run) < len(dated)
    outcome = NOT_MET if broken else MISSING
    return CriterionResult(criterion.says, outcome, because, seen_of(run))


@kind("slow")
def slow(criterion: Criterion, facts: Facts) -> CriterionResult:
    """So many hours after a treatment began, the value is still so many times its baseline."""
    given = [
        seen
        for seen in facts.observed
        if seen.kind is ObservationKind.TREATMENT
        and seen.term in criterion.after
        and not seen.absent
        and seen.on is not None
    ]
    series = facts.series(criterion.term)
    base = baseline(series.readings, facts.first_day)
    named = " or ".join(criterion.after)
    if not given or base is None:
        why = f"no {named} with its day was read" if not given else f"no {criterion.term} was read"
        return CriterionResult(criterion.says, MISSING, why, series.about)
    start = min((seen.on for seen in given if seen.on), default=datetime.date.max)
    days = -(-(criterion.for_hours or 0) // 24)
    later = [one for one in series.readings if one.on and (one.on - start).days >= days]
    if not later:
        why = f"no {criterion.term} {criterion.for_hours} h or more after {named} of {start.isoformat()}"
        return CriterionResult(criterion.says, MISSING, why, series.about)
    one = later[0]
    times = round(one.number / base.reading.number, 3) if base.reading.number else 0.0
    since = (one.on - start).days if one.on else 0
    because = (
        f"{one.said()}, {since} days after {named}, is {times:.2f} times the "
        f"baseline {base.reading.said()}; baseline: {base.chosen}"
    )
    outcome = MET if holds(criterion, times) else NOT_MET
    return CriterionResult(criterion.says, outcome, because, seen_of((one, base.reading)))
