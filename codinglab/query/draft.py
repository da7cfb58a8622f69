"""Draft a query from a query opportunity: neutral title, sourced facts, one question, fair options."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from codinglab.model import (
    Document,
    DocumentType,
    Encounter,
    Indicator,
    Query,
    QueryOpportunity,
    QueryType,
)
from codinglab.query.lint.title_names_undocumented_diagnosis import check as faults_of_title
from codinglab.query.wording import OTHER, UNDETERMINED, is_other, is_undetermined

NEUTRAL_TITLE = "Clarification of documentation"

_BY_OTHERS = frozenset(
    (
        DocumentType.PATHOLOGY_REPORT,
        DocumentType.RADIOLOGY_REPORT,
        DocumentType.LABORATORY_REPORT,
        DocumentType.NURSING_NOTE,
    )
)


def draft(opportunity: QueryOpportunity, encounter: Encounter, *, author: str, written_on: date) -> Query:
    """Write the query that an opportunity calls for; a person reads it before it is sent.

    The indicators get the title and the date of the document they stand in. Multiple choice ends with
    "other" and "unable to determine". A title that names a diagnosis gives way to a neutral one. A
    yes/no query is about the opportunity's topic, taken as documented only where an indicator says it.

    Args:
        opportunity: from the answer key, or found by a reviewer.
        encounter: whose documents the indicators stand in.
        author: who asks, with credential.
        written_on: the day of the query.

    Returns:
        An open query with the id `<encounter>-<opportunity>`.
    """
    yes_no = opportunity.type is QueryType.YES_NO
    indicators = tuple(_sourced(indicator, encounter) for indicator in opportunity.indicators)
    documented = (opportunity.topic,) if yes_no and _stated(opportunity.topic, indicators) else ()
    query = Query(
        id=f"{encounter.id}-{opportunity.id}",
        encounter_id=encounter.id,
        type=opportunity.type,
        title=opportunity.title.strip() or NEUTRAL_TITLE,
        question=opportunity.question,
        indicators=indicators,
        options=_options(opportunity),
        subject=opportunity.topic if yes_no else "",
        documented=documented,
        addressee=_addressee(encounter),
        author=author,
        written_on=written_on,
        patient_id=encounter.patient.id,
    )
    return replace(query, title=NEUTRAL_TITLE) if any(faults_of_title(query)) else query


def _options(opportunity: QueryOpportunity) -> tuple[str, ...]:
    if opportunity.type is QueryType.OPEN:
        return ()
    offered = opportunity.options or (("Yes", "No") if opportunity.type is QueryType.YES_NO else ())
    other = () if any(map(is_other, offered)) else (OTHER,)
    undetermined = () if any(map(is_undetermined, offered)) else (UNDETERMINED,)
    return tuple(dict.fromkeys((*offered, *other, *undetermined)))


def _sourced(indicator: Indicator, encounter: Encounter) -> Indicator:
    document = _document(indicator, encounter)
    if document is None:
        return indicator
    return replace(indicator, source=document.title, observed_on=indicator.observed_on or document.written_on)


def _document(indicator: Indicator, encounter: Encounter) -> Document | None:
    """The document an indicator names, or the only one its quotation stands in."""
    for document in encounter.documents:
        if indicator.source in (document.id, document.title):
            return document
    if indicator.source or not indicator.quote:
        return None
    holding = [document for document in encounter.documents if indicator.quote in document.text]
    return holding[0] if len(holding) == 1 else None


def _stated(topic: str, indicators: tuple[Indicator, ...]) -> bool:
    """Whether the words of the topic stand in an indicator."""
    words = topic.strip().lower()
    return bool(words) and any(words in f"{item.fact} {item.quote}".lower() for item in indicators)


def _addressee(encounter: Encounter) -> str:
    """The author of the latest document by a provider who can answer."""
    answering = [document for document in encounter.documents if document.type not in _BY_OTHERS]
    return max(answering, key=lambda document: document.written_on).author if answering else ""
