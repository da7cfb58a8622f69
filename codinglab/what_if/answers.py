"""An answered query: the answer joins the chart as a document, and the chart is coded again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from codinglab.diagnose import diagnose
from codinglab.model import (
    Claim,
    Diagnosis,
    Document,
    DocumentType,
    Encounter,
    Icd10cm,
    Query,
    QueryStatus,
    Suggestion,
)
from codinglab.query import answer as record_answer
from codinglab.review import review
from codinglab.what_if.alternatives import Alternative, compare


@dataclass(frozen=True, slots=True)
class Recoded:
    """What an answer does to the coding.

    Attributes:
        query: the query, answered.
        encounter: the chart with the answer in it.
        added, gone: what the chart now suggests, and no longer suggests.
        alternatives: the claim as it was and the claim with these changes, grouped and validated.
    """

    query: Query
    encounter: Encounter
    added: tuple[Suggestion, ...]
    gone: tuple[Icd10cm, ...]
    alternatives: tuple[Alternative, ...]


def answered(
    encounter: Encounter, claim: Claim, query: Query, text: str, *, by: str = "", on: date | None = None
) -> Recoded:
    """Record an answer and code the chart again.

    Args:
        encounter: the chart.
        claim: as it is coded now.
        query: what was asked.
        text: the provider's answer, one of the options or in the provider's own words.
        by: who answered, else the query's addressee.
        on: when, else the last day of the encounter.

    Raises:
        InvalidInputError: the query is closed, or the answer is one that `codinglab.query.answer` refuses.
    """
    author, day = by or query.addressee, on or encounter.through_date
    anew = replace(query, status=QueryStatus.OPEN) if query.status is QueryStatus.ANSWERED else query
    recorded = record_answer(anew, text, author, day)
    written = _with_document(encounter, query, text, author, day)
    added, gone = _changes(_suggested(encounter), _suggested(written))
    return Recoded(
        recorded,
        written,
        added,
        gone,
        compare(claim, [(f"answered: {text}", _with_answer(claim, added, gone))]),
    )


def each_answer(encounter: Encounter, claim: Claim, query: Query) -> tuple[Alternative, ...]:
    """The claim as it is, and with each option of a query answered, side by side. Nothing is recorded."""
    before = _suggested(encounter)
    changed = []
    for option in query.options:
        written = _with_document(encounter, query, option, query.addressee, encounter.through_date)
        added, gone = _changes(before, _suggested(written))
        changed.append((f"answered: {option}", _with_answer(claim, added, gone)))
    return compare(claim, changed)


def _suggested(encounter: Encounter) -> tuple[Suggestion, ...]:
    return diagnose(encounter, review(encounter))


def _with_document(encounter: Encounter, query: Query, text: str, author: str, day: date) -> Encounter:
    """The chart with an answer in it."""
    document = Document(
        f"answer-{query.id}", DocumentType.QUERY_RESPONSE, f"Answer to query {query.id}", author, day, text
    )
    return replace(encounter, documents=(*encounter.documents, document))


def _changes(
    before: tuple[Suggestion, ...], after: tuple[Suggestion, ...]
) -> tuple[tuple[Suggestion, ...], tuple[Icd10cm, ...]]:
    """What is suggested that was not before, and what no longer is."""
    known, left = {one.code for one in before}, {one.code for one in after}
    return (
        tuple(one for one in after if one.code not in known),
        tuple(one.code for one in before if one.code not in left),
    )


def _with_answer(claim: Claim, added: tuple[Suggestion, ...], gone: tuple[Icd10cm, ...]) -> Claim:
    """The claim with what the answer adds, in the place of what it takes away."""
    there = {item.code for item in claim.diagnoses}
    new = [Diagnosis(one.code, one.poa) for one in added if one.billable and one.code not in there]
    diagnoses: list[Diagnosis] = []
    for item in claim.diagnoses:
        if item.code not in gone:
            diagnoses.append(item)
        elif new:
            diagnoses.append(new.pop(0))
    return replace(claim, diagnoses=(*diagnoses, *new))
