"""What was measured, seen or given in a stay, and what that says of the criteria of a definition."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum

from codinglab.model.authority import Authority
from codinglab.model.concept import Evidence, Quantity


class ObservationKind(StrEnum):
    """What sort of fact an observation is."""

    VALUE = "value"
    FINDING = "finding"
    TREATMENT = "treatment"


@dataclass(frozen=True, slots=True)
class Observation:
    """One dated fact of the chart, with the document that says so.

    Attributes:
        kind: a measured value, something seen, or something given.
        term: its normalised name ("creatinine", "vasopressor", "acute confusion").
        words: as the chart has it.
        quantity: the number of a value, None of other kinds.
        on: the day; of a fact that the note does not date, the day of its document; None of an earlier
            one whose day is not written, and of what a discharge summary recounts without a day.
        at: the time of day, None when the note does not say.
        prior: whether it was measured before this encounter.
        absent: whether the chart says that it is not there: a contrary fact, never one that counts as met.
        source: the title of the document.
        evidence: where it stands, None of a fact typed by hand.
    """

    kind: ObservationKind
    term: str
    words: str
    quantity: Quantity | None = None
    on: datetime.date | None = None
    at: datetime.time | None = None
    prior: bool = False
    absent: bool = False
    source: str = ""
    evidence: Evidence | None = None


class CriterionOutcome(StrEnum):
    """What the observations say of one criterion."""

    MET = "met"
    NOT_MET = "not met"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class CriterionResult:
    """One criterion of a definition against the chart.

    Attributes:
        says: the criterion, in words.
        outcome: MISSING when no observation speaks to it.
        because: the reckoning, with its numbers and days ("1.0 to 2.4 mg/dL, ratio 2.4").
        observations: what it was judged by.
    """

    says: str
    outcome: CriterionOutcome
    because: str
    observations: tuple[Observation, ...] = ()


@dataclass(frozen=True, slots=True)
class Assessment:
    """The criteria of one definition of a condition, met, not met and missing. Never a diagnosis.

    Attributes:
        condition: what the definition is about ("acute kidney injury").
        definition: its name ("KDIGO 2012"); two definitions of a condition are two assessments.
        satisfied: whether the criteria met are as many as the definition asks for.
        grade: the stage or class that the values fall in, "" where the definition has none.
        caution: what a reader must know before using it.
    """

    condition: str
    definition: str
    authority: Authority
    satisfied: bool
    criteria: tuple[CriterionResult, ...]
    grade: str = ""
    caution: str = ""
