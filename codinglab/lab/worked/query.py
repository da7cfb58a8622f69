"""A query from the words that call for it to the text that is sent, and what the linter says of it."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from codinglab.lab.cdi.shown import Shown
from codinglab.lab.display import element, listed, live, quoted
from codinglab.lab.guidance.rules import rules_html
from codinglab.model import InvalidInputError
from codinglab.query import draft, fill, lint, render_html, render_text
from codinglab.query.catalogue import rule_files
from codinglab.query.opportunities import opportunities
from codinglab.reference.cases import load_case

_AUTHOR = "A. Coder, CCS"


def worked_query(case_id: str, number: int = 1) -> Shown:
    """One of the queries that the chart of a case calls for, drafted, read by a person and by the linter.

    Args:
        case_id: the case.
        number: which of the opportunities found, from 1.

    Raises:
        UnknownCaseError: there is no such case.
        InvalidInputError: the chart calls for fewer queries.
    """
    case = load_case(case_id)
    found = opportunities(case.encounter)
    if not 1 <= number <= len(found):
        msg = f"The chart of {case_id} calls for {len(found)} queries; there is no number {number}."
        raise InvalidInputError(msg)
    one = found[number - 1]
    drafted = draft(
        fill(one, case.encounter), case.encounter, author=_AUTHOR, written_on=case.shell.through_date
    )
    query = replace(drafted, reviewer=_AUTHOR)
    faults = [f"{fault.rule}: {fault.message}" for fault in lint(query)]
    said = f"The linter: {'; '.join(faults) or f'all {len(rule_files())} rules are kept.'}"
    page = element(
        "div",
        element("h4", "What calls for it"),
        element("p", escape(one.why)),
        listed((quoted(words, case.encounter) for words in one.evidence), css="cl-plain"),
        rules_html(one.authority),
        element("h4", "The query"),
        render_html(query, level=4),
        live(said, css=f"cl-status {'cl-is-warn' if faults else 'cl-is-clean'}"),
        css="cl-worked",
    )
    return Shown(f"{render_text(query)}\n{said}", page)
