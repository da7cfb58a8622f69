"""The list below the work as HTML: a line that counts, a line a finding, and what a finding unfolds to."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from html import escape

from codinglab.lab.display import SEVERITY_SIGNS, element, press, severity_mark
from codinglab.lab.guidance.rules import rules_html
from codinglab.lab.place import place_of
from codinglab.lab.report_html import ORDER, by_reason, consequence, counted, explain_html, where
from codinglab.lab.workbench.finding_changes import Listed
from codinglab.model import NotEvaluated, Report, Status

UNJUDGED = "NOT_EVALUATED"
_LONGEST_KEY = 120


@dataclass
class Shown:
    """What the learner has chosen to see.

    Attributes:
        only: the level that alone is listed, "" for all.
        open: the keys of the findings and reasons that are unfolded.
        explained: the keys of the findings whose edit is explained.
    """

    only: str = ""
    open: set[str] = field(default_factory=set)
    explained: set[str] = field(default_factory=set)


def list_html(report: Report, listed: tuple[Listed, ...], shown: Shown, told: str) -> str:
    """The report: one line that counts it, and the lines of the level chosen."""
    chosen = [one for one in listed if shown.only in {"", one.found.severity.value}]
    rows = [_finding(one, shown, first=one is chosen[0]) for one in chosen]
    if shown.only in {"", UNJUDGED}:
        rows.extend(_reason(*pair, shown.open) for pair in by_reason(report))
    lines = element("ul", *rows, css="cl-vl-list", data_list="findings", aria_label="Findings")
    return bar_html(report, shown.only, told) + (lines if rows else "")


def bar_html(report: Report, only: str, told: str) -> str:
    """The one line that is always there."""
    chips = "".join(_chip(level, count, only) for level, count in counts(report))
    clean = report.status is Status.CLEAN
    said = "Clean: no finding, and nothing left unevaluated." if clean else told
    return element(
        "div",
        element("h3", "Validation", css="cl-vl-name"),
        element("div", chips, css="cl-vl-chips", role="toolbar", aria_label="Show", data_list="levels"),
        element("span", escape(said), css="cl-vl-told", aria_hidden="true"),
        element("span", f"{len(report.ran)} edits run", css="cl-vl-ran"),
        css=f"cl-vl-bar cl-is-{report.status.value.lower()}",
    )


def counts(report: Report) -> list[tuple[str, int]]:
    """How many findings there are of each level, and how many edits that judged nothing."""
    levels = [(one.value, sum(found.severity is one for found in report.findings)) for one in ORDER]
    return [*levels, (UNJUDGED, len(report.not_evaluated))]


def _chip(level: str, count: int, only: str) -> str:
    severity = next((one for one in ORDER if one.value == level), None)
    sign = SEVERITY_SIGNS[severity][0] if severity else "◌"
    words = counted(count, severity) if severity else f"{count} not evaluated"
    return element(
        "button",
        element("span", sign, aria_hidden="true"),
        f" {words}",
        css=f"cl-vl-chip cl-{level.lower()}" + ("" if count else " cl-vl-zero"),
        type="button",
        data_say=f"level {level}",
        aria_pressed=str(only == level).lower(),
        aria_disabled=str(not count and only != level).lower(),
    )


def _finding(one: Listed, shown: Shown, *, first: bool) -> str:
    found, opened = one.found, one.key in shown.open
    new = element("span", "new", css="cl-vl-new") if one.new else ""
    line = element(
        "button",
        severity_mark(found.severity),
        element("span", escape(found.code), css="cl-code"),
        element("span", escape(found.title), css="cl-title"),
        element("span", escape(where(found)), css="cl-source"),
        element("span", escape(found.message), css="cl-vl-message"),
        new,
        css="cl-vl-line",
        type="button",
        data_say=f"open {one.key}",
        data_step="1",
        aria_expanded=str(opened).lower(),
        **({"data_focus": "1"} if first else {}),
    )
    whole = _unfolded(one, shown.explained) if opened else ""
    css = f"cl-vl-item cl-{found.severity.value.lower()}" + (" cl-vl-open" if opened else "")
    return element("li", line, _go(one), whole, css=css)


def _go(one: Listed) -> str:
    place = place_of(one.found)
    if place is None:
        return element("span", "given by the case", css="cl-vl-given")
    to = "the search" if place.kind == "search" else str(place)
    return press(
        "Go",
        f"go {one.key}",
        css="cl-say cl-vl-go",
        data_key="g",
        aria_label=f"Go to {to}",
        title=f"Mend it at {to} (g)",
    )


def _unfolded(one: Listed, explained: Collection[str]) -> str:
    found, opened = one.found, one.key in explained
    page = press(f"Explain {found.edit}", f"page {one.key}", css="cl-link", aria_expanded=str(opened).lower())
    return element(
        "div",
        element("p", escape(found.message), css="cl-vl-said"),
        element("p", escape(consequence(found)), css="cl-source"),
        rules_html(found.authority),
        element("p", page),
        explain_html(found.edit) if opened else "",
        css="cl-vl-whole",
    )


def _reason(reason: str, missed: list[NotEvaluated], unfolded: Collection[str]) -> str:
    """A reason for not judging, which says what to install, with the edits that it kept from judging."""
    key = f"r{reason[:_LONGEST_KEY]}"
    opened = key in unfolded
    titles = [*dict.fromkeys(one.title for one in missed)]
    mark = element(
        "span", element("span", "◌", aria_hidden="true"), " Not evaluated", css="cl-severity cl-vl-grey"
    )
    edits = "1 edit" if len(titles) == 1 else f"{len(titles)} edits"
    line = element(
        "button",
        mark,
        element("span", edits, css="cl-source"),
        element("span", escape(reason), css="cl-vl-message"),
        css="cl-vl-line cl-vl-reason",
        type="button",
        data_say=f"open {key}",
        data_step="1",
        aria_expanded=str(opened).lower(),
    )
    whole = element(
        "div",
        element("p", escape(reason), css="cl-vl-said"),
        element("p", escape("; ".join(titles)), css="cl-source"),
        css="cl-vl-whole",
    )
    css = "cl-vl-item cl-vl-unjudged" + (" cl-vl-open" if opened else "")
    return element("li", line, whole if opened else "", css=css)
