"""How many units to draw from each stratum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from heapq import heapify, heappop, heappush
from math import sqrt

from codinglab.model import InvalidInputError

UNKNOWN_SHARE = 0.5


class Allocation(StrEnum):
    """How a sample is shared out among strata."""

    PROPORTIONAL = "proportional"
    EQUAL = "equal"
    NEYMAN = "neyman"


def weights(
    names: Sequence[str], populations: Sequence[int], how: Allocation, prior: Mapping[str, float]
) -> list[float]:
    """What each stratum's share of the sample goes by.

    Args:
        names: of the strata.
        populations: how many units each holds.
        how: proportional to the units; equal; or Neyman's, to the units times the standard deviation of a
            verdict (J. Neyman, J. R. Stat. Soc. 97 (1934) 558-625).
        prior: the precision expected in a stratum, for Neyman's; 0.5 where it is not named. What is known
            only roughly is kept between 0.05 and 0.95, so that no stratum is thought certain.

    Raises:
        InvalidInputError: the prior names no such stratum, or is not between 0 and 1.
    """
    for name, expected in prior.items():
        if name not in names:
            msg = f"The prior names the stratum '{name}'. There are: {', '.join(names)}."
            raise InvalidInputError(msg)
        if not 0 <= expected <= 1:
            msg = f"The prior of '{name}' is {expected}: a precision between 0 and 1 is needed."
            raise InvalidInputError(msg)
    if how is Allocation.EQUAL:
        return [1.0] * len(names)
    if how is Allocation.PROPORTIONAL:
        return [float(count) for count in populations]
    spreads = (min(max(prior.get(name, UNKNOWN_SHARE), 0.05), 0.95) for name in names)
    return [count * sqrt(share * (1 - share)) for count, share in zip(populations, spreads, strict=True)]


def allocate(size: int, populations: Sequence[int], by: Sequence[float], minimum: int) -> list[int]:
    """Share a sample out: never more than a stratum holds, never fewer than the minimum where it holds it.

    Units go one after the other to the stratum that is furthest behind its weight (the divisor method of
    Webster and Sainte-Laguë), so that the shares add up.

    Args:
        size: of the sample.
        populations: how many units each stratum holds.
        by: the weight of each.
        minimum: fewest a stratum.

    Raises:
        InvalidInputError: the minimum of all strata is more than the sample.

    >>> allocate(10, [800, 150, 50, 1], [800, 150, 50, 1], 1)
    [7, 1, 1, 1]
    """
    given = [min(minimum, count) for count in populations]
    if sum(given) > size:
        msg = (
            f"{len(given)} strata with at least {minimum} each need a sample of {sum(given)}, not {size}: "
            "take a larger sample, a smaller minimum, or fewer columns."
        )
        raise InvalidInputError(msg)
    waiting = [(-_claim(by[at], given[at]), at) for at in range(len(given)) if given[at] < populations[at]]
    heapify(waiting)
    for _ in range(min(size, sum(populations)) - sum(given)):
        _, at = heappop(waiting)
        given[at] += 1
        if given[at] < populations[at]:
            heappush(waiting, (-_claim(by[at], given[at]), at))
    return given


def _claim(weight: float, had: int) -> float:
    return weight / (had + 0.5)
