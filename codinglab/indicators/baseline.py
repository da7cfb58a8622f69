"""The baseline that a rise is measured from, and which of the possible choices it is."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from codinglab.indicators.series import Reading

_NEAR, _FAR = 7, 365


@dataclass(frozen=True, slots=True)
class Baseline:
    """A baseline and how it was chosen, in words."""

    reading: Reading
    chosen: str


def baseline(found: Sequence[Reading], first_day: datetime.date | None) -> Baseline | None:
    """Choose a baseline: the lowest of 7 to 365 days before, else the chart's own, else the lowest of now.

    Args:
        found: the readings of one value.
        first_day: of the stay, from which days are counted back.
    """
    before = [
        one
        for one in found
        if one.prior and one.on and first_day and _NEAR <= (first_day - one.on).days <= _FAR
    ]
    if before:
        return Baseline(
            min(before, key=lambda one: one.number), "the lowest of 7 to 365 days before the stay"
        )
    told = [one for one in found if one.on is None]
    if told:
        stated = min(told, key=lambda one: (not one.prior, one.number))
        return Baseline(
            stated, f"the one the chart states ('{stated.observations[0].words}'), its day not written"
        )
    now = [one for one in found if not one.prior or _just_before(one, first_day)]
    if now:
        lowest = min(now, key=lambda one: one.number)
        return Baseline(lowest, "the lowest of now, because no earlier value was read")
    return None


def _just_before(one: Reading, first_day: datetime.date | None) -> bool:
    return one.on is not None and first_day is not None and 0 <= (first_day - one.on).days < _NEAR
