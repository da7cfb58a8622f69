"""What the lint says of a query, finding by finding, with its remedy and the way to the field at fault."""

from __future__ import annotations

import re
from html import escape

from codinglab.lab.display import element, listed, live, markdown, press, severity_mark, unfolding
from codinglab.lab.query_desk.states import lint_words, worst
from codinglab.model import LintFinding, Query, QueryType
from codinglab.query import explain_rule
from codinglab.score.queries import linted

FIELDS = {
    "to": "the addressee",
    "title": "the title",
    "facts": "the facts",
    "type": "the type",
    "question": "the question",
    "options": "the options",
    "subject": "the subject",
}
"""The fields of a query with their names."""

_PLACE = re.compile(r"^The (title|question|option|indicator)\b")
_OF_PLACE = {"title": "title", "question": "question", "option": "options", "indicator": "facts"}
_OF_RULE = {
    "title": ("QL-01",),
    "facts": ("QL-03", "QL-04", "QL-05", "QL-17"),
    "options": ("QL-06", "QL-07", "QL-08", "QL-09", "QL-10", "QL-21"),
    "question": ("QL-02", "QL-12", "QL-13", "QL-14", "QL-15", "QL-18", "QL-23"),
    "subject": ("QL-11",),
    "to": ("QL-20",),
}
_UNREAD = "QL-24"
_NO_ADDRESSEE = "addressed to nobody"


def field_of(found: LintFinding, query: Query) -> str:
    """The field at fault, a key of FIELDS; "" where no field of the desk mends it."""
    if place := _PLACE.match(found.message):
        return _OF_PLACE[place[1]]
    if _NO_ADDRESSEE in found.message:
        return "to"
    field = next((name for name, rules in _OF_RULE.items() if found.rule in rules), "")
    return "type" if field == "subject" and query.type is not QueryType.YES_NO else field


def status_html(query: Query) -> str:
    """The lint in one line, read aloud when it changes."""
    level = worst(query)
    if level is None:
        return live("Lint: the query keeps the rules checked.", css="cl-status cl-is-clean")
    first = next(one.message for one in linted(query) if one.severity is level)
    told = element("span", escape(f"Lint: {lint_words(query)}.")) + element(
        "span", escape(f" {first}"), css="cl-query-first", title=first
    )
    return element("div", told, css=f"cl-status cl-is-{level.lower()}", role="status", aria_live="polite")


def findings_html(query: Query, *, editable: bool = False) -> str:
    """The findings, "" when there is none."""
    found = linted(query)
    rows = (_finding(one, query, editable=editable) for one in found)
    return listed(rows, css="cl-findings") if found else ""


def _finding(one: LintFinding, query: Query, *, editable: bool) -> str:
    return (
        severity_mark(one.severity)
        + element("span", f" {escape(one.rule)} ", css="cl-code")
        + element("span", escape(one.message), css="cl-title")
        + element("div", escape(one.remedy), css="cl-said")
        + (element("div", _mend(one, query), css="cl-bar") if editable and _mend(one, query) else "")
        + unfolding(f"Explain {one.rule}", _page(one))
    )


def _mend(one: LintFinding, query: Query) -> str:
    """The press that mends it, or goes to where it is mended."""
    if one.rule == _UNREAD:
        return press("I have read this draft and stand for it", "read", data_focus="")
    field = field_of(one, query)
    if not field:
        return ""
    label = f"Go to {FIELDS[field]}"
    return press(label, f"field {field}", css="cl-link", aria_label=f"{label} ({one.rule})")


def _page(one: LintFinding) -> str:
    return element("div", escape(str(one.authority)), css="cl-reason") + markdown(explain_rule(one.rule))
