"""Small keys and answers."""

from __future__ import annotations

from datetime import date

import pytest

from codinglab.model import (
    Answers,
    Authority,
    Case,
    Claim,
    ClaimType,
    Diagnosis,
    Difficulty,
    Encounter,
    Evidence,
    EvidenceLink,
    Hcpcs,
    Icd10cm,
    Icd10pcs,
    KeyedDiagnosis,
    KeyedLine,
    KeyedProcedure,
    Modifier,
    Need,
    Patient,
    Procedure,
    Role,
    ServiceLine,
    Setting,
    Sex,
)

DAY = date(2026, 6, 8)
RULE = Authority("ICD-10-CM Official Guidelines", "FY2026", "II.A")


class Parts:
    """Builders whose defaults are right, so that a test names only what it is about."""

    day = DAY
    rule = RULE

    @staticmethod
    def case(claim_type: ClaimType = ClaimType.INPATIENT) -> Case:
        patient = Patient("p", date(1954, 3, 2), Sex.FEMALE)
        setting = Setting.INPATIENT_ACUTE if claim_type is ClaimType.INPATIENT else Setting.OFFICE
        encounter = Encounter("e", setting, claim_type, patient, DAY, DAY, ())
        shell = Claim("c", claim_type, patient, DAY, DAY)
        return Case("case", "Case", Role.CDI, Difficulty.EASY, "", (), encounter, shell)

    @staticmethod
    def keyed(
        code: str, poa: str = "Y", need: Need = Need.REQUIRED, acceptable: tuple[str, ...] = ()
    ) -> KeyedDiagnosis:
        words = (Evidence("note", 0, 4, f"words of {code}"),)
        accepted = tuple(map(Icd10cm, acceptable))
        return KeyedDiagnosis(Icd10cm(code), poa, need, words, f"Why {code}.", (RULE,), accepted)

    @staticmethod
    def procedure(code: str, day: date = DAY, need: Need = Need.REQUIRED) -> KeyedProcedure:
        return KeyedProcedure(Icd10pcs(code), day, need, (), f"Why {code}.", (RULE,))

    @staticmethod
    def line(
        code: str,
        *modifiers: str,
        units: int = 1,
        points_to: tuple[str, ...] = (),
        need: Need = Need.REQUIRED,
    ) -> KeyedLine:
        return KeyedLine(
            Hcpcs(code), tuple(map(Modifier, modifiers)), units, tuple(map(Icd10cm, points_to)), need,
            "gloss", (), f"Why {code}.", (RULE,),
        )  # fmt: skip

    @staticmethod
    def answers(
        *codes: str,
        procedures: tuple[tuple[str, date], ...] = (),
        lines: tuple[ServiceLine, ...] = (),
        evidence: tuple[EvidenceLink, ...] = (),
        case: str = "case",
    ) -> Answers:
        split = (code.split("/") for code in codes)
        diagnoses = tuple(Diagnosis(Icd10cm(code), "".join(poa) if poa else "Y") for code, *poa in split)
        done = tuple(Procedure(Icd10pcs(code), day) for code, day in procedures)
        return Answers("learner", case, diagnoses=diagnoses, procedures=done, lines=lines, evidence=evidence)

    @staticmethod
    def billed(code: str, *modifiers: str, units: int = 1, pointers: tuple[int, ...] = ()) -> ServiceLine:
        return ServiceLine(Hcpcs(code), DAY, tuple(map(Modifier, modifiers)), units, pointers=pointers)


@pytest.fixture(scope="session")
def parts() -> Parts:
    """The builders."""
    return Parts()
