"""The working DRG of the chart beside the DRG of the learner's codes."""

from __future__ import annotations

from datetime import date
from html import escape

from codinglab.lab.display import element
from codinglab.lab.drg.grouped import Grouped
from codinglab.lab.why_html import table

_SHOWN = 6


def compared_html(chart: Grouped, yours: Grouped, day: date) -> str:
    """Both side by side: DRG, weight, principal, what holds it, and the codes that only one has."""
    both = (chart, yours)
    rows = (
        ("MS-DRG", *map(_drg, both)),
        ("Weight", *map(_weight, both)),
        ("Principal", *map(_principal, both)),
        ("Held by", *(escape(one.explanation.driver) for one in both)),
        ("Only here", _only(chart, yours), _only(yours, chart)),
    )
    names = ("", f"What the chart leads to by {day:%m/%d}, unreviewed", "The codes you assigned")
    return table("The working DRG and yours", names, rows)


def _drg(of: Grouped) -> str:
    grouping = of.grouping
    if grouping.drg is None:
        return escape(f"Not grouped. {grouping.not_evaluated}")
    return element("span", grouping.drg, css="cl-code") + f" {escape(grouping.title)}"


def _weight(of: Grouped) -> str:
    grouping = of.grouping
    if grouping.drg is None:
        return ""
    return escape(grouping.weight_note) if grouping.weight is None else f"{grouping.weight:.4f}"


def _principal(of: Grouped) -> str:
    if not of.claim.diagnoses:
        return ""
    code = of.claim.diagnoses[0].code
    return element("span", escape(code.written), css="cl-code") + f" {escape(of.titles.get(code, ''))}"


def _only(of: Grouped, other: Grouped) -> str:
    theirs = _codes(other)
    codes = [code for code in _codes(of) if code not in theirs]
    more = f" and {len(codes) - _SHOWN} more" if len(codes) > _SHOWN else ""
    return escape(", ".join(codes[:_SHOWN]) + more) or "none"


def _codes(of: Grouped) -> list[str]:
    return [
        *(item.code.written for item in of.claim.diagnoses),
        *(item.code.written for item in of.claim.procedures),
    ]
