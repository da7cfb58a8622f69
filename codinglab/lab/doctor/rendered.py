"""`codinglab.doctor`: the examination in a notebook, as HTML, with plain text for readers without it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from html import escape

from codinglab.lab.display import element, style
from codinglab.lab.doctor.check import Check, Examination, Part, State
from codinglab.lab.doctor.examine import examine
from codinglab.lab.doctor.text import text_of
from codinglab.parse import as_day

_ADDRESS = re.compile(r"https://[\w./%+-]*[\w/]")


@dataclass(frozen=True, slots=True)
class RenderedExamination:
    """An examination, shown whole: what is broken first in the summary, a part a table.

    Attributes:
        examination: what was found, as plain objects.
    """

    examination: Examination

    def __repr__(self) -> str:
        return text_of(self.examination)

    def _repr_html_(self) -> str:
        return style("doctor.css") + examination_html(self.examination)


def doctor(on: str | date | None = None) -> RenderedExamination:
    """Look at what is installed, missing, damaged or out of date, and how each is mended. No network.

    Args:
        on: the day for which editions must hold, a date or YYYY-MM-DD; today by default.

    Raises:
        InvalidInputError: it is no day.
    """
    return RenderedExamination(examine(as_day(on) if isinstance(on, str) else on))


def examination_html(found: Examination) -> str:
    """The examination as HTML; all that comes from files is escaped."""
    worst = next((state for state in (State.BROKEN, State.ATTENTION) if found.count(state)), State.OK)
    return element(
        "div",
        element("h3", "Doctor", element("span", f"for {found.on}", css="cl-beside"), css="cl-heading"),
        element("p", escape(found.summary), css=f"cl-doctor-sum cl-doctor-{worst.value}", role="status"),
        *(_part(part, worst) for part in found.parts),
        css="cl-page cl-panel cl-doctor",
    )


def _part(part: Part, worst: State) -> str:
    """A part, open where it has what is worst of all."""
    counts = ", ".join(f"{part.count(state)} {state.value}" for state in reversed(State) if part.count(state))
    rows = element("tbody", *map(_row, part.checks))
    table = element("table", rows, css="cl-table cl-doctor-table", aria_label=part.title)
    inner = element("summary", escape(part.title), element("span", counts, css="cl-beside")) + table
    is_open = worst is not State.OK and part.count(worst)
    return f'<details class="cl-doctor-part"{" open" if is_open else ""}>{inner}</details>'


def _linked(text: str) -> str:
    """Escaped text in which the publisher's address can be followed."""
    return _ADDRESS.sub(r'<a href="\g<0>" target="_blank" rel="noopener noreferrer">\g<0></a>', escape(text))


def _row(check: Check) -> str:
    sign = element("span", check.state.sign, aria_hidden="true")
    mark = element("span", sign, f" {check.state.value}", css=f"cl-doctor-mark cl-doctor-{check.state.value}")
    remedy = ""
    if check.remedy:
        remedy = element(
            "p", element("strong", "What to do: "), _linked(check.remedy), css="cl-doctor-remedy"
        )
    commands = "".join(
        element("code", escape(line), css="cl-doctor-command") for line in check.command.splitlines()
    )
    cells = (
        element("td", mark),
        element("th", escape(check.name), scope="row"),
        element("td", element("p", escape(check.found)), remedy, commands),
    )
    return element("tr", *cells)
