"""The section of one edit in a back-test's report."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from codinglab.backtest.measures.read import Measured
from codinglab.lab.backtest_html_charts import lorenz_chart, month_chart, waterfall
from codinglab.lab.backtest_html_parts import (
    bar,
    count,
    figures,
    money,
    named,
    paragraph,
    section,
    share,
    span,
    table,
)
from codinglab.lab.display import element

MOST = 12
_SHOWN = {
    "code": "Codes",
    "provider": "Providers",
    "specialty": "Specialties",
    "contractor": "Contractors",
    "claim_type": "Claim types",
}
Row = Mapping[str, Any]


def edit_html(held: Measured, row: Row) -> str:
    """The section of an edit.

    Args:
        held: the tables.
        row: the edit's row of `summary`.
    """
    edit = row["edit"]
    about = f"Version {row['version']}, {row['severity']}, {row['disposition']}; it judges a {row['judges']}."
    parts = [
        element("p", escape(row["title"]), "<br>", escape(about), css="soft"),
        _figures(row),
        _rails(held, edit),
        _months(held, edit),
        *(_top(held, edit, dimension) for dimension in _SHOWN),
        _equity(held, edit),
        _concentration(held, edit),
        _money(held, edit),
        _modifiers(held, edit),
    ]
    made = section(edit, anchor(edit), *parts)
    return made.replace("<section", '<section class="edit"', 1)


def anchor(edit: str) -> str:
    """What links to an edit's section name."""
    return "edit-" + edit.replace("/", "-")


def _figures(row: Row) -> str:
    boxes = [
        ("Hits", count(row["hits"]), f"of {count(row['eligible'])} eligible rows"),
        ("Hit rate", share(row["rate"]), f"95 %: {span(row['low'], row['high'])}"),
        ("Claims", count(row["claims"]), f"{count(row['patients'])} patients"),
        ("Providers", count(row["providers"]), "with hits"),
        (
            "Allowed at stake",
            money(row["allowed"]),
            f"{count(row['without_amount'])} lines without an amount",
        ),
        ("Charges at stake", money(row["charges"]), f"{count(row['lines'])} lines"),
    ]
    if row["unknown"]:
        boxes.append(("Not judged", count(row["unknown"]), "rows; see Not evaluated"))
    return figures(boxes)


def _rails(held: Measured, edit: str) -> str:
    rows = held.rows("guard_rails", "edit = ?", (edit,), "level DESC, rail")
    return rails(rows)


def rails(rows: list[dict[str, Any]]) -> str:
    """Guard-rails as a list; warnings say that they are."""
    items = []
    for row in rows:
        warned = row["level"] == "warning"
        word = "▲ Warning" if warned else "Note"
        css = "warning" if warned else "note"
        said = f"{row['rail']}. {row['words']}"
        items.append(element("li", element("b", f"{word}:"), escape(said), css=css))
    return element("ul", *items, css="rails") if items else ""


def _months(held: Measured, edit: str) -> str:
    rows = held.rows("by", "edit = ? AND dimension = 'month'", (edit,), "value")
    if not rows:
        return ""
    told = " ".join(_steady(row) for row in held.rows("stability", "edit = ?", (edit,)))
    cells = ([escape(row["value"]), *_cells(row)] for row in rows)
    heads = ("Month", "Hits", "Eligible rows", "Rate", "95 % interval", "Charges", "Allowed")
    shown = table("Hits by month", heads, cells)
    chart = month_chart(rows) if len(rows) > 1 else ""
    return section("Months", f"{anchor(edit)}-months", chart, paragraph(told), shown, level=3)


def _cells(row: Row) -> list[str]:
    return [
        count(row["hits"]),
        count(row["rows"]),
        share(row["rate"]),
        span(row["low"], row["high"]),
        money(row["charges"]),
        money(row["allowed"]),
    ]


def _steady(row: Row) -> str:
    if row["variation"] is None:
        return "Stability needs two months with hits."
    said = (
        f"From month to month the rate varies by {share(row['variation'], 1)} (coefficient of variation), "
        "between "
        f"{share(row['lowest'])} and {share(row['highest'])}."
    )
    if row["z"] is None:
        return said
    beyond = "more than chance at 5 %" if abs(row["z"]) > 1.96 else "within chance"
    return said + (
        f" Trend: {100 * row['slope']:+.3f} percentage points a month, {beyond} (Cochran-Armitage z "
        f"{row['z']:.1f})."
    )


def _top(held: Measured, edit: str, dimension: str) -> str:
    rows = held.top(edit, dimension, MOST)
    if not rows or (len(rows) == 1 and dimension == "claim_type"):
        return ""
    every = held.count("by", "edit = ? AND dimension = ? AND hits > 0", (edit, dimension))
    most = rows[0]["hits"]
    cells = ([named(row["value"]), bar(row["hits"], most), *_cells(row)] for row in rows)
    cut = f". The {MOST} with the most hits of {every:,}; all are in by.parquet" if every > MOST else ""
    basis = "" if rows[0]["exact"] else ". Rates divide by all rows of the relation, judged or not: too low"
    heads = (_SHOWN[dimension], "Bar", "Hits", "Rows", "Rate", "95 % interval", "Charges", "Allowed")
    shown = table(f"{_SHOWN[dimension]} by hits{cut}{basis}.", heads, cells)
    return section(_SHOWN[dimension], f"{anchor(edit)}-{dimension}", shown, level=3)


