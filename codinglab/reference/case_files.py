"""The shape of `case.toml` and `key.toml`, as an educator writes them."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from codinglab.model import (
    AcceptableSet,
    Authority,
    Claim,
    Difficulty,
    DocumentType,
    Evidence,
    ExpectedFinding,
    Hcpcs,
    Icd10cm,
    Icd10pcs,
    KeyedDiagnosis,
    KeyedLine,
    KeyedProcedure,
    Modifier,
    MsDrg,
    Need,
    Objective,
    QueryOpportunity,
    Role,
    SequenceConstraint,
    Setting,
    TemptingCode,
)
from codinglab.model.encounter import FORBID


@dataclass(frozen=True, slots=True)
class DocumentFile:
    """A document of the chart: its facts, and the file in `documents/` that holds its text."""

    __pydantic_config__ = FORBID

    id: str
    file: str
    type: DocumentType
    title: str
    author: str
    date: datetime.date


@dataclass(frozen=True, slots=True)
class CaseFile:
    """`case.toml`. `claim` is the claim without its codes."""

    __pydantic_config__ = FORBID

    title: str
    role: Role
    setting: Setting
    difficulty: Difficulty
    summary: str
    objectives: tuple[Objective, ...]
    claim: Claim
    documents: tuple[DocumentFile, ...]
    minutes: int = 30


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document, exactly as they stand there."""

    __pydantic_config__ = FORBID

    document: str
    quote: str


@dataclass(frozen=True, slots=True)
class DiagnosisFile:
    """A keyed diagnosis."""

    __pydantic_config__ = FORBID

    code: Icd10cm
    evidence: tuple[Quote, ...]
    rationale: str
    authority: tuple[Authority, ...]
    poa: str = ""
    need: Need = Need.REQUIRED
    acceptable: tuple[Icd10cm, ...] = ()
    acceptable_poa: tuple[str, ...] = ()

    def keyed(self, evidence: tuple[Evidence, ...]) -> KeyedDiagnosis:
        """The key's entry with its evidence located."""
        return KeyedDiagnosis(
            self.code,
            self.poa,
            self.need,
            evidence,
            self.rationale,
            self.authority,
            self.acceptable,
            self.acceptable_poa,
        )


@dataclass(frozen=True, slots=True)
class ProcedureFile:
    """A keyed ICD-10-PCS procedure."""

    __pydantic_config__ = FORBID

    code: Icd10pcs
    date: datetime.date
    evidence: tuple[Quote, ...]
    rationale: str
    authority: tuple[Authority, ...]
    need: Need = Need.REQUIRED
    acceptable: tuple[Icd10pcs, ...] = ()

    def keyed(self, evidence: tuple[Evidence, ...]) -> KeyedProcedure:
        """The key's entry with its evidence located."""
        return KeyedProcedure(
            self.code, self.date, self.need, evidence, self.rationale, self.authority, self.acceptable
        )


@dataclass(frozen=True, slots=True)
class LineFile:
    """A keyed service line."""

    __pydantic_config__ = FORBID

    code: Hcpcs
    gloss: str
    evidence: tuple[Quote, ...]
    rationale: str
    authority: tuple[Authority, ...]
    points_to: tuple[Icd10cm, ...] = ()
    modifiers: tuple[Modifier, ...] = ()
    units: int = 1
    need: Need = Need.REQUIRED
    acceptable: tuple[Hcpcs, ...] = ()
    acceptable_modifiers: tuple[tuple[Modifier, ...], ...] = ()
    date: datetime.date | None = None
    place_of_service: str = ""
    revenue_code: str = ""
    may_point_to: tuple[Icd10cm, ...] = ()

    def keyed(self, evidence: tuple[Evidence, ...]) -> KeyedLine:
        """The key's entry with its evidence located."""
        return KeyedLine(
            self.code,
            self.modifiers,
            self.units,
            self.points_to,
            self.need,
            self.gloss,
            evidence,
            self.rationale,
            self.authority,
            self.acceptable,
            self.acceptable_modifiers,
            self.date,
            self.place_of_service,
            self.revenue_code,
            self.may_point_to,
        )


@dataclass(frozen=True, slots=True)
class KeyFile:
    """`key.toml`."""

    __pydantic_config__ = FORBID

    edition: int
    diagnoses: tuple[DiagnosisFile, ...]
    procedures: tuple[ProcedureFile, ...] = ()
    lines: tuple[LineFile, ...] = ()
    acceptable_sets: tuple[AcceptableSet, ...] = ()
    prohibited: tuple[TemptingCode, ...] = ()
    sequence: tuple[SequenceConstraint, ...] = ()
    expected_findings: tuple[ExpectedFinding, ...] = ()
    queries: tuple[QueryOpportunity, ...] = ()
    drg: MsDrg | None = None
