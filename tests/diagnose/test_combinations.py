"""Conditions that take one code together, codes that need a partner, and what a stroke leaves behind."""

from __future__ import annotations

from datetime import date

import pytest

from codinglab.diagnose import diagnose
from codinglab.model import ClaimType, Document, DocumentType, Encounter, Patient, Setting, Sex, Suggestion
from codinglab.review import review
from codinglab.review.note_file import encounter_of


def office(assessment: str, more: str = "") -> dict[str, Suggestion]:
    text = f"{more}\n\nASSESSMENT\n\n{assessment}"
    encounter = encounter_of(text, Setting.OFFICE, DocumentType.OFFICE_NOTE, date(2026, 6, 1))
    return {found.code.written: found for found in diagnose(encounter, review(encounter))}


def stay(diagnoses: str) -> dict[str, Suggestion]:
    text = f"DISCHARGE DIAGNOSES\n\n{diagnoses}"
    chart = (Document("d", DocumentType.DISCHARGE_SUMMARY, "Summary", "A. Author", date(2026, 6, 6), text),)
    patient = Patient("p", date(1950, 1, 1), Sex.FEMALE)
    first, last = date(2026, 6, 1), date(2026, 6, 6)
    encounter = Encounter("e", Setting.INPATIENT_ACUTE, ClaimType.INPATIENT, patient, first, last, chart)
    return {found.code.written: found for found in diagnose(encounter, review(encounter))}


@pytest.mark.parametrize(
    ("assessment", "codes"),
    [
        ("1. CAD with stable angina.", ["I25.118"]),
        ("1. Unstable angina.\n2. CAD.", ["I25.110"]),
        ("1. Coronary artery disease with angina pectoris.", ["I25.119"]),
        ("1. CAD.\n2. Angina, unrelated to coronary disease.", ["I25.10", "I20.9"]),
        ("1. COPD with acute bronchitis.", ["J44.0", "J20.9"]),
        ("1. COPD exacerbation with pneumonia.", ["J44.0", "J44.1", "J18.9"]),
        ("1. COPD.\n2. Aspiration pneumonia.", ["J44.9", "J69.0"]),
        ("1. COPD with asthma, mild persistent.", ["J44.89", "J45.30"]),
        ("1. GERD with esophagitis.", ["K21.00"]),
        ("1. Hypothyroidism due to Hashimoto thyroiditis.", ["E06.3"]),
        ("1. Acute cholecystitis with cholelithiasis.", ["K80.00"]),
        ("1. Anemia in CKD stage 4.", ["N18.4", "D63.1"]),
        ("1. COVID-19 pneumonia.", ["U07.1", "J12.82"]),
        ("1. Hypertensive heart disease with diastolic heart failure.", ["I11.0", "I50.30"]),
        (
            "1. Type 2 diabetes with foot ulcer, right heel, with fat layer exposed.",
            ["E11.621", "L97.412"],
        ),
        ("1. Type 2 diabetes with foot ulcer.", ["E11.621", "L97.509"]),
        ("1. HIV disease with pneumocystis pneumonia.", ["B20", "B59"]),
    ],
)
def test_what_the_classification_takes_together(assessment: str, codes: list[str]) -> None:
    assert list(office(assessment)) == codes


def test_the_combination_says_its_words_and_its_rule() -> None:
    found = office("1. Unstable angina.\n2. CAD.")["I25.110"]
    assert {one.quote for one in found.evidence} == {"Unstable angina", "CAD"}
    assert found.authority.section == "I.C.9.b"
    assert "presumed" in found.reason


@pytest.mark.parametrize(
    ("assessment", "code"),
    [
        ("1. Type 1 diabetes with ketoacidosis.", "E10.10"),
        ("1. Iron deficiency anemia due to chronic blood loss.", "D50.0"),
        ("1. Stage 3 pressure ulcer of sacrum.", "L89.153"),
        ("1. Diverticulitis of sigmoid colon without perforation or abscess.", "K57.32"),
        ("1. Acute suppurative otitis media of the right ear.", "H66.001"),
        ("1. Nonhealing surgical wound.", "T81.89XA"),
    ],
)
def test_the_words_lead_as_far_as_they_say(assessment: str, code: str) -> None:
    assert list(office(assessment)) == [code]


@pytest.mark.parametrize(
    ("assessment", "more", "code"),
    [
        ("1. Right hemiplegia following stroke 2 years ago.", "", "I69.351"),
        ("1. Left hemiparesis after old CVA.", "", "I69.354"),
        ("1. Left hemiparesis after old CVA.", "The patient is left-handed.", "I69.352"),
        ("1. Prior stroke with residual aphasia.", "", "I69.320"),
        ("1. Left hemiplegia.", "", "G81.94"),
        ("1. Right hemiplegia.", "", "G81.91"),
        ("1. Right hemiplegia.", "He is left hand dominant.", "G81.93"),
        ("1. Left hemiplegia.", "She is ambidextrous.", "G81.92"),
    ],
)
def test_a_deficit_after_a_stroke_and_its_side(assessment: str, more: str, code: str) -> None:
    assert code in office(assessment, more)


def test_a_deficit_of_an_acute_stroke_is_no_sequela() -> None:
    found = stay("Acute ischemic stroke due to left MCA occlusion, right hemiplegia.")
    assert list(found) == ["I63.512", "G81.91"]
    assert "I.C.6.a" in found["G81.91"].authority.section


@pytest.mark.parametrize(
    ("assessment", "code"),
    [
        ("1. Compression fracture of L1 due to osteoporosis.", "M80.08XA"),
        ("1. Osteoporotic fracture of the right hip.", "M80.051A"),
        ("1. Fragility fracture of left wrist, known osteoporosis.", "M80.032A"),
        ("1. Osteoporosis, history of osteoporotic fracture.", "M81.0"),
    ],
)
def test_a_fracture_of_osteoporosis(assessment: str, code: str) -> None:
    found = office(assessment)
    assert code in found
    assert not (code.startswith("M80") and any(one.startswith(("M81", "S")) for one in found))


def test_septic_shock_takes_its_sepsis_first() -> None:
    found = stay("Septic shock due to E. coli urosepsis.")
    assert list(found) == ["A41.51", "R65.21"]
    assert list(stay("Septic shock."))[:1] == ["A41.9"]


def test_an_operation_of_the_stay_is_active_treatment() -> None:
    assert "S72.001A" in stay("Fracture of the right femoral neck, status post ORIF.")
