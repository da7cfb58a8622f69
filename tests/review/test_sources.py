"""What each document and section may support, and what only the provider may say."""

from __future__ import annotations

from datetime import date

import pytest

from codinglab.diagnose import diagnose
from codinglab.model import (
    ClaimType,
    Document,
    DocumentType,
    Encounter,
    Patient,
    Setting,
    Sex,
    Standing,
)
from codinglab.reference.standing import clinician_details
from codinglab.review import review, review_text
from codinglab.review.document_type import guess_type
from codinglab.review.header_names import headers
from codinglab.review.sources import clinician_may_document, source_of


@pytest.mark.parametrize(
    ("document_type", "section", "standing", "guideline"),
    [
        (DocumentType.OFFICE_NOTE, "assessment", Standing.PROVIDER, "I.A.19"),
        (DocumentType.OFFICE_NOTE, "", Standing.PROVIDER, "I.A.19"),
        (DocumentType.OFFICE_NOTE, "vital_signs", Standing.FINDING, "III.B"),
        (DocumentType.ED_NOTE, "clinician_notes", Standing.CLINICIAN, "I.B.14"),
        (DocumentType.PROGRESS_NOTE, "laboratory", Standing.FINDING, "III.B"),
        (DocumentType.PROGRESS_NOTE, "unheard of header", Standing.PROVIDER, "I.A.19"),
        (DocumentType.OPERATIVE_REPORT, "imaging", Standing.PROVIDER, "I.A.19"),
        (DocumentType.OPERATIVE_REPORT, "laboratory", Standing.FINDING, "III.B"),
        (DocumentType.NURSING_NOTE, "assessment", Standing.CLINICIAN, "I.B.14"),
        (DocumentType.LABORATORY_REPORT, "assessment", Standing.FINDING, "III.B"),
        (DocumentType.RADIOLOGY_REPORT, "assessment", Standing.FINDING, "III.B, IV.K"),
        (DocumentType.PATHOLOGY_REPORT, "discharge_diagnosis", Standing.FINDING, "III.B, IV.K"),
        (DocumentType.QUERY_RESPONSE, "query_response", Standing.PROVIDER, "I.A.19"),
    ],
)
def test_what_a_place_may_support(
    document_type: DocumentType, section: str, standing: Standing, guideline: str
) -> None:
    source = source_of(document_type, section)
    assert source.standing is standing
    assert source.authority.section == guideline
    assert source.authority.edition == "FY2026"


def test_every_place_has_a_source() -> None:
    for document_type in DocumentType:
        for section in {"", "unheard of header", *headers().sections.values()}:
            assert source_of(document_type, section).authority.source == "ICD-10-CM Official Guidelines"


@pytest.mark.parametrize(
    ("code", "may"),
    [
        ("Z68.41", True),
        ("L97.512", True),
        ("L98.421", True),
        ("L89.153", True),
        ("R40.2124", True),
        ("R40.20", False),
        ("R40.2A", False),
        ("R29.710", True),
        ("R29.6", False),
        ("Z59.00", True),
        ("Z65.3", True),
        ("Z66", False),
        ("Y90.6", True),
        ("Z28.310", True),
        ("Z28.21", False),
        ("W34.00XA", True),
        ("E66.9", False),
        ("L03.115", False),
    ],
)
def test_what_another_clinician_may_document(code: str, may: bool) -> None:
    assert clinician_may_document(code) is may
    assert clinician_may_document(code.replace(".", "")) is may


def test_the_list_is_the_guidelines() -> None:
    assert len(clinician_details()) == 10


def test_each_concept_says_what_its_place_may_support() -> None:
    note = "ASSESSMENT: Hypertension.\nVITALS\nBP 150/90\nTriage note: Pneumonia."
    found = {
        (concept.section, concept.source.standing if concept.source else None)
        for concept in review_text(note, document_type=DocumentType.ED_NOTE)
    }
    assert found == {
        ("assessment", Standing.PROVIDER),
        ("vital_signs", Standing.FINDING),
        ("clinician_notes", Standing.CLINICIAN),
    }


def _codes(*documents: tuple[DocumentType, str]) -> set[str]:
    chart = tuple(
        Document(f"d{number}", kind, kind.value, "A. Author", date(2026, 6, 1), text)
        for number, (kind, text) in enumerate(documents)
    )
    patient = Patient("p", date(1950, 1, 1), Sex.FEMALE)
    day = date(2026, 6, 1)
    encounter = Encounter(
        "e", Setting.INPATIENT_ACUTE, ClaimType.INPATIENT, patient, day, date(2026, 6, 6), chart
    )
    return {suggestion.code.written for suggestion in diagnose(encounter, review(encounter))}


NURSE, DOCTOR = DocumentType.NURSING_NOTE, DocumentType.DISCHARGE_SUMMARY


def test_a_nurse_states_no_diagnosis() -> None:
    assert _codes((NURSE, "Pneumonia. Food insecurity.")) == {"Z59.41"}


def test_a_stage_counts_with_the_providers_ulcer() -> None:
    stage = (NURSE, "Pressure ulcer of sacral region, stage 3.")
    ulcer = (DOCTOR, "DISCHARGE DIAGNOSES\nPressure ulcer of sacral region.")
    assert "L89.153" not in _codes(stage, (DOCTOR, "DISCHARGE DIAGNOSES\nPneumonia."))
    assert {code for code in _codes(stage, ulcer) if code.startswith("L89")} == {"L89.153"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("OPERATIVE REPORT\n\nPROCEDURE: x", DocumentType.OPERATIVE_REPORT),
        ("Nursing note 06/16/2026 07:15\n\nNight shift.", DocumentType.NURSING_NOTE),
        ("# Discharge summary\n\nSeen.", DocumentType.DISCHARGE_SUMMARY),
        ("Preoperative diagnosis: a\nPostoperative diagnosis: b\nEBL: 5 mL", DocumentType.OPERATIVE_REPORT),
        (
            "Admission date: x\nHospital course:\nwell\nDischarge medications:\nnone",
            DocumentType.DISCHARGE_SUMMARY,
        ),
        (
            "TECHNIQUE: CT\nCOMPARISON: none\nFINDINGS: clear\nIMPRESSION: clear",
            DocumentType.RADIOLOGY_REPORT,
        ),
        ("GROSS DESCRIPTION: a\nMICROSCOPIC DESCRIPTION: b", DocumentType.PATHOLOGY_REPORT),
        ("CC: cough\nHPI: a week\nROS: none\nVitals: normal\nA/P: flu", DocumentType.OFFICE_NOTE),
        ("She went over the discharge summary.", None),
        ("Reason for consultation: cough", None),
        ("Doing well.", None),
        ("", None),
    ],
)
def test_the_kind_of_a_document(text: str, kind: DocumentType | None) -> None:
    assert guess_type(text) is kind
