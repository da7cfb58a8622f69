"""Precision of an edit from a reviewed sample, and its miss rate: by stratum, and weighted over all.

By stratum: Wilson's interval, corrected for a finite population (`model.interval`). Over all: the shares of
the strata weighted by how many units each holds in the frame, and Wilson's interval of the weighted share
with the effective sample size in the place of the sample size: the sample size over the design effect
(L. Kish, Survey Sampling (1965), 8.2; E. L. Korn and B. I. Graubard, Survey Methodology 24 (1998) 193-201,
who put it into the interval of Clopper and Pearson; C. Franco et al., J. Surv. Stat. Methodol. 7 (2019)
334-364, into Wilson's). The effective size is never taken to be more than what the weights alone leave of
the sample, 1 / sum(W² / n): strata that happen to show no fault have an estimated variance of nothing, and
would make a small sample look like a large one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

from codinglab.backtest.sampled import Part
from codinglab.backtest.verdicts import Said
from codinglab.model.interval import as_from_endless, wilson_of


@dataclass(frozen=True, slots=True)
class StratumShare:
    """The verdicts on one stratum.

    Attributes:
        population: units in the frame.
        sampled: units drawn.
        yes, no, unsure: verdicts; `share` is yes of yes and no, None before there is one.
        low, high: of the 95 % interval.
    """

    name: str
    population: int
    sampled: int
    yes: int
    no: int
    unsure: int
    share: float | None
    low: float
    high: float

    @property
    def decided(self) -> int:
        """Verdicts of yes or no."""
        return self.yes + self.no


@dataclass(frozen=True, slots=True)
class WeightedShare:
    """The share of yes over all strata: the precision of hits, or the miss rate of rows not hit.

    Attributes:
        strata: each by itself.
        share: weighted; None before there is a verdict of yes or no.
        low, high: of the 95 % interval, with the unsure left out.
        lowest: the low end of the interval if every unsure one were a no.
        highest: the high end of the interval if every unsure one were a yes.
        effective: the effective sample size, infinite when all of the frame was reviewed.
        covered: the share of the frame that lies in strata with a verdict of yes or no; the figures are of
            these strata alone.
    """

    strata: tuple[StratumShare, ...]
    share: float | None
    low: float
    high: float
    lowest: float
    highest: float
    effective: float
    covered: float

    @property
    def population(self) -> int:
        """Units in the frame."""
        return sum(one.population for one in self.strata)

    @property
    def decided(self) -> int:
        """Verdicts of yes or no."""
        return sum(one.decided for one in self.strata)

    @property
    def unsure(self) -> int:
        """Verdicts of unsure."""
        return sum(one.unsure for one in self.strata)

    def units(self, share: float) -> int:
        """A share as units of the frame."""
        return round(share * self.population)


def weighted_share(part: Part, said: Mapping[str, Said]) -> WeightedShare:
    """The share of yes among the units of a sample.

    Args:
        part: the sample of the hits, or of the rows not hit.
        said: the verdicts by unit; units without one are not yet reviewed.
    """
    counts = [dict.fromkeys(Said, 0) for _ in part.strata]
    for unit in part.units:
        if (verdict := said.get(unit.id)) is not None:
            counts[unit.stratum][verdict] += 1
    strata = []
    for stratum, count in zip(part.strata, counts, strict=True):
        yes, no = count[Said.YES], count[Said.NO]
        share = yes / (yes + no) if yes + no else None
        low, high = (
            wilson_of(share or 0.0, as_from_endless(yes + no, stratum.population)) if yes + no else (0, 1)
        )
        strata.append(
            StratumShare(
                stratum.name,
                stratum.population,
                stratum.sampled,
                yes,
                no,
                count[Said.UNSURE],
                share,
                low,
                high,
            )
        )
    counted = [(one.population, one.yes, one.decided) for one in strata]
    share, effective, covered = _over_all(counted)
    low, high = (0.0, 1.0) if share is None else wilson_of(share, effective)
    wrong = _interval([(one.population, one.yes, one.decided + one.unsure) for one in strata])
    right = _interval([(one.population, one.yes + one.unsure, one.decided + one.unsure) for one in strata])
    return WeightedShare(tuple(strata), share, low, high, wrong[0], right[1], effective, covered)


def _interval(counted: Sequence[tuple[int, int, int]]) -> tuple[float, float]:
    share, effective, _ = _over_all(counted)
    return (0.0, 1.0) if share is None else wilson_of(share, effective)


def _over_all(counted: Sequence[tuple[int, int, int]]) -> tuple[float | None, float, float]:
    """The weighted share, the effective sample size, and the share of the frame that it speaks of.

    Args:
        counted: of each stratum its population, verdicts of yes, and all verdicts that count.
    """
    told = [(population, yes, number) for population, yes, number in counted if number]
    frame, held = sum(one[0] for one in counted), sum(one[0] for one in told)
    if not told:
        return None, 0.0, 0.0
    parts = [(population / held, yes / number, number, population) for population, yes, number in told]
    share = sum(weight * seen for weight, seen, _, _ in parts)
    plain = _variance(share, parts, finite=False)
    finite = _variance(share, parts, finite=True)
    alone = 1 / sum(weight**2 / number for weight, _, number, _ in parts)
    number = sum(one[2] for one in told)
    simple = share * (1 - share) / max(number - 1, 1)  # as a simple random sample of this size would vary
    effective = min(alone, number * simple / plain) if plain else alone
    if finite:
        return share, effective * plain / finite, held / frame
    return share, _finite(effective, parts), held / frame


def _variance(share: float, parts: Sequence[tuple[float, float, int, int]], *, finite: bool) -> float:
    """The variance of the weighted share; a stratum with one verdict is taken to vary as all together."""
    total = 0.0
    for weight, seen, number, population in parts:
        spread = seen * (1 - seen) * number / (number - 1) if number > 1 else share * (1 - share)
        left = 1 - number / population if finite else 1.0
        total += weight**2 * left * spread / number
    return total


def _finite(effective: float, parts: Sequence[tuple[float, float, int, int]]) -> float:
    """An effective size, where no stratum varies, corrected by how much of the frame was not seen."""
    plain = sum(weight**2 / number for weight, _, number, _ in parts)
    left = sum(weight**2 * (1 - number / population) / number for weight, _, number, population in parts)
    return effective * plain / left if left else inf
