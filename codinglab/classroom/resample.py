"""Intervals by resampling whole learners or charts, with a fixed seed: the same data, the same interval."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")
TIMES = 2000
SEED = 20260101


def resampled(
    groups: Sequence[Sequence[T]], statistic: Callable[[list[list[T]]], float | None]
) -> tuple[float, float] | None:
    """The middle 95 % of a statistic when the members of each group are drawn anew with return.

    Args:
        groups: the units of each group: learners of a cohort, or charts.
        statistic: of the drawn groups; None where it cannot be told, and that draw is left out.

    Returns:
        None when a group has fewer than two members, or the statistic could hardly ever be told.
    """
    if any(len(group) < 2 for group in groups):
        return None
    chance = Random(SEED)  # noqa: S311 - a resampling, no secret
    found = []
    for _ in range(TIMES):
        value = statistic([chance.choices(group, k=len(group)) for group in groups])
        if value is not None:
            found.append(value)
    if len(found) < TIMES // 2:
        return None
    found.sort()
    return found[int(0.025 * len(found))], found[int(0.975 * len(found)) - 1]
