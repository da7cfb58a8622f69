"""The nouns of medical coding as frozen dataclasses; standard library only."""

from codinglab.model.answers import Answers, EvidenceLink, Outcome, Scorecard, ScoreLine
from codinglab.model.authority import Authority
from codinglab.model.case import (
    AnswerKey,
    Case,
    Difficulty,
    ExpectedFinding,
    KeyedDiagnosis,
    KeyedLine,
    KeyedProcedure,
    Need,
    Objective,
    QueryOpportunity,
    Role,
    SequenceConstraint,
    TemptingCode,
)
from codinglab.model.claim import Claim, Diagnosis, Procedure, Provider, ServiceLine
from codinglab.model.codes import Code, Hcpcs, Icd10cm, Icd10pcs, Modifier, MsDrg, ServiceCodeSystem
from codinglab.model.concept import Assertion, Concept, ConceptKind, Evidence, Section
from codinglab.model.encounter import ClaimType, Document, DocumentType, Encounter, Patient, Setting, Sex
from codinglab.model.errors import (
    CodinglabError,
    InvalidInputError,
    NotInForceError,
    StoreError,
    TableMissingError,
    UnknownCaseError,
)
from codinglab.model.finding import Disposition, Finding, NotEvaluated, Report, Severity, Status
from codinglab.model.grouping import Complication, Grouping, SecondaryDiagnosis
from codinglab.model.period import Period
from codinglab.model.query import Indicator, LintFinding, Query, QueryStatus, QueryType
from codinglab.model.suggestion import Suggestion

__all__ = [
    "AnswerKey",
    "Answers",
    "Assertion",
    "Authority",
    "Case",
    "Claim",
    "ClaimType",
    "Code",
    "CodinglabError",
    "Complication",
    "Concept",
    "ConceptKind",
    "Diagnosis",
    "Difficulty",
    "Disposition",
    "Document",
    "DocumentType",
    "Encounter",
    "Evidence",
    "EvidenceLink",
    "ExpectedFinding",
    "Finding",
    "Grouping",
    "Hcpcs",
    "Icd10cm",
    "Icd10pcs",
    "Indicator",
    "InvalidInputError",
    "KeyedDiagnosis",
    "KeyedLine",
    "KeyedProcedure",
    "LintFinding",
    "Modifier",
    "MsDrg",
    "Need",
    "NotEvaluated",
    "NotInForceError",
    "Objective",
    "Outcome",
    "Patient",
    "Period",
    "Procedure",
    "Provider",
    "Query",
    "QueryOpportunity",
    "QueryStatus",
    "QueryType",
    "Report",
    "Role",
    "ScoreLine",
    "Scorecard",
    "SecondaryDiagnosis",
    "Section",
    "SequenceConstraint",
    "ServiceCodeSystem",
    "ServiceLine",
    "Setting",
    "Severity",
    "Sex",
    "Status",
    "StoreError",
    "Suggestion",
    "TableMissingError",
    "TemptingCode",
    "UnknownCaseError",
]
