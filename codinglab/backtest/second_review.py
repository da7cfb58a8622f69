"""The blind second review: a part of the sample by somebody else, and how far the two agree."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from codinglab.backtest.sampled import Sample, Unit
from codinglab.backtest.verdicts import Review, Said
from codinglab.model.kappa import cohen

SHARE = 0.1


def second_units(sample: Sample, share: float = SHARE) -> frozenset[str]:
    """The units for the second review: at least the share of the hits, and of the rows not hit.

    They are drawn by the sample's seed, whatever the first reviewer says of them.
    """
    parts = [sample.hits.units, sample.non_hits.units if sample.non_hits else ()]
    return frozenset(
        unit.id
        for units in parts
        for unit in _mixed(units, f"{sample.seed}|second")[: ceil(share * len(units))]
    )


def in_blind_order(sample: Sample, reviewer: str) -> list[Unit]:
    """The units as a reviewer is shown them: hits first, each part mixed by seed and reviewer.

    So no reviewer can tell a unit's stratum from its place, and two reviewers do not tire at the same units.
    """
    seed = f"{sample.seed}|{reviewer.casefold()}"
    return _mixed(sample.hits.units, seed) + _mixed(sample.non_hits.units if sample.non_hits else (), seed)


@dataclass(frozen=True, slots=True)
class ReviewerAgreement:
    """Two reviewers on the units that both judged.

    Attributes:
        units: how many.
        alike: how many with the same verdict.
        kappa: Cohen's, of yes, no and unsure; None where chance alone explains full agreement.
        apart: the units they differ on, with both verdicts.
    """

    one: str
    other: str
    units: int
    alike: int
    kappa: float | None
    apart: tuple[tuple[str, Said, Said], ...]


def agreements(reviews: Sequence[Review]) -> list[ReviewerAgreement]:
    """Every two reviewers that judged a unit in common."""
    found = []
    for at, one in enumerate(reviews):
        for other in reviews[at + 1 :]:
            first, second = one.by_unit, other.by_unit
            shared = sorted(first.keys() & second.keys())
            if shared:
                said = [(first[unit].said, second[unit].said) for unit in shared]
                apart = [(unit, *pair) for unit, pair in zip(shared, said, strict=True) if pair[0] != pair[1]]
                alike = len(shared) - len(apart)
                found.append(
                    ReviewerAgreement(
                        one.reviewer, other.reviewer, len(shared), alike, cohen(said), tuple(apart)
                    )
                )
    return found


def _mixed(units: Sequence[Unit], seed: str) -> list[Unit]:
    return sorted(units, key=lambda unit: hashlib.sha256(f"{seed}|{unit.id}".encode()).digest())
