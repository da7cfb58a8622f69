"""The working DRG of the chart beside the DRG of the learner's codes; the one chosen is explained below."""

from __future__ import annotations

from datetime import date
from html import escape

from codinglab.lab.display import element
from codinglab.lab.drg.grouped import Grouped

CHART, YOURS = "chart", "yours"
_SHOWN = 6


def compared_html(chart: Grouped, yours: Grouped, day: date, chosen: str) -> str:
    """Both side by side: DRG, principal, and the codes that only one has.

    Args:
        chart: the working claim of the day.
        yours: the claim as the learner has coded it.
        day: of the chart.
        chosen: `CHART` or `YOURS`.
    """
    cards = (
        _card(f"The chart leads to, by {day:%m/%d}", CHART, chart, yours, chosen),
        _card("The codes you assigned", YOURS, yours, chart, chosen),
    )
    return element(
        "div", *cards, css="cl-compared", role="group", aria_label="Explained below", data_list="about"
    )


def _card(label: str, which: str, of: Grouped, other: Grouped, chosen: str) -> str:
    inner = (
        element("span", escape(label), css="cl-label")
        + element("span", _drg(of), css="cl-title")
        + _told("Principal", _principal(of))
        + _told("Only here", _only(of, other))
    )
    pressed = str(which == chosen).lower()
    return element(
        "button", inner, css="cl-card", type="button", data_say=f"about {which}", aria_pressed=pressed
    )


def _told(name: str, text: str) -> str:
    return element("span", element("b", f"{name} "), escape(text), css="cl-said") if text else ""


def _drg(of: Grouped) -> str:
    grouping = of.grouping
    if grouping.drg is None:
        return escape(f"Not grouped. {grouping.not_evaluated}")
    return element("span", grouping.drg, css="cl-code") + f" {escape(grouping.title)}"


def _principal(of: Grouped) -> str:
    if not of.claim.diagnoses:
        return ""
    code = of.claim.diagnoses[0].code
    return f"{code.written} {of.titles.get(code, '')}"


def _only(of: Grouped, other: Grouped) -> str:
    theirs = _codes(other)
    codes = [code for code in _codes(of) if code not in theirs]
    more = f" and {len(codes) - _SHOWN} more" if len(codes) > _SHOWN else ""
    return ", ".join(codes[:_SHOWN]) + more


def _codes(of: Grouped) -> list[str]:
    return [
        *(item.code.written for item in of.claim.diagnoses),
        *(item.code.written for item in of.claim.procedures),
    ]
