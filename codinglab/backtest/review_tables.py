"""The results of a review as rows of plain values: by stratum, and verdict by verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from math import isinf

from codinglab.backtest.precision import StratumShare, WeightedShare, weighted_share
from codinglab.backtest.sampled import Sample
from codinglab.backtest.verdicts import Review, Said

Value = str | int | float | None
Row = dict[str, Value]
ALL = "all, weighted"
HITS, NON_HITS = "hits: precision", "not hit: miss rate"


def shares_of(sample: Sample, said: Mapping[str, Said]) -> dict[str, WeightedShare]:
    """The precision of the hits and, where rows not hit were sampled, their miss rate."""
    found = {HITS: weighted_share(sample.hits, said)}
    if sample.non_hits is not None:
        found[NON_HITS] = weighted_share(sample.non_hits, said)
    return found


def stratum_rows(sample: Sample, said: Mapping[str, Said]) -> list[Row]:
    """A row a stratum, and one of all together."""
    rows: list[Row] = []
    for name, share in shares_of(sample, said).items():
        rows += [_stratum(name, one) for one in share.strata]
        rows.append(
            {
                "of": name,
                "stratum": ALL,
                "population": share.population,
                "sampled": sum(one.sampled for one in share.strata),
                **_verdicts(share.strata),
                "share": share.share,
                "low": share.low,
                "high": share.high,
                "lowest": share.lowest,
                "highest": share.highest,
                "covered": share.covered,
                "effective": None if isinf(share.effective) else share.effective,
            }
        )
    return rows


def verdict_rows(sample: Sample, reviews: Iterable[Review]) -> Iterator[Row]:
    """A row a verdict; what stands in notes of claims is in none."""
    units = {unit.id: unit for unit in sample.units}
    hits = {unit.id for unit in sample.hits.units}
    for review in reviews:
        for one in review.verdicts:
            if (unit := units.get(one.unit)) is not None:
                part = sample.hits if one.unit in hits else sample.non_hits
                yield {
                    "edit": review.edit,
                    "reviewer": review.reviewer,
                    "review": "second" if review.second else "first",
                    "unit": one.unit,
                    "of": "hit" if one.unit in hits else "not hit",
                    "stratum": part.strata[unit.stratum].name if part else "",
                    "verdict": one.said.value,
                    "reason": one.reason.value if one.reason else "",
                    "note": one.note,
                    "seconds": round(one.seconds, 1),
                    "at": one.at.isoformat(timespec="seconds"),
                }


def reasons_of(sample: Sample, reviews: Iterable[Review]) -> Counter[str]:
    """How often each reason was given for a hit that is not right."""
    hits = {unit.id for unit in sample.hits.units}
    return Counter(
        one.reason.value if one.reason else "no reason given"
        for review in reviews
        if not review.second
        for one in review.verdicts
        if one.unit in hits and one.said is Said.NO
    )


def _stratum(name: str, one: StratumShare) -> Row:
    return {
        "of": name,
        "stratum": one.name,
        "population": one.population,
        "sampled": one.sampled,
        **_verdicts([one]),
        "share": one.share,
        "low": one.low,
        "high": one.high,
        "lowest": None,
        "highest": None,
        "covered": None,
        "effective": None,
    }


def _verdicts(strata: Iterable[StratumShare]) -> Row:
    strata = list(strata)
    return {
        "yes": sum(one.yes for one in strata),
        "no": sum(one.no for one in strata),
        "unsure": sum(one.unsure for one in strata),
    }
