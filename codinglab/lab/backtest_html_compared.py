"""Two versions of an edit, and two periods, in a back-test's report."""

from __future__ import annotations

from html import escape
from typing import Any

from codinglab.backtest.measures.holdout import PERIODS, HeldOut
from codinglab.backtest.measures.versions import Comparison
from codinglab.lab.backtest_html_parts import count, money, named, paragraph, section, share, span, table

_MOST = 15
_CHANGES = ("newly hit", "released", "kept")


def versions_html(compared: Comparison) -> str:
    """What the second version hits newly and releases."""
    rows = {name: found.to_pylist() for name, found in compared.tables.items()}
    parts = [_sides(compared, rows["version_sides"]), _changes(rows["version_changes"])]
    if compared.same_logic:
        parts.insert(0, paragraph("Both are of one logic: a difference is of their runs, not of the edit."))
    for dimension, words in (("code", "Codes"), ("provider", "Providers")):
        parts.append(_by([row for row in rows["version_by"] if row["dimension"] == dimension], words))
    parts.append(_sample(rows["version_sample"]))
    return section("Version against version", "versions", *parts)


def _sides(compared: Comparison, rows: list[dict[str, Any]]) -> str:
    cells = [
        [
            f"{row['side']}: {escape(row['edit'])}",
            *(escape(row["version"]), escape(row["digest"]), escape(run.folder.name), count(row["hits"])),
            *(
                count(row["eligible"]),
                count(row["unknown"]),
                share(row["rate"]),
                span(row["low"], row["high"]),
            ),
        ]
        for row, (run, _) in zip(rows, compared.sides, strict=True)
    ]
    heads = (
        "Edit",
        "Version",
        "Logic",
        "Back-test",
        "Hits",
        "Eligible rows",
        "Not judged",
        "Rate",
        "95 % interval",
    )
    return table("The two versions, over the same claims", heads, cells)


def _changes(rows: list[dict[str, Any]]) -> str:
    held = {row["change"]: row for row in rows}
    cells = [
        [
            *(name, count(held[name]["hits"]), count(held[name]["claims"]), count(held[name]["patients"])),
            *(count(held[name]["providers"]), money(held[name]["charges"]), money(held[name]["allowed"])),
            count(held[name]["without_amount"]),
        ]
        for name in _CHANGES
    ]
    heads = (
        "Change",
        "Hits",
        "Claims",
        "Patients",
        "Providers",
        "Charges",
        "Allowed",
        "Lines without amount",
    )
    return table("What the second version changes", heads, cells)


def _by(rows: list[dict[str, Any]], words: str) -> str:
    counts: dict[str, dict[str, int]] = {}
    for row in rows:
        counts.setdefault(row["value"], dict.fromkeys(_CHANGES, 0))[row["change"]] = row["hits"]
    ordered = sorted(
        counts.items(), key=lambda one: (-(one[1]["newly hit"] + one[1]["released"]), -one[1]["kept"], one[0])
    )
    cells = [[named(value), *(count(held[name]) for name in _CHANGES)] for value, held in ordered[:_MOST]]
    cut = f". The {_MOST} that change most of {len(ordered):,}" if len(ordered) > _MOST else ""
    return table(f"{words}{cut}", (words, "Newly hit", "Released", "Kept"), cells) if cells else ""


def _sample(rows: list[dict[str, Any]]) -> str:
    if not rows:
        return paragraph("Nothing is newly hit and nothing released.")
    cells = [
        [
            *(escape(row["claim"] or ""), escape(row["change"]), escape(row["judged"]), str(row["on"])),
            *(
                named(row["code"] or ""),
                named(row["provider"] or ""),
                money(row["charges"]),
                money(row["allowed"]),
            ),
        ]
        for row in rows
    ]
    heads = ("Claim", "Change", "Judged", "On", "Code", "Provider", "Charges", "Allowed")
    return table("A sample of rows that changed, the same each time", heads, cells)


def holdout_html(held_out: HeldOut) -> str:
    """The tuning and the holdout period beside each other."""
    rows = [row for row in held_out.table.to_pylist() if row["tuning_hits"] or row["holdout_hits"]]
    cells = []
    for row in rows:
        figures = []
        for period in PERIODS:
            figures += [
                count(row[f"{period}_hits"]),
                count(row[f"{period}_eligible"]),
                f"{share(row[f'{period}_rate'])} ({span(row[f'{period}_low'], row[f'{period}_high'])})",
                money(row[f"{period}_per_thousand"]),
            ]
        apart = "" if row["differs"] is None else ("yes" if row["differs"] else "no")
        cells.append(
            [
                escape(row["edit"]),
                *figures,
                share(row["difference"]),
                span(row["difference_low"], row["difference_high"]),
                apart,
            ]
        )
    heads = ["Edit"]
    for period in PERIODS:
        heads += [f"{period} {name}" for name in ("hits", "rows", "rate (95 %)", "allowed a thousand rows")]
    heads += ["Difference of rates", "95 % interval", "Beyond chance"]
    caption = (
        f"Tuning: before {held_out.split}; holdout: from it on. An edit made on the tuning period is to be "
        "judged "
        "by the holdout. Intervals: Wilson; of the difference Newcombe."
    )
    shown = table(caption, heads, cells) if cells else paragraph("No edit hit anything in either period.")
    return section("Holdout by time", "holdout", shown)
