"""A back-test in short, for the terminal and for a cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from rich.table import Column, Table
from rich.text import Text

from codinglab.backtest.opened import BackTest
from codinglab.backtest.summary import Missed, Summary, summary
from codinglab.lab.display import element, message
from codinglab.lab.why_html import table

_REASONS = 12
_NAME = re.compile(r"\{(\w+)\}")
_HEADS = ("edit", "hits", "claims", "rows judged", "hit rate")
_UNFINISHED = "The run is not finished: start it again in the same way, and it goes on with what is left."


def run_table(found: BackTest) -> Iterator[Table | Text]:
    """The edits that hit, with their rates; then why rows were not evaluated, the commonest reason first."""
    first, *numbers = _HEADS
    shown = Table(Column(first, overflow="fold"), *(Column(name, justify="right") for name in numbers))
    told = summary(found)
    for row in _rows(told):
        shown.add_row(*row)
    if not told.finished:
        yield Text(_UNFINISHED, "bold red")
    yield Text(_headline(found, told), "bold")
    yield shown
    for reason in _reasons(told.missed):
        yield Text(reason, style="dim")


def summary_html(found: BackTest) -> str:
    """The same as HTML."""
    told = summary(found)
    reasons = [element("li", escape(reason)) for reason in _reasons(told.missed)]
    rows = ([escape(cell) for cell in row] for row in _rows(told))
    return (
        ("" if told.finished else message(_UNFINISHED, "warn"))
        + table(_headline(found, told), _HEADS, rows)
        + (element("ul", *reasons) if reasons else "")
    )


def _headline(found: BackTest, told: Summary) -> str:
    return f"{len(found.edits)} edits over {found.card['extract']}: {told.silent} of them hit nothing"


def _rows(told: Summary) -> Iterator[tuple[str, ...]]:
    for one in told.edits:
        rate = "" if one.rate is None else f"{one.rate:.3%}"
        yield one.edit, f"{one.hits:,}", f"{one.claims:,}", f"{one.judged:,}", rate


def _reasons(missed: tuple[Missed, ...]) -> Iterator[str]:
    for one in missed[:_REASONS]:
        reason = _NAME.sub(r"‹\1›", one.reason)
        yield f"NOT_EVALUATED, {one.rows:,} rows, {one.edits} edits: {reason}"
    if len(missed) > _REASONS:
        yield f"and {len(missed) - _REASONS} further reasons: see the report"
