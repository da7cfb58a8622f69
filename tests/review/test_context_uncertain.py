"""Uncertain terms in both settings, and the conditions of which only confirmed cases are coded.

Guidelines FY2026: II.H and III.C (inpatient, at discharge), IV.H (outpatient and professional).
"""

from __future__ import annotations

from datetime import date

import pytest

from codinglab.diagnose import diagnose
from codinglab.diagnose.draft import Chart
from codinglab.diagnose.uncertain import Ruling, ruling
from codinglab.model import (
    Assertion,
    ClaimType,
    Document,
    DocumentType,
    Encounter,
    Patient,
    Setting,
    Sex,
)
from codinglab.review import review

OFFICIAL = [
    "Probable {}",
    "Suspected {}",
    "Likely {}",
    "Questionable {}",
    "Possible {}",
    "{}, still to be ruled out",
    "Findings compatible with {}",
    "Findings consistent with {}",
]
SIMILAR = [
    "Working diagnosis: {}",
    "Rule out {}",
    "Concern for {}",
    "Presumed {}",
    "Findings suggestive of {}",
    "Findings indicative of {}",
    "Appears to be {}",
    "{} cannot be excluded",
    "{} is not unlikely",
    "Considering {}",
    "? {}",
]


def _encounter(text: str, setting: Setting, claim_type: ClaimType) -> Encounter:
    inpatient = claim_type is ClaimType.INPATIENT
    kind = DocumentType.OFFICE_NOTE if setting is Setting.OFFICE else DocumentType.DISCHARGE_SUMMARY
    first, last = date(2026, 6, 1), date(2026, 6, 6 if inpatient else 1)
    note = Document("d", kind, "Note", "A. Author, MD", last, text)
    return Encounter(
        "e", setting, claim_type, Patient("p", date(1950, 1, 1), Sex.FEMALE), first, last, (note,)
    )


def _judged(encounter: Encounter, code: str) -> tuple[set[str], Ruling]:
    concepts = review(encounter)
    (concept,) = [one for one in concepts if one.codes and one.codes[0].startswith(code)]
    assert concept.assertion is Assertion.POSSIBLE
    suggested = {found.code.written for found in diagnose(encounter, concepts)}
    return suggested, ruling(Chart(encounter, concepts), concept)


@pytest.mark.parametrize("term", [*OFFICIAL, *SIMILAR])
def test_the_inpatient_discharge_summary_codes_it(term: str) -> None:
    text = f"DISCHARGE DIAGNOSES\n1. {term.format('pneumonia')}\n"
    stay = _encounter(text, Setting.INPATIENT_ACUTE, ClaimType.INPATIENT)
    suggested, ruled = _judged(stay, "J189")
    assert "J18.9" in suggested
    assert (ruled.coded, ruled.authority.section, ruled.authority.edition) == (True, "II.H, III.C", "FY2026")


@pytest.mark.parametrize("term", [*OFFICIAL, *SIMILAR])
@pytest.mark.parametrize(
    ("setting", "claim_type"),
    [
        (Setting.OFFICE, ClaimType.PROFESSIONAL),
        (Setting.OUTPATIENT_HOSPITAL, ClaimType.OUTPATIENT),
        (Setting.INPATIENT_ACUTE, ClaimType.PROFESSIONAL),
    ],
)
def test_outpatient_and_professional_claims_do_not(
    term: str, setting: Setting, claim_type: ClaimType
) -> None:
    text = f"ASSESSMENT\n1. {term.format('pneumonia')}\n2. Cough\n"
    suggested, ruled = _judged(_encounter(text, setting, claim_type), "J189")
    assert suggested == {"R05.9"}
    assert (ruled.coded, ruled.authority.section) == (False, "IV.H")


@pytest.mark.parametrize("term", OFFICIAL)
@pytest.mark.parametrize(
    ("condition", "code", "section"),
    [
        ("HIV", "B20", "I.C.1.a.1"),
        ("COVID-19", "U071", "I.C.1.g"),
        ("pneumonia due to COVID-19", "J1282", "I.C.1.g"),
        ("Zika virus disease", "A925", "I.C.1.f"),
        ("avian influenza", "J09", "I.C.10.c"),
        ("influenza A", "J10", "I.C.10.c"),
    ],
)
def test_only_confirmed_cases_are_coded(term: str, condition: str, code: str, section: str) -> None:
    text = f"DISCHARGE DIAGNOSES\n1. {term.format(condition)}\n"
    stay = _encounter(text, Setting.INPATIENT_ACUTE, ClaimType.INPATIENT)
    suggested, ruled = _judged(stay, code)
    assert not any(one.replace(".", "").startswith(code) for one in suggested)
    instead = "J111" if section == "I.C.10.c" else ""
    assert (ruled.code, ruled.authority.section) == (instead, section)


@pytest.mark.parametrize(
    ("condition", "code"),
    [("HIV", "B20"), ("COVID-19", "U07.1"), ("Zika virus disease", "A92.5"), ("influenza A", "J10.1")],
)
def test_a_confirmed_case_is_coded(condition: str, code: str) -> None:
    stay = _encounter(f"DISCHARGE DIAGNOSES\n1. {condition}\n", Setting.INPATIENT_ACUTE, ClaimType.INPATIENT)
    assert code in {found.code.written for found in diagnose(stay, review(stay))}


def test_a_borderline_diagnosis_is_not_uncertain() -> None:
    """Guideline I.B.17: coded as confirmed or to its own entry, in every setting."""
    visit = _encounter("ASSESSMENT\n1. Borderline diabetes\n", Setting.OFFICE, ClaimType.PROFESSIONAL)
    assert {found.code.written for found in diagnose(visit, review(visit))} == {"R73.03"}
