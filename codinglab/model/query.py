"""A compliant question to a provider, and what the linter says of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from codinglab.model.authority import Authority
from codinglab.model.encounter import FORBID
from codinglab.model.finding import Severity


class QueryType(StrEnum):
    """The three lawful shapes of a query."""

    OPEN = "open"
    MULTIPLE_CHOICE = "multiple_choice"
    YES_NO = "yes_no"


class Channel(StrEnum):
    """How a query reached the provider."""

    WRITTEN = "written"
    VERBAL = "verbal"


class QueryStatus(StrEnum):
    """Where a query stands."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Indicator:
    """A clinical fact from the chart: what, its value, when, and which document says so.

    Attributes:
        prior: whether it comes from an earlier encounter, and is labelled so.
        contrary: whether it speaks against what the others point to.
    """

    __pydantic_config__ = FORBID

    fact: str
    observed_on: date | None = None
    source: str = ""
    quote: str = ""
    prior: bool = False
    contrary: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A query to a provider.

    Attributes:
        title: neutral; names no undocumented diagnosis.
        indicators: dated and sourced facts.
        question: one clinical question.
        options: for multiple choice, with "other" and "unable to determine"; for yes/no, the answers.
        subject: the diagnosis a yes/no query is about, "" otherwise.
        documented: diagnoses that the record already documents.
        record: facts of the record that bear on the question, quoted by the query or not; a reviewer's
            list, no part of what the provider reads.
        answer: what the provider answered, with who (`answered_by`) and when (`answered_on`).
        patient_id: the record number.
        contact: where the author can be reached.
        channel: written, or verbal with what was said (`transcript`) and at what time (`spoken_at`).
        generator: the program that drafted it, "" when a person wrote it; `reviewer` is the person who
            read a drafted one before it was sent.
        asked_before: how often the same question was put to the same provider before.
    """

    __pydantic_config__ = FORBID

    id: str
    encounter_id: str
    type: QueryType
    title: str
    question: str
    indicators: tuple[Indicator, ...] = ()
    options: tuple[str, ...] = ()
    subject: str = ""
    documented: tuple[str, ...] = ()
    addressee: str = ""
    author: str = ""
    written_on: date | None = None
    status: QueryStatus = QueryStatus.OPEN
    answer: str = ""
    answered_by: str = ""
    answered_on: date | None = None
    record: tuple[Indicator, ...] = ()
    patient_id: str = ""
    contact: str = ""
    channel: Channel = Channel.WRITTEN
    transcript: str = ""
    spoken_at: str = ""
    generator: str = ""
    reviewer: str = ""
    asked_before: int = 0


@dataclass(frozen=True, slots=True)
class LintFinding:
    """One rule of compliant query practice that a query breaks."""

    rule: str
    severity: Severity
    message: str
    remedy: str
    authority: Authority
