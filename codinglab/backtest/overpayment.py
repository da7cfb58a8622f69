"""The overpayment in all hits, from what was found in a sample: the point estimate and its lower limits.

OIG commonly recovers at the lower limit of the two-sided 90 % interval of the total (RAT-STATS); CMS
contractors at the lower limit of the one-sided 90 % interval (Medicare Program Integrity Manual, 100-08,
ch. 8, 8.4). Stratified expansion with the finite population correction: W. G. Cochran, Sampling Techniques
(3rd ed., 1977), 5.3 to 5.5; degrees of freedom over several strata are Satterthwaite's (5.16), rounded down.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import floor, sqrt
from statistics import fmean, stdev

from codinglab.backtest.sampled import Part
from codinglab.backtest.verdicts import Said
from codinglab.model.student import t_quantile

OIG_SHARE, CONTRACTOR_SHARE = 0.95, 0.90
LEAST_FOR_OIG = 100
_MOST_FREEDOM = 100_000


@dataclass(frozen=True, slots=True)
class Measured:
    """The overpayments found in one stratum: units in the frame and in the sample, mean and SD in dollars."""

    population: int
    number: int
    mean: float
    deviation: float


@dataclass(frozen=True, slots=True)
class Overpayment:
    """The total overpayment, in dollars.

    Attributes:
        point: the estimate.
        error: its standard error.
        oig: the lower limit of the two-sided 90 % interval.
        contractor: the lower limit of the one-sided 90 % interval.
        freedom: degrees of freedom.
        sampled: how many units it rests on.
    """

    point: float
    error: float
    oig: float
    contractor: float
    freedom: int
    sampled: int


def overpayment(strata: Iterable[Measured]) -> Overpayment:
    """The total over all strata; each has two sampled units at least, or all of its units.

    >>> found = overpayment([Measured(1200, 100, 42.0, 110.0)])
    >>> f"{found.point:,.0f} {found.oig:,.0f} {found.contractor:,.0f}"
    '50,400 29,416 34,095'
    """
    strata = list(strata)
    point = sum(one.population * one.mean for one in strata)
    parts = [(_variance(one), one.number - 1) for one in strata]
    total = sum(variance for variance, _ in parts)
    spread = [(variance, freedom) for variance, freedom in parts if variance]
    freedom = floor(total**2 / sum(variance**2 / each for variance, each in spread) + 1e-9) if spread else 1
    freedom = min(max(freedom, 1), _MOST_FREEDOM)
    error = sqrt(total)
    return Overpayment(
        point=point,
        error=error,
        oig=point - t_quantile(OIG_SHARE, freedom) * error,
        contractor=point - t_quantile(CONTRACTOR_SHARE, freedom) * error,
        freedom=freedom,
        sampled=sum(one.number for one in strata),
    )


def sampled_overpayment(part: Part, said: Mapping[str, Said]) -> tuple[Overpayment | None, str]:
    """The overpayment in all hits, where a unit with a yes was paid its allowed amount too much.

    A no, and an unsure one, was paid nothing too much: the estimate does not grow by doubt.

    Args:
        part: the sample of the hits.
        said: the verdicts by unit.

    Returns:
        The estimate and "", or None and why there is none.
    """
    amounts: list[list[float]] = [[] for _ in part.strata]
    for unit in part.units:
        verdict = said.get(unit.id)
        if verdict is None:
            continue
        if verdict is Said.YES and unit.allowed is None:
            return None, f"The allowed amount of {unit.id} is not in the extract."
        amounts[unit.stratum].append((unit.allowed or 0.0) if verdict is Said.YES else 0.0)
    for stratum, found in zip(part.strata, amounts, strict=True):
        if len(found) < min(2, stratum.population):
            return (
                None,
                f"Two units at least of each stratum must be reviewed: {stratum.name} has {len(found)}.",
            )
    measured = [
        Measured(stratum.population, len(found), fmean(found), _deviation(found))
        for stratum, found in zip(part.strata, amounts, strict=True)
    ]
    return overpayment(measured), ""


def _variance(one: Measured) -> float:
    left = 1 - one.number / one.population
    return one.population**2 * left * one.deviation**2 / one.number


def _deviation(amounts: Sequence[float]) -> float:
    return stdev(amounts) if len(amounts) > 1 else 0.0
