"""A back-test's report as one page of HTML: no script, nothing from outside, every text escaped."""

from __future__ import annotations

import re
from collections import defaultdict
from html import escape
from typing import Any

from codinglab.backtest.measures import Run
from codinglab.backtest.measures.holdout import HeldOut
from codinglab.backtest.measures.read import Measured
from codinglab.backtest.measures.versions import Comparison
from codinglab.lab.backtest_html_compared import holdout_html, versions_html
from codinglab.lab.backtest_html_edit import anchor, edit_html, rails
from codinglab.lab.backtest_html_method import method_html
from codinglab.lab.backtest_html_parts import count, figures, money, paragraph, section, share, span, table
from codinglab.lab.display import element, style_sheet

_HEADING = re.compile(r'<h2 id="([^"]+)">([^<]+)</h2>')
_NAME = re.compile(r"\{(\w+)\}")
MOST_EDITS, MOST_OVERLAP, MOST_REASONS = 60, 14, 60


def backtest_html(run: Run, compared: Comparison | None = None, held_out: HeldOut | None = None) -> str:
    """The whole page.

    Args:
        run: the back-test, measured already.
        compared: two versions of an edit, to be shown too.
        held_out: a tuning and a holdout period, to be shown too.

    Raises:
        InvalidInputError: the back-test was not measured yet.
    """
    held = Measured(run.folder)
    summary = held.rows("summary", order="place")
    hit = [row for row in summary if row["hits"]]
    most = {row["edit"] for row in sorted(hit, key=lambda row: -row["hits"])[:MOST_EDITS]}
    shown = [row for row in hit if row["edit"] in most]
    parts = [
        section("Summary", "summary", _figures(run, summary), _summary(summary, shown)),
        section(
            "What limits the figures",
            "limits",
            rails(held.rows("guard_rails", "edit = ''", order="level DESC, rail")),
        ),
        section("Not evaluated", "not-evaluated", _not_evaluated(held)),
        section("Overlap", "overlap", _overlap(held, hit)) if len(hit) > 1 else "",
        section("Money", "money", _money(held)),
        versions_html(compared) if compared else "",
        holdout_html(held_out) if held_out else "",
        *(edit_html(held, row) for row in shown),
        _left_out(len(hit) - len(shown)),
        method_html(run, held),
    ]
    return page("Back-test", _about(run), [part for part in parts if part])


def compared_html(compared: Comparison) -> str:
    """The comparison of two versions as a page of its own."""
    names = " and ".join(f"{one.id} {one.version}" for _, one in compared.sides)
    return page("Versions compared", names, [versions_html(compared)])


def page(title: str, about: str, parts: list[str]) -> str:
    """A page around sections."""
    css = style_sheet("report.css", "backtest.css")
    lead = paragraph(about, "soft") + _links(parts)
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{css}</style>\n</head>\n<body>\n<main>\n"
        f"<h1>{escape(title)}</h1>\n{lead}\n{chr(10).join(parts)}\n</main>\n</body>\n</html>\n"
    )


def _links(parts: list[str]) -> str:
    """Links to the sections that have a heading of the second rank."""
    found = [match for part in parts if (match := _HEADING.search(part)) and not match[1].startswith("edit-")]
    links = "".join(f'<a href="#{match[1]}">{match[2]}</a>' for match in found)
    return f'<nav aria-label="Sections">{links}</nav>' if len(found) > 1 else ""


def _about(run: Run) -> str:
    days = f"days {run.period}" if run.period else "all days"
    return (
        f"{len(run.edits):,} edit{'' if len(run.edits) == 1 else 's'} over the claim extract "
        f"{run.extract.folder.name} ({run.extract.count('claim'):,} claims, {run.extract.count('line'):,} "
        f"lines), {days}, by {run.engine}."
    )


def _figures(run: Run, summary: list[dict[str, Any]]) -> str:
    fired = [row for row in summary if row["hits"]]
    return figures(
        [
            ("Edits", count(len(summary)), f"{count(len(fired))} with hits"),
            ("Hits", count(sum(row["hits"] for row in summary)), "over all edits"),
            ("Not judged", count(sum(row["unknown"] for row in summary)), "rows, over all edits"),
            ("Claims", count(run.extract.count("claim")), "in the extract"),
            ("Rejected rows", count(run.extract.rejected), "when the extract was made"),
        ]
    )


