"""What an edit fires on, passes or could not judge, as tables that sort and are gone through by keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from codinglab.lab.display import element, press
from codinglab.validate.trial import Hit, Other, Trial

FIRES, PASSES, UNKNOWN = "fires", "passes", "not evaluated"
SORT, OPEN = "sort ", "open "


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, the text of a row in it, what it sorts by, and whether it is a number."""

    name: str
    text: Callable[[Any], str]
    key: Callable[[Any], Any]
    number: bool = False


def _text(name: str, attribute: str) -> Column:
    return Column(name, lambda row: str(getattr(row, attribute)), lambda row: str(getattr(row, attribute)))


def _codes(row: Hit) -> str:
    return " with ".join(code for code in (row.code, row.other_code) if code)


def _place(row: Hit) -> str:
    named = (
        ("line", row.line), ("diagnosis", row.diagnosis), ("procedure", row.procedure),
    )  # fmt: skip
    return ", ".join(f"{word} {number}" for word, number in named if number is not None) or "claim"


_WHO = (_text("Patient", "patient"), _text("Provider", "provider"))
HIT_COLUMNS = (
    _text("Message", "message"),
    _text("Claim", "name"),
    Column("Place", _place, lambda row: (row.line or 0, row.diagnosis or 0, row.procedure or 0)),
    Column("Codes", _codes, _codes),
    _text("Day", "on"),
    *_WHO,
    Column("Charge", lambda row: f"{row.charge:,.2f}", lambda row: row.charge, number=True),
)
OTHER_COLUMNS = (_text("Claim", "name"), _text("Type", "claim_type"), _text("Day", "on"), *_WHO)
UNKNOWN_COLUMNS = (*OTHER_COLUMNS[:1], _text("Why", "reason"), *OTHER_COLUMNS[1:])


@dataclass(frozen=True, slots=True)
class Shown:
    """Which list is shown, by which column, which way, and which of its rows is open."""

    which: str
    by: str = "Claim"
    down: bool = False
    row: int = 0


def rows_of(trial: Trial, shown: Shown) -> list[Hit] | list[Other]:
    """The rows of a list in the order in which it is shown."""
    rows: Sequence[Any] = {FIRES: trial.hits, PASSES: trial.passed, UNKNOWN: trial.unknown}[shown.which]
    column = next((one for one in columns_of(shown.which) if one.name == shown.by), None)
    return sorted(rows, key=column.key, reverse=shown.down) if column else list(rows)


def columns_of(which: str) -> tuple[Column, ...]:
    """The columns of a list."""
    return {FIRES: HIT_COLUMNS, PASSES: OTHER_COLUMNS, UNKNOWN: UNKNOWN_COLUMNS}[which]


def counts(trial: Trial) -> dict[str, int]:
    """How many rows each list would have in all."""
    return {FIRES: trial.count, PASSES: trial.passes, UNKNOWN: trial.unjudged}


def counted(number: int, word: str) -> str:
    """A number of things.

    >>> counted(1, "hit"), counted(1200, "row")
    ('1 hit', '1,200 rows')
    """
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def list_html(trial: Trial, shown: Shown, *, live: bool = True) -> str:
    """A list as a grid; `live` where its headings and rows can be pressed."""
    rows, columns = rows_of(trial, shown), columns_of(shown.which)
    whole = counts(trial)[shown.which]
    if not rows:
        none = {
            FIRES: "It fires on none of them. The steps of a claim that it passes say where it is lost.",
            PASSES: "It passes none of them.",
            UNKNOWN: "It judges every one of them.",
        }[shown.which]
        return element("p", none, css="cl-empty")
    first = f" The first {len(rows)} are listed." if whole > len(rows) else ""
    said = f"{counted(whole, 'hit' if shown.which == FIRES else 'claim')}.{first}"
    head = element("tr", *(_heading(column, shown, live) for column in columns))
    body = (_row(row, number, columns, shown, live) for number, row in enumerate(rows))
    grid = element(
        "table",
        element("caption", escape(said)),
        element("thead", head),
        element("tbody", *body),
        css="cl-library cl-hits",
        role="grid",
        aria_label=f"What the edit {shown.which if shown.which != UNKNOWN else 'could not judge'}",
        aria_readonly="true",
        data_list="rows",
    )
    return element(
        "div", grid, css="cl-hit-list", tabindex="-1" if live else "0", role="group", aria_label="List"
    )


def _heading(column: Column, shown: Shown, live: bool) -> str:
    chosen = column.name == shown.by
    css = "cl-number" if column.number else ""
    if not live:
        return element("th", column.name, css=css, scope="col")
    sign = (" ▼" if shown.down else " ▲") if chosen else ""
    button = press(
        column.name + sign, SORT + column.name, css="cl-sort", aria_label=f"Sort by {column.name.lower()}"
    )
    order = {"aria_sort": "descending" if shown.down else "ascending"} if chosen else {}
    return element("th", button, css=css, scope="col", **order)


def _row(row: Any, number: int, columns: tuple[Column, ...], shown: Shown, live: bool) -> str:
    opened = live and number == shown.row
    cells = []
    for place, column in enumerate(columns):
        text = column.text(row)
        inner = escape(text)
        if place == 0 and live:
            mark = "▶ " if opened else ""
            focus = {"data_focus": "true"} if opened else {}
            inner = press(
                mark + text, f"{OPEN}{number}", css="cl-link", tabindex="0" if opened else "-1", **focus
            )
        cells.append(element("td", inner, css="cl-number" if column.number else ""))
    return element(
        "tr", *cells, **({"aria_selected": "true"} if opened else {}), css="cl-open-row" if opened else ""
    )
