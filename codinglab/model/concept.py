"""What review finds in the words of the chart."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

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


class Assertion(StrEnum):
    """What the writer says of a concept."""

    AFFIRMED = "affirmed"
    NEGATED = "negated"
    POSSIBLE = "possible"
    HISTORICAL = "historical"
    FAMILY = "family"
    HYPOTHETICAL = "hypothetical"


@dataclass(frozen=True, slots=True)
class Concept:
    """A clinical concept with the words it comes from.

    Attributes:
        kind: problem, procedure, medication, finding or value.
        term: the normalised term that matched the lexicon.
        evidence: where it stands.
        section: the normalised name of the section it stands in, "" before the first header.
        assertion: what the writer says of it.
        codes: candidate codes of the term (ICD-10-CM stored form), most specific match first.
        trigger: the words that decided the assertion, None when affirmed by default.
        matched: which table and entry the term was matched in, for the coder to read.
    """

    kind: ConceptKind
    term: str
    evidence: Evidence
    section: str
    assertion: Assertion
    codes: tuple[str, ...] = ()
    trigger: Evidence | None = None
    matched: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a document: its normalised name, its header and its body, as offsets."""

    name: str
    header: str
    start: int
    body_start: int
    end: int
