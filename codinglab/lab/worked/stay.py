"""A stay day by day: what a reviewer of the documentation (CDI) sees at the end of a day."""

from __future__ import annotations

from html import escape

from codinglab.group import why
from codinglab.indicators import assess, observations
from codinglab.lab.cdi.shown import Shown, show_principals
from codinglab.lab.display import element, listed, quoted
from codinglab.lab.guidance.rules import rules_html
from codinglab.lab.timeline import indicators_html, summary, timeline_html
from codinglab.lab.why_html import table, why_html
from codinglab.model import InvalidInputError
from codinglab.query.opportunities import opportunities
from codinglab.reference.cases import load_case
from codinglab.what_if import WorkingDay, days, working


def stay_queries(case_id: str, day: int) -> Shown:
    """What the chart calls to ask about at the end of a day of the stay.

    Args:
        case_id: the case.
        day: which day of the stay, from 1.

    Raises:
        UnknownCaseError: there is no such case.
        InvalidInputError: the stay has no such day.
    """
    at = _on(case_id, day)
    found = opportunities(at.encounter)
    rows = [
        (
            escape(one.topic.replace("-", " ")),
            escape(one.why) + rules_html(one.authority),
            listed((quoted(words, at.encounter) for words in one.evidence), css="cl-plain"),
        )
        for one in found
    ]
    names = ("about", "why, and the rule", "the words in the chart")
    text = "\n".join(f"{one.topic}: {one.why}" for one in found)
    return Shown(text, element("div", table(f"To ask on {at.day}", names, rows), css="cl-worked"))


def stay_drg(case_id: str, day: int) -> Shown:
    """The working DRG at the end of a day, and what holds it; errors as `stay_queries` has."""
    found = why(_on(case_id, day).claim)
    text = f"MS-DRG {found.grouping.drg} {found.grouping.title}. {found.driver}".rstrip()
    return Shown(text, why_html(found))


def stay_principals(case_id: str, day: int) -> Shown:
    """Each diagnosis of a day as the principal one; errors as `stay_queries` has."""
    return show_principals(_on(case_id, day).claim)


def stay_criteria(case_id: str, day: int, topic: str) -> Shown:
    """What the values until a day meet, on which published definition, and their course.

    Args:
        case_id: the case.
        day: which day of the stay, from 1.
        topic: a condition with indicators, "acute kidney injury".

    Raises:
        UnknownCaseError: there is no such case.
        InvalidInputError: the stay has no such day, or the topic no definition.
    """
    at = _on(case_id, day)
    observed = observations(at.encounter, at.concepts)
    found = assess(observed, topic)
    return Shown(
        "\n".join(map(summary, found)), indicators_html(found) + timeline_html(at.encounter, observed)
    )


def _on(case_id: str, day: int) -> WorkingDay:
    case = load_case(case_id)
    known = days(case)
    if not 1 <= day <= len(known):
        msg = f"{case_id} has documents of {len(known)} days; there is no day {day}."
        raise InvalidInputError(msg)
    return working(case, known[day - 1])
