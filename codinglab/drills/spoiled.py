"""Queries with one fault, from compliant drafts or the rules' own examples; the linter proves it.

Each change is meant to break one rule. Whether it did, and no other, is for the linter to say.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache

from codinglab.model import CodinglabError, Indicator, Query, QueryType
from codinglab.query import draft, fill, lint
from codinglab.query.catalogue import rule_files
from codinglab.query.template_examples import example_chart, examples
from codinglab.query.wording import clinical_options, is_other, is_undetermined

_WRITTEN_ON = date(2026, 11, 10)
_AUTHOR = "C. Writer, RN, CCDS"
_VAGUE = Indicator("Abnormal laboratory values", date(2026, 11, 5), "Progress note")
_EARLIER = Indicator("Known from an earlier stay", None, "Earlier stay", prior=True)

Change = Callable[[Query], Query]


def topics() -> tuple[str, ...]:
    """The topics that there is a made-up chart for."""
    return tuple(sorted(examples()))


@cache
def compliant(topic: str) -> Query | None:
    """The draft of a topic; None where its facts do not suffice, or the linter finds something."""
    chart = example_chart()
    try:
        query = draft(
            fill(examples()[topic].opportunity(), chart),
            chart,
            author=_AUTHOR,
            written_on=_WRITTEN_ON,
            contact="ext. 4021",
            reviewer=_AUTHOR,
        )
    except CodinglabError:
        return None
    return None if broken(query) else query


def broken(query: Query) -> tuple[str, ...]:
    """The rules that a query breaks, each once."""
    return tuple(dict.fromkeys(finding.rule for finding in lint(query)))


@cache
def published(rule: str) -> tuple[Query, ...]:
    """The examples of a rule that break it and no other."""
    file = next(file for file in rule_files() if file.rule.id == rule)
    return tuple(query for query in file.rule.failing if broken(query) == (rule,))


def _titled(query: Query) -> Query:
    return replace(query, title=f"{next(iter(clinical_options(query)), 'Sepsis')} query")


def _without(query: Query, fits: Callable[[str], bool]) -> Query:
    return replace(query, options=tuple(option for option in query.options if not fits(option)))


def _asked_to_document(query: Query) -> Query:
    named = next(iter(clinical_options(query)), "the diagnosis")
    return replace(query, question=f"Please document {named.lower()}.")


def _concluded(query: Query) -> Query:
    named = next(iter(clinical_options(query)), "sepsis")
    return replace(query, question=f"The patient meets the criteria for {named.lower()}. {query.question}")


def _yes_no(query: Query) -> Query:
    named = next(iter(clinical_options(query)), "sepsis").lower()
    return replace(
        query,
        type=QueryType.YES_NO,
        question=f"Does the patient have {named}?",
        subject=named,
        options=("Yes", "No", "Other (please specify)", "Unable to determine"),
    )


CHANGES: dict[str, tuple[Change, ...]] = {
    "QL-01": (_titled,),
    "QL-02": (
        lambda query: replace(query, question=f"{query.question} The answer decides the DRG."),
        lambda query: replace(query, question=f"{query.question} It bears on reimbursement."),
    ),
    "QL-03": (lambda query: replace(query, indicators=query.indicators[:1], record=query.indicators[:1]),),
    "QL-04": (lambda query: replace(query, indicators=(*query.indicators, _VAGUE)),),
    "QL-06": (lambda query: _without(query, is_other),),
    "QL-07": (lambda query: _without(query, is_undetermined),),
    "QL-11": (_yes_no,),
    "QL-12": (_asked_to_document,),
    "QL-13": (_concluded,),
    "QL-16": (
        lambda query: replace(query, patient_id=""),
        lambda query: replace(query, author=""),
        lambda query: replace(query, written_on=None),
    ),
    "QL-17": (lambda query: replace(query, indicators=(*query.indicators, _EARLIER)),),
    "QL-18": (
        lambda query: replace(query, question=f"{query.question} Answer today, or you will be reported."),
        lambda query: replace(query, asked_before=3),
    ),
    "QL-20": (lambda query: replace(query, addressee="W. Care, RN"),),
    "QL-24": (lambda query: replace(query, reviewer=""),),
}