def _summary(summary: list[dict[str, Any]], shown: list[dict[str, Any]]) -> str:
    rows = [row for row in summary if row["hits"]]
    linked = {row["edit"] for row in shown}
    cells = (
        [
            _linked(row["edit"]) if row["edit"] in linked else escape(row["edit"]),
            *(escape(row["severity"]), count(row["hits"]), count(row["eligible"]), share(row["rate"])),
            *(span(row["low"], row["high"]), count(row["claims"]), count(row["patients"])),
            *(count(row["providers"]), money(row["charges"]), money(row["allowed"])),
            count(row["without_amount"]),
        ]
        for row in rows
    )
    heads = (
        *("Edit", "Severity", "Hits", "Eligible rows", "Rate", "95 % interval", "Claims", "Patients"),
        *("Providers", "Charges", "Allowed", "Lines without amount"),
    )
    silent = [row["edit"] for row in summary if not row["hits"]]
    rest = ""
    if silent:
        said = f"{len(silent):,} edit{'' if len(silent) == 1 else 's'} without a hit"
        rest = element("details", element("summary", said), paragraph(", ".join(silent)))
    caption = "Edits with hits, in the order of precedence"
    return (table(caption, heads, cells) if rows else paragraph("No edit hit anything.")) + rest


def _linked(edit: str) -> str:
    return element("a", escape(edit), href=f"#{anchor(edit)}")


def _not_evaluated(held: Measured) -> str:
    by_reason: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in held.rows("not_evaluated"):
        by_reason[row["reason"]].append(row)
    if not by_reason:
        return paragraph("Every eligible row was judged by every edit.")
    ordered = sorted(by_reason.items(), key=lambda one: (-sum(row["rows"] for row in one[1]), one[0]))
    cells = []
    for reason, rows in ordered[:MOST_REASONS]:
        edits = sorted({row["edit"] for row in rows})
        told = ", ".join(edits[:6]) + (f" and {len(edits) - 6} more" if len(edits) > 6 else "")
        cells.append(
            [
                _NAME.sub(r"<i>\1</i>", escape(reason)),
                count(sum(row["rows"] for row in rows)),
                count(len(edits)),
                escape(told),
            ]
        )
    cut = f". The first {MOST_REASONS} of {len(ordered):,} reasons" if len(ordered) > MOST_REASONS else ""
    caption = f"What the edits could not judge, by reason{cut}. It is neither a hit nor a pass."
    return table(caption, ("Reason", "Rows", "Edits", "Which"), cells, "last")


def _overlap(held: Measured, hit: list[dict[str, Any]]) -> str:
    chosen = [row["edit"] for row in sorted(hit, key=lambda row: -row["lines"])[:MOST_OVERLAP]]
    order = [row["edit"] for row in hit if row["edit"] in chosen]
    lines = {row["edit"]: row["lines"] for row in hit}
    both = {(row["edit"], row["other"]): row["lines"] for row in held.rows("overlap")}
    body = []
    for one in order:
        cells = []
        for two in order:
            number = lines[one] if one == two else both.get((one, two), 0)
            part = round(60 * number / lines[one]) if one != two and lines[one] else 0
            tint = f"color-mix(in srgb, var(--accent) {part}%, transparent)"
            shade = f' style="background: {tint}"' if part else ""
            css = ' class="own"' if one == two else ""
            cells.append(f"<td{css}{shade}>{number:,}</td>")
        body.append(f'<tr><th scope="row">{escape(one)}</th>{"".join(cells)}</tr>')
    heads = "".join(f'<th scope="col">{escape(one)}</th>' for one in order)
    cut = f" The {MOST_OVERLAP} edits with the most lines of {len(hit):,}." if len(hit) > MOST_OVERLAP else ""
    caption = (
        "Lines at stake by both edits; the darker, the larger the part of the row's own lines, which stand "
        "on "
        f"the diagonal.{cut}"
    )
    return (
        '<div class="scroll" tabindex="0" role="group" aria-label="Overlap"><table class="heat">'
        f'<caption>{escape(caption)}</caption><thead><tr><th scope="col">Edit</th>{heads}</tr></thead>'
        f"<tbody>{''.join(body)}</tbody></table></div>"
    )


def _money(held: Measured) -> str:
    rows = held.rows("money", "lines > 0", order="incremental DESC NULLS LAST, edit")
    cells = (
        [
            *(escape(row["edit"]), count(row["lines"]), money(row["charges"]), money(row["gross"])),
            *(count(row["without_amount"]), money(row["denied"]), money(row["earlier"])),
            *(count(row["incremental_lines"]), money(row["incremental"]), money(row["payer_share"])),
        ]
        for row in rows
    )
    heads = (
        *("Edit", "Lines", "Charges", "Gross allowed", "Lines without amount", "Denied already"),
        *("Earlier edits", "Incremental lines", "Incremental", "of it the payer's share"),
    )
    caption = (
        "From gross to incremental. A line leaves at the first step that takes it; earlier edits are of FAIL"
    )
    return table(caption, heads, cells) if rows else paragraph("Nothing is at stake.")


def _left_out(more: int) -> str:
    if not more:
        return ""
    return paragraph(
        f"{more:,} more edits, with fewer hits, have no section; their measures are in the tables beside "
        "this "
        "report."
    )
