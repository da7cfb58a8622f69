"""What review finds in the words of the chart."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum

from codinglab.model.authority import Authority
from codinglab.model.encounter import FORBID


@dataclass(frozen=True, slots=True)
class Evidence:
    """A place in the chart: the trace of a decision to the words behind it.

    `start` and `end` count code points of the document's text; `quote` is the text between.
    """

    __pydantic_config__ = FORBID

    document: str
    start: int
    end: int
    quote: str


class ConceptKind(StrEnum):
    """What sort of thing a concept is."""

    PROBLEM = "problem"
    PROCEDURE = "procedure"
    MEDICATION = "medication"
    FINDING = "finding"
    VALUE = "value"
    DEVICE = "device"
    CAUSE = "cause"


class Assertion(StrEnum):
    """What the writer says of a concept."""

    AFFIRMED = "affirmed"
    NEGATED = "negated"
    POSSIBLE = "possible"
    HISTORICAL = "historical"
    FAMILY = "family"
    HYPOTHETICAL = "hypothetical"
    PLANNED = "planned"
    SCREENING = "screening"


@dataclass(frozen=True, slots=True)
class Slot:
    """A detail that the words give of a concept: its side, site, acuity, stage, approach and the like.

    Attributes:
        name: which detail ("side", "site", "acuity", "type", "stage", "approach", "size", ...).
        value: the detail in its normal form ("left", "acute").
        evidence: the words that give it.
    """

    name: str
    value: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Quantity:
    """A measured number.

    Attributes:
        number: as written, without thousands marks.
        unit: of the number; "" when it has none.
        second: the second number of a pair (diastolic pressure), None when there is none.
        on: the day it was measured, None when the note does not say.
    """

    number: float
    unit: str
    second: float | None = None
    on: datetime.date | None = None


class Standing(StrEnum):
    """What the source of a concept may support by itself."""

    PROVIDER = "the provider's own statement"
    CLINICIAN = "another clinician: only the details that guideline I.B.14 lists"
    FINDING = "a finding without the provider's interpretation"


@dataclass(frozen=True, slots=True)
class Source:
    """What the document and the section of a concept may support, and the rule that says so."""

    standing: Standing
    authority: Authority


@dataclass(frozen=True, slots=True)
class Concept:
    """A clinical concept with the words it comes from.

    Attributes:
        kind: what sort of thing it is.
        term: the normalised term that matched the lexicon.
        evidence: where it stands.
        section: the normalised name of the section it stands in, "" before the first header.
        assertion: what the writer says of it.
        codes: candidate codes of the term (ICD-10-CM stored form), most specific match first.
        trigger: the words that decided the assertion, None when affirmed by default.
        matched: which table and entry the term was matched in, for the coder to read.
        slots: the details that its words, or the words beside them, give.
        quantity: the number of a value, None of other kinds.
        source: what the document and section may support; None where nobody looked.
    """

    kind: ConceptKind
    term: str
    evidence: Evidence
    section: str
    assertion: Assertion
    codes: tuple[str, ...] = ()
    trigger: Evidence | None = None
    matched: str = ""
    slots: tuple[Slot, ...] = ()
    quantity: Quantity | None = None
    source: Source | None = None

    def slot(self, name: str) -> str:
        """The value of a detail, "" when the words do not give it."""
        return next((slot.value for slot in self.slots if slot.name == name), "")


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a document: its normalised name, its header and its body, as offsets."""

    name: str
    header: str
    start: int
    body_start: int
    end: int
