"""A procedure was done, and its note lacks a detail that decides the code.

How deep a debridement went, how a part was reached, which side, how many lesions: without it no code, or
only a guess, can be reported. It is the coder who translates the provider's words into the axes of the
classification; a provider is not asked to use its vocabulary. So only a fact is asked, and only when no
part of the record has it. Where an inpatient's discharge summary alone names the procedure, its note is
to be found first: nothing is asked.

Ask the one who did the procedure to add the detail to the note of it, as an open question.

Authority: ICD-10-PCS guideline A11 for an inpatient claim; the NCCI manual and query practice for services.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from codinglab.model import DocumentType, ProcedureSuggestion
from codinglab.procedure import procedure
from codinglab.query.opportunity import Kind, Opportunity
from codinglab.query.opportunity_chart import QueryChart
from codinglab.query.opportunity_rows import ProcedureRow
from codinglab.query.opportunity_rules import rules
from codinglab.query.rule import PRACTICE
from codinglab.query.telling import stated

KIND = Kind.PROCEDURE
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def find(chart: QueryChart) -> Iterator[Opportunity]:
    """Ask for each procedure what the data says only its note can tell."""
    for suggestion in procedure(chart.encounter, chart.concepts):
        if (chart.is_inpatient and not _has_note(chart, suggestion)) or _is_past(chart, suggestion):
            continue
        for row in rules().procedure:
            lacking = _lacking(row, suggestion)
            if lacking:
                yield _ask(chart, suggestion, row, lacking)
                break


def _has_note(chart: QueryChart, suggestion: ProcedureSuggestion) -> bool:
    """Whether a document written by the one who did it names the procedure."""
    return any(chart.document(one).type is not DocumentType.DISCHARGE_SUMMARY for one in suggestion.evidence)


def _is_past(chart: QueryChart, suggestion: ProcedureSuggestion) -> bool:
    """Whether every statement of it names a year before the encounter, and none of it."""
    year = chart.encounter.from_date.year
    for one in suggestion.evidence:
        named = [int(found[0]) for found in _YEAR.finditer(chart.statement(one))]
        if not named or max(named) >= year:
            return False
    return True


def _lacking(row: ProcedureRow, suggestion: ProcedureSuggestion) -> tuple[str, ...]:
    if row.term and not re.search(row.term, suggestion.term, re.IGNORECASE):
        return ()
    if row.unless and re.search(row.unless, suggestion.term, re.IGNORECASE):
        return ()
    return tuple(one for one in suggestion.missing if any(re.search(each, one, re.I) for each in row.missing))


def _ask(
    chart: QueryChart, suggestion: ProcedureSuggestion, row: ProcedureRow, lacking: tuple[str, ...]
) -> Opportunity:
    places = tuple(dict.fromkeys((*suggestion.evidence, *(slot.evidence for slot in suggestion.slots))))
    told = tuple(dict.fromkeys(stated(chart, one) for one in places))[:6]
    slug = re.sub(r"[^a-z0-9]+", "-", suggestion.term.lower()).strip("-")
    return Opportunity(
        f"procedure-{slug}",
        KIND,
        row.topic,
        f"“{suggestion.evidence[0].quote}” was done, and the record does not say: {', '.join(lacking)}.",
        (suggestion.authority, PRACTICE),
        told,
        places,
        subject=suggestion.evidence[0].quote,
    )
