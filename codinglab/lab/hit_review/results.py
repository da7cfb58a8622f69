"""The results of a review as HTML, and as files: CSV that runs no formula, and Parquet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from codinglab.backtest.overpayment import LEAST_FOR_OIG, Overpayment, sampled_overpayment
from codinglab.backtest.precision import WeightedShare
from codinglab.backtest.review_tables import (
    HITS,
    NON_HITS,
    Row,
    Value,
    reasons_of,
    shares_of,
    stratum_rows,
    verdict_rows,
)
from codinglab.backtest.sampled import Sample, review_folder
from codinglab.backtest.savings_range import savings_range
from codinglab.backtest.second_review import ReviewerAgreement, agreements
from codinglab.backtest.verdicts import Review, counted_verdicts
from codinglab.lab.display import element
from codinglab.lab.hit_review.pages import figure

COLUMNS = {
    "of": "of",
    "stratum": "stratum",
    "population": "in the frame",
    "sampled": "sampled",
    "yes": "yes",
    "no": "no",
    "unsure": "unsure",
    "share": "share",
    "low": "95 % from",
    "high": "to",
}


@dataclass(frozen=True, slots=True)
class Assumed:
    """What the savings rest on beside the review: shares reversed on appeal, and that last."""

    overturn: float = 0.0
    sustain: float = 1.0


def results_html(sample: Sample, reviews: Sequence[Review], assumed: Assumed | None = None) -> str:
    """What reviews tell of an edit: sentences, the table by stratum, agreement."""
    said = counted_verdicts(reviews)
    rows = stratum_rows(sample, said)
    heads = element("tr", *(element("th", escape(name), scope="col") for name in COLUMNS.values()))
    body = (element("tr", *(_cell(name, row.get(name)) for name in COLUMNS)) for row in rows)
    table = element(
        "table",
        element("caption", "By stratum"),
        element("thead", heads),
        element("tbody", *body),
        css="cl-table",
    )
    told = sentences(sample, reviews, assumed)
    return element("ul", *(element("li", escape(one)) for one in told), css="cl-list") + element(
        "div", table, css="cl-desk"
    )


def sentences(sample: Sample, reviews: Sequence[Review], assumed: Assumed | None = None) -> list[str]:
    """What reviews tell of an edit, one thing a sentence."""
    assumed = assumed or Assumed()
    said = counted_verdicts(reviews)
    shares = shares_of(sample, said)
    precision = shares[HITS]
    told = [
        f"Precision: {figure(precision)}; with every unsure one wrong or right the interval is "
        f"{precision.lowest:.1%} to {precision.highest:.1%}."
    ]
    if precision.share is not None and precision.covered < 0.9995:
        told.append(
            f"This is of strata that hold {precision.covered:.0%} of the hits; others have no verdict yet."
        )
    if (misses := shares.get(NON_HITS)) is not None and misses.share is not None:
        low, middle, high = (misses.units(share) for share in (misses.low, misses.share, misses.high))
        told.append(
            f"Misses: {figure(misses)} of {misses.population:,} rows judged and not hit: about {middle:,}, "
            f"{low:,} to {high:,}."
        )
    if precision.share is not None:
        told += _money(sample, assumed, precision)
        found, why = sampled_overpayment(sample.hits, said)
        told.append(_overpaid(found, sample) if found else f"Overpayment: not estimated. {why}")
    if reasons := reasons_of(sample, reviews):
        told.append(
            "Not right because: "
            + ", ".join(f"{name} {count}" for name, count in reasons.most_common())
            + "."
        )
    return told + [agreement_sentence(one) for one in agreements(reviews)]


def agreement_sentence(one: ReviewerAgreement) -> str:
    """How far two reviewers agree, in words."""
    kappa = "cannot be told" if one.kappa is None else f"{one.kappa:.2f}"
    return f"{one.one} and {one.other}: alike in {one.alike} of {one.units}; kappa {kappa}."


def export(run: Path, sample: Sample, reviews: Sequence[Review], name: str) -> list[Path]:
    """Write results and verdicts beside the reviews, as CSV and as Parquet; the files.

    Args:
        run: the back-test's folder.
        sample: what was reviewed.
        reviews: whose verdicts.
        name: goes into the names of the files; a reviewer's, or "all".

    Raises:
        OSError: as the system does.
    """
    said = counted_verdicts(reviews)
    folder = review_folder(run, sample.edit)
    written = _write(folder / f"results-{name}", stratum_rows(sample, said))
    return written + _write(folder / f"verdicts-{name}", list(verdict_rows(sample, reviews)))


def _money(sample: Sample, assumed: Assumed, precision: WeightedShare) -> Iterable[str]:
    stake = sample.at_stake
    found = savings_range(stake, precision, overturn=assumed.overturn, sustain=assumed.sustain)
    for name, one in (("gross", found.gross), ("incremental", found.incremental)):
        yield (
            f"Savings, {name}: {dollars(one.middle)}, from {dollars(one.low)} to {dollars(one.high)}, of "
            f"{dollars(one.amount)} allowed on the hits."
        )
    if stake.not_known:
        yield f"{stake.not_known:,} of {stake.lines:,} lines hit have no allowed amount: they are in no sum."


def _overpaid(found: Overpayment, sample: Sample) -> str:
    """The overpayment with its limits, and what they do not bear."""
    told = (
        f"Overpayment by the sample: {dollars(found.point)}; OIG's lower limit (two-sided 90 %) "
        f"{dollars(found.oig)}, the contractor's (one-sided 90 %) {dollars(found.contractor)}, "
        f"from {found.sampled} units."
    )
    if found.oig <= 0:
        told += " A limit at or below nothing shows no overpayment: the sample is too small for one."
    if not found.error and found.sampled < sample.hits.population:
        told += " No unit differs from another, so the sample tells no spread, and the limits are none."
    if found.sampled < LEAST_FOR_OIG:
        told += f" OIG's self-disclosure protocol wants {LEAST_FOR_OIG} units at least."
    return told


def dollars(amount: float) -> str:
    """An amount in whole dollars.

    >>> dollars(12768.4), dollars(-5568.0)
    ('$12,768', '-$5,568')
    """
    return f"{'-' if round(amount) < 0 else ''}${abs(amount):,.0f}"


def _cell(name: str, value: Value) -> str:
    if name in {"of", "stratum"}:
        return element("td", escape(str(value)))
    shown = "" if value is None else f"{value:.1%}" if isinstance(value, float) else f"{value:,}"
    return element("td", shown, css="cl-hit-number")


def _write(path: Path, rows: list[Row]) -> list[Path]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    from codinglab.csv_files import csv_text

    path.parent.mkdir(parents=True, exist_ok=True)
    table, text = path.with_suffix(".parquet"), path.with_suffix(".csv")
    header = list(rows[0]) if rows else ["nothing"]
    text.write_text(
        csv_text(header, [[row[name] for name in header] for row in rows]), encoding="utf-8", newline=""
    )
    pq.write_table(pa.Table.from_pylist(rows), table)
    return [text, table]
