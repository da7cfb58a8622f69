"""Which template a claim follows, by whom it is of, the age and the month: drawn from one sorted list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from codinglab.claims.generate.templates import WHO, Template
from codinglab.model import ClaimType, InvalidInputError

Array = np.ndarray[Any, np.dtype[Any]]
_PEAK = 2.5
_MONTHS = 12


class Chooser:
    """Draws templates.

    Args:
        listed: all templates.
        shares: of the lines, by claim type.

    Raises:
        InvalidInputError: no template fits some age and sex.
    """

    def __init__(self, listed: Sequence[Template], shares: Mapping[ClaimType, float]) -> None:
        self._cuts = np.array(sorted({bound for one in listed for bound in (one.ages[0], one.ages[1] + 1)}))
        self._sums: list[Array] = []
        self._picks: list[Array] = []
        total = sum(shares.values())
        wanted = {kind: part / total for kind, part in shares.items() if part > 0}
        weights = _weights(listed, wanted)
        low = np.array([one.ages[0] for one in listed])
        high = np.array([one.ages[1] for one in listed])
        seasons = np.array(
            [
                [_PEAK if month + 1 in one.season else 1.0 for month in range(_MONTHS)]
                if one.season
                else [1.0 + (_PEAK - 1) * 4 / _MONTHS] * _MONTHS
                for one in listed
            ]
        )
        for name in WHO:
            of = np.array([name in one.who for one in listed])
            for age in self._cuts:
                fits = of & (low <= age) & (age <= high) & (weights > 0)
                for month in range(_MONTHS):
                    self._add(np.flatnonzero(fits), weights * seasons[:, month])
        sizes = [len(picks) for picks in self._picks]
        self._some = np.array(sizes) > 0
        self._start = np.cumsum(sizes) - sizes
        groups = np.arange(len(sizes))
        self._sorted = np.concatenate([part + group for part, group in zip(self._sums, groups, strict=True)])
        self._flat = np.concatenate(self._picks)
        self._check(listed, wanted)

    def _add(self, picks: Array, weights: Array) -> None:
        odds = weights[picks]
        self._picks.append(picks)
        self._sums.append(np.cumsum(odds) / odds.sum() if len(picks) else np.zeros(0))

    def _check(self, listed: Sequence[Template], wanted: Mapping[ClaimType, float]) -> None:
        for name in ("F", "M"):
            for age in self._cuts[self._cuts <= 110]:
                group = self._group(np.array([WHO.index(name)]), np.array([age]), np.array([0]))
                if not self._some[group][0]:
                    kinds = ", ".join(wanted)
                    msg = f"No template of {kinds} claims fits patients ({name}) of {age} years."
                    raise InvalidInputError(msg)

    def _group(self, who: Array, age: Array, month: Array) -> Array:
        band = np.searchsorted(self._cuts, age, side="right") - 1
        return (who * len(self._cuts) + band) * _MONTHS + month

    def can(self, who: Array, age: Array, month: Array) -> Array:
        """Whether there is a template for such patients."""
        return self._some[self._group(who, age, month)]

    def choose(self, who: Array, age: Array, month: Array, chance: Array) -> Array:
        """A template's number for each claim.

        Args:
            who: places in `WHO`.
            age: in completed years.
            month: from 0.
            chance: from 0 up to 1.
        """
        group = self._group(who, age, month)
        at = np.searchsorted(self._sorted, group + chance, side="right")
        chosen: Array = self._flat[np.minimum(at, len(self._flat) - 1)]
        return chosen


def _weights(listed: Sequence[Template], wanted: Mapping[ClaimType, float]) -> Array:
    """The weight of each template so that the lines of each type come to their share."""
    own = np.array([one.weight for one in listed], float)
    lines = np.array([len(one.forms[0].claim.lines) for one in listed])
    common = np.array(["F" in one.who or "M" in one.who for one in listed])
    weights = np.zeros(len(listed))
    for kind in ClaimType:
        of = np.array([one.claim_type is kind for one in listed])
        had = (own * lines)[of & common].sum()
        weights[of] = own[of] * wanted.get(kind, 0.0) / had
    return weights
