"""The list of the library: a grid whose rows are opened from their titles."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from codinglab.lab.case_library.rows import CaseRow, State
from codinglab.lab.case_library.wanted import spoken
from codinglab.lab.display import element, live, message, press

COLUMNS = ("Case", "Role", "Setting", "Difficulty", "Minutes", "Documents", "Your work")
OPEN = "open "
_SIGNS = {State.NEW: "○", State.BEGUN: "◐", State.HANDED_IN: "✔", State.WITH_EDUCATOR: "✉"}
_NUMBERS = {"Minutes", "Documents"}


def list_html(rows: Sequence[CaseRow], of: int, troubles: Iterable[str] = (), begin_at: str = "") -> str:
    """The cases that are wanted, how many they are, and what could not be read.

    Args:
        rows: the cases wanted.
        of: how many cases there are.
        troubles: a sentence each.
        begin_at: the case that the Tab key reaches first; the first one where it is not listed.
    """
    told = live(f"{len(rows)} of {of} cases", css="cl-source")
    faults = "".join(message(trouble, "warn") for trouble in troubles)
    if not rows:
        none = "No case is like that. Choose “any” in a list, or take words away."
        return told + element("p", none, css="cl-empty") + faults
    first = begin_at if begin_at in {row.case.id for row in rows} else rows[0].case.id
    head = element("tr", *(element("th", name, css=_css(name), scope="col") for name in COLUMNS))
    body = (_row(row, "0" if row.case.id == first else "-1") for row in rows)
    grid = element(
        "table",
        element("thead", head),
        element("tbody", *body),
        css="cl-library",
        role="grid",
        aria_label="Teaching cases",
        aria_readonly="true",
        data_list="cases",
    )
    keys = "Arrow keys go through the cases, Home and End to the first and the last; Enter opens one."
    return told + element("p", keys, css="cl-source") + grid + faults


def _row(row: CaseRow, tabindex: str) -> str:
    case = row.case
    title = press(case.title, f"{OPEN}{case.id}", css="cl-link cl-title", tabindex=tabindex)
    released = element("span", f"set: {escape(row.set_title)}", css="cl-mark") if row.set_title else ""
    return element(
        "tr",
        element("td", title, " ", released),
        *(
            element("td", escape(text), css=_css(name))
            for name, text in zip(COLUMNS[1:], _cells(row), strict=True)
        ),
    )


def _cells(row: CaseRow) -> tuple[str, ...]:
    case = row.case
    return (
        spoken(case.role.value),
        spoken(case.encounter.setting.value),
        case.difficulty.value,
        str(case.minutes),
        str(len(case.encounter.documents)),
        state_text(row),
    )


def state_text(row: CaseRow) -> str:
    """The state of the work with its sign, and what there is to say beside it."""
    told = f"{_SIGNS[row.state]} {row.state.value}"
    return f"{told}: {row.beside}" if row.beside else told


def _css(name: str) -> str:
    return "cl-number" if name in _NUMBERS else ""
