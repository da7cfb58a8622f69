"""Draft a query from a query opportunity: neutral title, sourced facts, one question, fair options."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from codinglab.model import (
    Document,
    Encounter,
    Indicator,
    InvalidInputError,
    Query,
    QueryOpportunity,
    QueryType,
)
from codinglab.query.addressee import attending, author_of
from codinglab.query.lint.payment_language import check as faults_of_payment
from codinglab.query.lint.title_names_undocumented_diagnosis import check as faults_of_title
from codinglab.query.wording import OTHER, UNDETERMINED, is_other, is_undetermined

NEUTRAL_TITLE = "Clarification of documentation"
GENERATOR = "codinglab"


def draft(
    opportunity: QueryOpportunity,
    encounter: Encounter,
    *,
    author: str,
    written_on: date,
    contact: str = "",
    addressee: str = "",
    reviewer: str = "",
) -> Query:
    """Write the query that an opportunity calls for; a person reads it before it is sent.

    The indicators get the title and the date of the document they stand in. Multiple choice ends with
    "other" and "unable to determine". A title that names a diagnosis gives way to a neutral one. A
    yes/no query is about the opportunity's subject (else its topic), taken as documented where the
    opportunity says so or an indicator does.

    Args:
        opportunity: from the answer key, filled from a template, or written by a reviewer.
        encounter: whose documents the indicators stand in.
        author: who asks, with credential.
        written_on: the day of the query.
        contact: where the author can be reached.
        addressee: who is asked, "" for who can answer by the opportunity and the encounter: the author of
            the documented condition in question, else the attending.
        reviewer: who read the draft, "" before anybody has.

    Returns:
        An open query with the id `<encounter>-<opportunity>`. Its record is all the facts given.

    Raises:
        InvalidInputError: the opportunity's own words would make the query speak of payment.
    """
    yes_no = opportunity.type is QueryType.YES_NO
    subject = (opportunity.subject or opportunity.topic) if yes_no else ""
    indicators = tuple(_sourced(indicator, encounter) for indicator in opportunity.indicators)
    stated = (subject,) if yes_no and _stated(subject, indicators) else ()
    query = Query(
        id=f"{encounter.id}-{opportunity.id}",
        encounter_id=encounter.id,
        type=opportunity.type,
        title=opportunity.title.strip() or NEUTRAL_TITLE,
        question=opportunity.question,
        indicators=indicators,
        options=_options(opportunity),
        subject=subject,
        documented=opportunity.documented or stated,
        addressee=addressee or opportunity.addressee or _addressee(opportunity, encounter),
        author=author,
        written_on=written_on,
        record=indicators,
        patient_id=encounter.patient.id,
        contact=contact,
        generator=GENERATOR,
        reviewer=reviewer,
    )
    fault = next(iter(faults_of_payment(query)), None)
    if fault:
        msg = f"The query {query.id} is not drafted. {fault.message} Change these words in the opportunity."
        raise InvalidInputError(msg)
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


def _stated(subject: str, indicators: tuple[Indicator, ...]) -> bool:
    """Whether the words of the subject stand in an indicator."""
    words = subject.strip().lower()
    return bool(words) and any(words in f"{item.fact} {item.quote}".lower() for item in indicators)


def _addressee(opportunity: QueryOpportunity, encounter: Encounter) -> str:
    """The author of the documented condition that is asked about, else the attending."""
    words = opportunity.subject or next(iter(opportunity.documented), "")
    return author_of(encounter, words) or attending(encounter)
