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


class QueryStatus(StrEnum):
    """Where a query stands."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Indicator:
    """A clinical fact from the chart: what, its value, when, and which document says so."""

    __pydantic_config__ = FORBID

    fact: str
    observed_on: date | None = None
    source: str = ""
    quote: str = ""


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


@dataclass(frozen=True, slots=True)
class LintFinding:
    """One rule of compliant query practice that a query breaks."""

    rule: str
    severity: Severity
    message: str
    remedy: str
    authority: Authority
