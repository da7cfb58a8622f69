"""What people said of an edit's hits: its precision by stratum, on disk and in words. No claim is named."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from codinglab.backtest.opened import BackTest
from codinglab.backtest.precision import WeightedShare, weighted_share
from codinglab.backtest.sampled import SAMPLE_FILE, read_sample, review_folder
from codinglab.backtest.verdicts import counted_verdicts, read_reviews
from codinglab.csv_files import csv_text
from codinglab.validate.edit import Edit

NONE = "No sample of its hits was reviewed: its precision is not known."
_HEADER = ("sample", "stratum", "population", "sampled", "yes", "no", "unsure", "share", "low", "high")


def write_review(one: Edit, run: BackTest, folder: Path) -> list[str]:
    """Write `precision.csv` into a folder, where a sample was drawn; what the README says of it, in lines.

    Raises:
        InvalidInputError: the sample is damaged.
    """
    if not (review_folder(run.folder, one.id) / SAMPLE_FILE).is_file():
        return [NONE]
    sample = read_sample(run.folder, one.id)
    reviews, troubles = read_reviews(run.folder, sample)
    said = counted_verdicts(reviews)
    shares = {"hits": weighted_share(sample.hits, said)}
    if sample.non_hits is not None:
        shares["not hit"] = weighted_share(sample.non_hits, said)
    path = folder / "precision.csv"
    path.write_text(csv_text(_HEADER, _rows(shares)), encoding="utf-8", newline="")
    by = f", stratified by {' and '.join(sample.by)}" if sample.by else ""
    told = [
        f"Review: {len(sample.hits.units)} of {sample.hits.population} hits were drawn{by} "
        f"(seed {sample.seed}), {len(reviews)} reviewers; `backtest/precision.csv` has the strata."
    ]
    told += [f"- {name}: {_words(share, name)}" for name, share in shares.items()]
    return [*told, *(f"- {trouble}" for trouble in troubles)]


def _rows(shares: Mapping[str, WeightedShare]) -> list[tuple[str | int | float | None, ...]]:
    return [
        (
            name,
            one.name,
            one.population,
            one.sampled,
            one.yes,
            one.no,
            one.unsure,
            one.share,
            one.low,
            one.high,
        )
        for name, share in shares.items()
        for one in share.strata
    ]


def _words(found: WeightedShare, name: str) -> str:
    """A share with its interval, weighted by the size of the strata."""
    if found.share is None:
        return "no verdict yet"
    what = "precision" if name == "hits" else "missed"
    return (
        f"{what} {found.share:.1%} (95 % interval {found.low:.1%} to {found.high:.1%}, weighted by stratum), "
        f"{found.decided} decided, {found.unsure} unsure, {found.covered:.0%} of the frame covered"
    )
