"""A small case for the tests of the lab, and stand-ins for the verbs that it calls.

The stand-ins keep these tests about the lab: what review, diagnose and validate say is tested where they are.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import codinglab.lab.hand_in
import codinglab.query.opportunities
import codinglab.score.feedback
import codinglab.score.hints
import codinglab.what_if  # noqa: F401
from codinglab.model import (
    AnswerKey,
    Answers,
    Assertion,
    Authority,
    Case,
    Claim,
    ClaimType,
    Concept,
    ConceptKind,
    Difficulty,
    Disposition,
    Document,
    DocumentType,
    Encounter,
    Evidence,
    Finding,
    Icd10cm,
    KeyedDiagnosis,
    Need,
    Patient,
    Report,
    Role,
    Setting,
    Severity,
    Sex,
    Suggestion,
    UnknownCaseError,
)

TEXT = """ASSESSMENT
😀 Type 2 diabetes mellitus with <script>alert(1)</script> kidney disease, stage 3a.
No fever. Possible pneumonia. Mother had asthma.

PLAN
Creatinine 1.9 mg/dL on arrival, baseline 0.9. Recheck in two weeks.
"""
DAY = date(2026, 6, 9)
FINDING = Finding(
    "c1", "icd10cm/no-diagnosis", "No diagnosis", Severity.FAIL, Disposition.RETURN_TO_PROVIDER,
    "The claim has no diagnosis.", (Authority("100-04", "2026", "26.10"),),
)  # fmt: skip


def small_case(claim_type: ClaimType = ClaimType.PROFESSIONAL) -> Case:
    """A case of two short documents."""
    inpatient = claim_type is ClaimType.INPATIENT
    patient = Patient("p1", date(1954, 3, 2), Sex.FEMALE)
    setting = Setting.INPATIENT_ACUTE if inpatient else Setting.OFFICE
    documents = (
        Document("note", DocumentType.OFFICE_NOTE, "Office note", "A. Writer, MD", DAY, TEXT),
        Document("labs", DocumentType.LABORATORY_REPORT, "Laboratory", "B. Bench", DAY, "HbA1c 8.1 %"),
    )
    encounter = Encounter("e1", setting, claim_type, patient, DAY, DAY, documents)
    shell = Claim("c1", claim_type, patient, DAY, DAY, discharge_status="01" if inpatient else "")
    role = Role.FACILITY_INPATIENT if inpatient else Role.PROFESSIONAL
    name = f"small-{claim_type.value}"
    return Case(name, "A small <b>case</b>", role, Difficulty.EASY, "Two notes.", (), encounter, shell)


CASES = {case.id: case for case in map(small_case, ClaimType)}


def place(words: str) -> Evidence:
    """The place of some words in the first document."""
    start = TEXT.index(words)
    return Evidence("note", start, start + len(words), words)


def load_case(case_id: str) -> Case:
    """The case of that id."""
    if case_id not in CASES:
        msg = f"There is no case '{case_id}'."
        raise UnknownCaseError(msg)
    return CASES[case_id]


def review(encounter: Encounter) -> tuple[Concept, ...]:
    """Three concepts, whatever the chart."""
    found = (
        ("Type 2 diabetes mellitus", Assertion.AFFIRMED),
        ("fever", Assertion.NEGATED),
        ("pneumonia", Assertion.POSSIBLE),
        ("asthma", Assertion.FAMILY),
    )
    return tuple(Concept(ConceptKind.PROBLEM, words.lower(), place(words), "", what) for words, what in found)


def diagnose(encounter: Encounter, concepts: Any) -> tuple[Suggestion, ...]:
    """Two suggestions: one to assign, one that needs more characters."""
    why = Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.4.a")
    words = (place("Type 2 diabetes mellitus"),)
    return (
        Suggestion(Icd10cm("E1122"), "Type 2 diabetes mellitus with diabetic chronic kidney disease", words,
                   "Diabetes with kidney disease.", why),
        Suggestion(Icd10cm("N183"), "Chronic kidney disease, stage 3 (moderate)", (place("stage 3a"),),
                   "Stage 3a is documented.", why, billable=False),
    )  # fmt: skip


def claim_from(case: Case, answers: Answers) -> Claim:
    """The shell with the codes of the answers."""
    from dataclasses import replace

    return replace(
        case.shell, diagnoses=answers.diagnoses, procedures=answers.procedures, lines=answers.lines
    )


def validate(claim: Claim) -> Report:
    """One finding while there is no diagnosis."""
    return Report("c1", () if claim.diagnoses else (FINDING,), ran=("icd10cm/no-diagnosis",))


def load_key(case_id: str) -> AnswerKey:
    """Two diagnoses and a visit."""
    why = (Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.4.a"),)
    codes = (("E1122", "Type 2 diabetes mellitus"), ("N1831", "stage 3a"))
    return AnswerKey(
        1,
        tuple(
            KeyedDiagnosis(Icd10cm(code), "Y", Need.REQUIRED, (place(words),), f"Why {code}.", why)
            for code, words in codes
        ),
    )


STAND_INS: dict[str, dict[str, Any]] = {
    "codinglab.reference.cases": {
        "load_case": load_case,
        "load_key": load_key,
        "has_key": lambda case_id: True,
    },
    "codinglab.claims.assemble": {"claim_from": claim_from, "answers_from_key": lambda *_: None},
    "codinglab.review": {"review": review, "sections": lambda document: ()},
    "codinglab.diagnose": {"diagnose": diagnose},
    "codinglab.validate": {
        "validate": validate,
        "explain": lambda edit: f"# {edit}\n\nWhy <b>it</b> matters.",
    },
}


def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put the stand-ins in the place of the packages, and have the lab imported anew."""
    for name in [name for name in sys.modules if name.startswith("codinglab.lab")]:
        monkeypatch.delitem(sys.modules, name)
    for name, contents in STAND_INS.items():
        module = ModuleType(name)
        module.__dict__.update({**vars(import_module(name)), **contents})
        monkeypatch.setitem(sys.modules, name, module)


@pytest.fixture(autouse=True)
def lab(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """The lab over stand-ins, with a folder of its own for answers."""
    stand_in(monkeypatch)
    monkeypatch.setenv("CODINGLAB_WORK", str(tmp_path))
    yield tmp_path
    for name in [name for name in sys.modules if name.startswith("codinglab.lab")]:
        del sys.modules[name]
