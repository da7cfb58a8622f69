"""A teaching case: the encounter a learner gets, and the key that answers are compared with."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum

from codinglab.model.authority import Authority
from codinglab.model.claim import Claim
from codinglab.model.codes import Hcpcs, Icd10cm, Icd10pcs, Modifier, MsDrg
from codinglab.model.concept import Evidence
from codinglab.model.encounter import FORBID, Encounter
from codinglab.model.query import Indicator, QueryType


class Role(StrEnum):
    """Who codes the case."""

    PROFESSIONAL = "professional"
    FACILITY_OUTPATIENT = "facility_outpatient"
    FACILITY_INPATIENT = "facility_inpatient"
    CDI = "cdi"


class Difficulty(StrEnum):
    """How hard a case is."""

    EASY = "easy"
    MODERATE = "moderate"
    HARD = "hard"


class Need(StrEnum):
    """Whether a keyed code must be there."""

    REQUIRED = "required"
    OPTIONAL = "optional"


@dataclass(frozen=True, slots=True)
class Objective:
    """What the case teaches, tagged by the guideline section."""

    __pydantic_config__ = FORBID

    text: str
    section: str


@dataclass(frozen=True, slots=True)
class KeyedDiagnosis:
    """A diagnosis on the key.

    Attributes:
        acceptable: codes that count as right in its place.
        acceptable_poa: POA indicators that count as right beside `poa`.
    """

    code: Icd10cm
    poa: str
    need: Need
    evidence: tuple[Evidence, ...]
    rationale: str
    authority: tuple[Authority, ...]
    acceptable: tuple[Icd10cm, ...] = ()
    acceptable_poa: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyedProcedure:
    """An ICD-10-PCS procedure on the key. `acceptable` lists codes that count as right in its place."""

    code: Icd10pcs
    date: datetime.date
    need: Need
    evidence: tuple[Evidence, ...]
    rationale: str
    authority: tuple[Authority, ...]
    acceptable: tuple[Icd10pcs, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyedLine:
    """A service line on the key.

    Attributes:
        points_to: diagnoses by code, in order; empty on claims without pointers.
        may_point_to: diagnoses that the line may point to as well, or first, without loss.
        gloss: what the code is, in our own words.
        acceptable: codes that count as right in its place.
        acceptable_modifiers: whole sets of modifiers that count as right beside `modifiers`.
        date: the day of service, None for the first day of the claim.
        place_of_service: two digits, judged where it is given.
        revenue_code: four digits, judged where it is given.
    """

    code: Hcpcs
    modifiers: tuple[Modifier, ...]
    units: int
    points_to: tuple[Icd10cm, ...]
    need: Need
    gloss: str
    evidence: tuple[Evidence, ...]
    rationale: str
    authority: tuple[Authority, ...]
    acceptable: tuple[Hcpcs, ...] = ()
    acceptable_modifiers: tuple[tuple[Modifier, ...], ...] = ()
    date: datetime.date | None = None
    place_of_service: str = ""
    revenue_code: str = ""
    may_point_to: tuple[Icd10cm, ...] = ()


@dataclass(frozen=True, slots=True)
class TemptingCode:
    """A code that is wrong here, and why it tempts.

    `instead_of` is the keyed code that it is mistaken for: the two then count as one error, not two.
    """

    __pydantic_config__ = FORBID

    code: str
    why: str
    authority: tuple[Authority, ...]
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class AcceptableSet:
    """Diagnoses that together count as right in the place of others: either way of coding is lawful.

    Attributes:
        keyed: required diagnoses of the key that the set replaces.
        instead: what may stand in their place, all of it.
    """

    __pydantic_config__ = FORBID

    keyed: tuple[Icd10cm, ...]
    instead: tuple[Icd10cm, ...]
    why: str
    authority: tuple[Authority, ...]


@dataclass(frozen=True, slots=True)
class SequenceConstraint:
    """`first` must stand before each of `then`; or, with `then` empty, first of all."""

    __pydantic_config__ = FORBID

    first: Icd10cm
    then: tuple[Icd10cm, ...]
    why: str
    authority: Authority


@dataclass(frozen=True, slots=True)
class ExpectedFinding:
    """An edit that the key is known to raise, and why that is right."""

    __pydantic_config__ = FORBID

    edit: str
    because: str


@dataclass(frozen=True, slots=True)
class QueryOpportunity:
    """A place where the documentation calls for a query.

    Attributes:
        subject: the documented condition that a yes/no question is about, "" otherwise.
        documented: conditions that the record documents and the question may name.
        addressee: who can answer, "" to choose by the encounter's documents.
    """

    __pydantic_config__ = FORBID

    id: str
    topic: str
    title: str
    question: str
    type: QueryType
    indicators: tuple[Indicator, ...]
    options: tuple[str, ...]
    why: str
    authority: tuple[Authority, ...]
    subject: str = ""
    documented: tuple[str, ...] = ()
    addressee: str = ""


@dataclass(frozen=True, slots=True)
class AnswerKey:
    """What the case is scored against. `edition` rises when a key is corrected."""

    edition: int
    diagnoses: tuple[KeyedDiagnosis, ...]
    procedures: tuple[KeyedProcedure, ...] = ()
    lines: tuple[KeyedLine, ...] = ()
    acceptable_sets: tuple[AcceptableSet, ...] = ()
    prohibited: tuple[TemptingCode, ...] = ()
    sequence: tuple[SequenceConstraint, ...] = ()
    expected_findings: tuple[ExpectedFinding, ...] = ()
    queries: tuple[QueryOpportunity, ...] = ()
    drg: MsDrg | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A teaching case without its key.

    Attributes:
        shell: the claim with everything but the codes: dates, patient, provider, bill type.
        minutes: how long a learner is expected to take.
    """

    id: str
    title: str
    role: Role
    difficulty: Difficulty
    summary: str
    objectives: tuple[Objective, ...]
    encounter: Encounter
    shell: Claim
    minutes: int = 30