def _equity(held: Measured, edit: str) -> str:
    order = "abs(ln(ratio + 0.001)) DESC, value LIMIT 20"
    rows = held.rows("equity", "edit = ? AND apart AND NOT few", (edit,), order)
    every = held.count("equity", "edit = ?", (edit,))
    if not every:
        return ""
    heads = ("Value", "Kind", "Hits", "Rows", "Rate", "95 % interval", "Times the overall rate")
    cells = (
        [
            *(named(row["value"]), escape(row["dimension"]), count(row["hits"]), count(row["rows"])),
            *(share(row["rate"]), span(row["low"], row["high"]), f"{row['ratio']:.2f}"),
        ]
        for row in rows
    )
    words = (
        "Specialties and contractors whose rate's interval leaves out the overall rate, of 30 rows or "
        "more. A "
        "difference is a reason to look, not a finding: case mix differs too."
    )
    shown = (
        table(words, heads, cells)
        if rows
        else paragraph(f"Of {every:,} specialties and contractors none is apart from the overall rate.")
    )
    return section("Equity", f"{anchor(edit)}-equity", shown, level=3)


def _concentration(held: Measured, edit: str) -> str:
    rows = held.rows("concentration", "edit = ?", (edit,))
    if not rows:
        return ""
    found = rows[0]
    cells = [
        ["Providers with rows", count(found["providers"])],
        ["with hits", count(found["hit_providers"])],
        ["Share of the top ten", share(found["top_ten"], 1)],
        ["HHI (to 10,000)", count(found["hhi"])],
        ["Gini", f"{found['gini']:.3f}"],
    ]
    chart = lorenz_chart(held.rows("lorenz", "edit = ?", (edit,), "providers_share"))
    shown = element(
        "div", chart, table("How few providers bear the hits", ("Measure", "Value"), cells), css="beside"
    )
    return section("Concentration", f"{anchor(edit)}-concentration", shown, level=3)


def _money(held: Measured, edit: str) -> str:
    (row,) = held.rows("money", "edit = ?", (edit,))
    sources = held.rows("amounts", "edit = ?", (edit,), "lines DESC, source, reason")
    steps = [
        ["Gross: lines at stake", count(row["lines"]), money(row["gross"])],
        ["less denied by the payer already", count(row["denied_lines"]), money(row["denied"])],
        ["less hit by an earlier edit (FAIL)", count(row["earlier_lines"]), money(row["earlier"])],
        ["Incremental", count(row["incremental_lines"]), money(row["incremental"])],
    ]
    if row["paid_known"]:
        steps.append(["of it the patient's share", count(row["paid_known"]), money(row["patient_share"])])
        steps.append(["of it the payer's share", count(row["paid_known"]), money(row["payer_share"])])
    caption = "Money, from gross to what the edit adds to the payer's own denials and to the edits before it"
    shown = table(caption, ("Step", "Lines", "Allowed"), steps)
    of = table(
        "Where the amounts are from",
        ("Source", "Lines", "Charges", "Allowed", "Why there is none"),
        [
            [
                *(escape(one["source"]), count(one["lines"]), money(one["charges"])),
                *(money(one["allowed"]), escape(one["reason"])),
            ]
            for one in sources
        ],
        "last",
    )
    return section("Money", f"{anchor(edit)}-money", waterfall(row), shown, of, level=3)


def _modifiers(held: Measured, edit: str) -> str:
    rows = held.rows("modifiers", "edit = ?", (edit,), "cleared DESC, associated DESC, modifier")
    pairs = held.rows("indicator", "edit = ?", (edit,), "indicator")
    parts = []
    if pairs:
        words = {"0": "0: no modifier separates the pair", "1": "1: an NCCI-associated modifier does"}
        cells = [
            [
                escape(words[one["indicator"]]),
                count(one["hits"]),
                money(one["charges"]),
                money(one["allowed"]),
            ]
            for one in pairs
        ]
        parts.append(table("NCCI pairs by indicator", ("Indicator", "Hits", "Charges", "Allowed"), cells))
    cleared = [row for row in rows if row["cleared"] or row["not_evaluated"]]
    if cleared:
        cells = [
            [
                escape(row["modifier"]),
                "yes" if row["associated"] else "no",
                count(row["tried"]),
                count(row["cleared"]),
                count(row["not_evaluated"]),
                share(row["share"], 1),
                span(row["low"], row["high"]),
            ]
            for row in cleared
        ]
        caption = (
            "Hits that one modifier more on the line would clear, tried on a sample of the "
            f"{rows[0]['hits']:,} hit "
            "lines. Whether the record bears the modifier out was not asked."
        )
        heads = ("Modifier", "NCCI-associated", "Tried", "Cleared", "Not evaluated", "Share", "95 % interval")
        parts.append(table(caption, heads, cells))
    elif rows:
        tried = ", ".join(row["modifier"] for row in rows if len(row["modifier"]) == 2)
        parts.append(paragraph(f"None of the modifiers tried clears a hit: {tried}."))
    return section("Modifiers", f"{anchor(edit)}-modifiers", *parts, level=3) if parts else ""
