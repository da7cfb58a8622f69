"""What an office chart leads to: injuries with their story, pain, and what is only listed."""

from __future__ import annotations

from datetime import date

import pytest

from codinglab.diagnose import diagnose
from codinglab.model import ClaimType, Document, DocumentType, Encounter, Patient, Setting, Sex, Suggestion
from codinglab.review import review
from codinglab.review.note_file import encounter_of


def suggest(text: str) -> dict[str, Suggestion]:
    encounter = encounter_of(text, Setting.OFFICE, DocumentType.OFFICE_NOTE, date(2026, 6, 1))
    return {found.code.written: found for found in diagnose(encounter, review(encounter))}


def stay(*documents: tuple[DocumentType, str]) -> dict[str, Suggestion]:
    chart = tuple(
        Document(f"d{number}", kind, kind.value, "A. Author", date(2026, 6, 1 + number), text)
        for number, (kind, text) in enumerate(documents)
    )
    patient = Patient("p", date(1950, 1, 1), Sex.FEMALE)
    first, last = date(2026, 6, 1), date(2026, 6, 6)
    encounter = Encounter("e", Setting.INPATIENT_ACUTE, ClaimType.INPATIENT, patient, first, last, chart)
    return {found.code.written: found for found in diagnose(encounter, review(encounter))}


@pytest.mark.parametrize(
    ("story", "codes"),
    [
        ("She slipped and fell on the ice yesterday.", {"W00.0XXA"}),
        ("He tripped over a rug and fell while at home.", {"W01.0XXA", "Y92.009"}),
        ("He was rear-ended last week.", {"V89.2XXA"}),
        ("She twisted it while running.", {"W18.49XA", "Y93.02"}),
        ("He denies any fall.", set()),
        ("The pain began slowly.", set()),
    ],
)
def test_the_story_of_an_injury_gives_its_external_causes(story: str, codes: set[str]) -> None:
    found = suggest(f"HISTORY OF PRESENT ILLNESS\n\n{story}\n\nASSESSMENT\n\n1. Right ankle sprain.")
    assert {code for code in found if code[0] in "VWXY"} == codes
    assert "S93.401A" in found


def test_without_an_injury_no_external_cause_is_reported() -> None:
    found = suggest("HISTORY OF PRESENT ILLNESS\n\nShe fell last year.\n\nASSESSMENT\n\n1. Gout.")
    assert set(found) == {"M10.9"}


@pytest.mark.parametrize(
    ("assessment", "code"),
    [
        ("Right ankle sprain.", "S93.401A"),
        ("Right ankle sprain, healing.", "S93.401D"),
        ("Sequela of right ankle sprain.", "S93.401S"),
    ],
)
def test_the_encounter_of_an_injury_is_read_from_its_statement(assessment: str, code: str) -> None:
    assert code in suggest(f"ASSESSMENT\n\n1. {assessment}")


def test_pain_belongs_to_the_injury_of_the_same_part_and_side() -> None:
    one = suggest("ASSESSMENT\n\n1. Right knee pain.\n2. Right knee sprain.")
    other = suggest("ASSESSMENT\n\n1. Left knee pain.\n2. Right knee sprain.")
    assert ("M25.561" in one, "M25.562" in other) == (False, True)


def test_chronic_pain_of_a_site_adds_the_kind_of_pain_after_it() -> None:
    assert list(suggest("ASSESSMENT\n\n1. Chronic back pain."))[:2] == ["M54.9", "G89.29"]


def test_what_the_chart_only_lists_is_marked() -> None:
    found = suggest("PAST MEDICAL HISTORY\n\nAtrial fibrillation\n\nASSESSMENT\n\n1. Gout.")
    assert (found["I48.91"].addressed, found["M10.9"].addressed) == (False, True)


def test_what_is_too_general_gives_way_to_anything_better() -> None:
    assert "B99.9" in suggest("ASSESSMENT\n\n1. Infection.")
    assert "B99.9" not in suggest("ASSESSMENT\n\n1. Infection.\n2. Cellulitis of the right leg.")


def test_a_suggestion_tells_where_it_stands_and_what_it_passed_over() -> None:
    found = suggest("MEDICATIONS\n\nmetformin\n\nRESULTS\n\nA1c 8.1\n\nASSESSMENT\n\n1. Type 2 diabetes.")[
        "E11.9"
    ]
    assert "synonyms.toml" in found.matched
    assert {one.quote for one in found.supporting} == {"metformin", "A1c 8.1"}
    assert "E11.0" in {one.code.written for one in found.passed_over}
    assert all(one.why for one in found.passed_over)


@pytest.mark.parametrize(
    ("words", "poa"),
    [
        ("Pneumonia, present on admission", "Y"),
        ("Hospital-acquired pneumonia", "N"),
        ("Pneumonia", "U"),
    ],
)
def test_the_present_on_admission_indicator_is_proposed_with_its_reason(words: str, poa: str) -> None:
    found = stay(
        (DocumentType.DISCHARGE_SUMMARY, f"DISCHARGE DIAGNOSES\n1. Hip pain\n2. {words}\n3. Hypertension")
    )
    pneumonia = next(one for code, one in found.items() if code.startswith("J18"))
    assert pneumonia.poa == poa
    assert pneumonia.poa_reason
    assert found["I10"].poa == "Y"


def test_the_principal_diagnosis_occasioned_the_admission() -> None:
    (pneumonia,) = stay((DocumentType.DISCHARGE_SUMMARY, "DISCHARGE DIAGNOSES\n1. Pneumonia")).values()
    assert (pneumonia.poa, "principal" in pneumonia.poa_reason) == ("Y", True)


def test_a_nurse_documents_a_stage_only_beside_the_providers_ulcer() -> None:
    nurse = (DocumentType.NURSING_NOTE, "Stage 3 pressure ulcer of sacral region.")
    alone = stay(nurse, (DocumentType.DISCHARGE_SUMMARY, "DISCHARGE DIAGNOSES\n1. Hypertension"))
    beside = stay(
        nurse, (DocumentType.DISCHARGE_SUMMARY, "DISCHARGE DIAGNOSES\n1. Pressure ulcer of sacral region")
    )
    assert not any(code.startswith("L89") for code in alone)
    assert "L89.153" in beside
