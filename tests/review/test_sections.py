"""Headers with and without a colon, in capitals, in markdown, in the line; and what is none."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from pathlib import Path

import pytest

from codinglab.model import Document, DocumentType
from codinglab.reference.paths import REFERENCE
from codinglab.review import sections
from codinglab.review.sections import find_sections, headers, normalize, outline

ACI = Path("/work/shared/eval/aci-bench-dev.json")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("CHIEF COMPLAINT\nCough\n\nASSESSMENT AND PLAN\nFlu", ["chief_complaint", "assessment"]),
        ("Assessment & Plan:\nFlu", ["assessment"]),
        ("**Assessment:** Flu", ["assessment"]),
        ("## Past medical history\nNone", ["past_medical_history"]),
        (
            "HPI: cough. PMH: asthma. PLAN: rest",
            ["history_of_present_illness", "past_medical_history", "plan"],
        ),
        ("FAMILY HISTORY\nMother: diabetes\nFather: stroke", ["family_history"]),
        ("PHYSICAL EXAM\nSKIN: No rashes\nLungs: clear", ["physical_examination"]),
        ("FAMILY HISTORY: none\nUNHEARD OF HEADER\nSepsis", ["family_history", "unheard of header"]),
        (
            "# Discharge summary\n## Discharge diagnoses\n1. Sepsis",
            ["discharge summary", "discharge_diagnosis"],
        ),
        ("## Assessment\n### Sepsis\nbetter\n## Plan\nrest", ["assessment", "plan"]),
        ("Assessment and Plan:\nSepsis:\nbetter", ["assessment"]),
        (
            "Principal Dx: Sepsis\nOther Dx: gout\nSecondary Dxs:\n1. asthma\nMeds at discharge: metformin",
            ["discharge_diagnosis", "discharge_diagnosis", "discharge_diagnosis", "medications"],
        ),
        (
            "D/C Dx: gout\nFinal Dx\ngout\nAdmit Dx: gout\nD/C Meds: none\nDischarge Rx: none",
            ["discharge_diagnosis"] * 2 + ["admission_diagnosis", "medications", "medications"],
        ),
        (
            "Past med hx: gout\nFam Hx: gout\nSurg Hx: none\nSoc hx: none\nPsych hx: none\nAssess/Plan: rest",
            [
                "past_medical_history",
                "family_history",
                "past_surgical_history",
                "social_history",
                "past_medical_history",
                "assessment",
            ],
        ),
        ("Meds and Dx are known.", []),
        ("SKIN: No rashes", []),
        ("1. CHIEF COMPLAINT: cough\nII. EXAM\nclear", ["chief_complaint", "physical_examination"]),
        ("ASSESSMENT\n1. Sepsis\n2. Anemia", ["assessment"]),
        (
            "S: well\nO: BP 120/80\nP: 72\nA: flu\nP: rest",
            ["history_of_present_illness", "physical_examination", "assessment", "plan"],
        ),
        ("VITALS\nP: 72\nT: 37", ["vital_signs"]),
        ("ANESTHESIA: General\nDESCRIPTION OF PROCEDURE: Incised", ["procedure", "procedure"]),
        ("The assessment was difficult.\nBP: 120/80\nHIV", []),
        ("", []),
    ],
)
def test_sections_of_a_text(text: str, names: list[str]) -> None:
    assert [section.name for section in find_sections(text)] == names


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("1. HISTORY", "history_of_present_illness"),
        ("II. EXAM:", "physical_examination"),
        ("A. Past Medical History:", "past_medical_history"),
        ("3) Medications: metformin", "medications"),
        ("assessment:", "assessment"),
        ("hpi: cough for a week", "history_of_present_illness"),
        ("A/P", "assessment"),
        ("A&P:", "assessment"),
        ("A/P: flu", "assessment"),
        ("PMHx: asthma", "past_medical_history"),
        ("PLAN:rest", "plan"),
        ("PLAN - rest and fluids", "plan"),
        ("=== PLAN ===", "plan"),
        ("[Assessment]", "assessment"),
        ("__Plan__", "plan"),
        ("Plan\n----\nrest", "plan"),
        ("HISTORY OF PRESENT ILLNESS (HPI):", "history_of_present_illness"),
        ("Pertinent labs:", "laboratory"),
        ("Vital signs (triage):", "vital_signs"),
        ("ED COURSE:", "hospital_course"),
        ("Medical Decision Making:", "assessment"),
        ("Clinical impression:", "assessment"),
        ("Overnight events:", "history_of_present_illness"),
        ("Home Meds:", "medications"),
        ("Preop diagnosis:", "preoperative_diagnosis"),
        ("POST-OPERATIVE DIAGNOSIS:", "postoperative_diagnosis"),
        ("Estimated blood loss: 50 mL", "procedure"),
        ("Gross Description:", "specimen"),
        ("FINAL PATHOLOGIC DIAGNOSIS:", "discharge_diagnosis"),
        ("TECHNIQUE:", "imaging"),
        ("Reason for exam: cough", "indication"),
        ("Nursing assessment:", "clinician_notes"),
        ("Return precautions:", "instructions"),
        ("SPECIMEN(S) SUBMITTED:", "specimen"),
        ("ED Course & MDM:", "hospital_course"),
        ("PLAN:,1.  She will rest.", "plan"),
    ],
)
def test_a_header_as_writers_set_it(line: str, name: str) -> None:
    assert [section.name for section in find_sections(f"{line}\n")] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "The plan: rest and fluids were advised.",
        "She was seen last week by her cardiologist, who went over the new\nplan: rest and fluids.",
        "He has had two admissions this year and was told about his past\nMedical history\n",
        "Follow up\n",
        "Assessment was difficult today.",
        "I went over her history and medications with her: she agrees",
        "1. Diabetes mellitus\n2. Gout",
        "• Medications: unchanged",
        "- Labs: pending",
        "10:30 seen in the exam room",
        "**Please** call back",
        "P: 72 R: 16",
        "VITALLY WELL",
        "Note: she is deaf.",
        "EKG\n",
    ],
)
def test_prose_is_no_header(text: str) -> None:
    known = set(headers().sections.values())
    assert [section.name for section in find_sections(text) if section.name in known] == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "S: cough\nO: lungs clear\nA: bronchitis\nP: fluids",
            ["history_of_present_illness", "physical_examination", "assessment", "plan"],
        ),
        (
            "S: cough\nO: P: 72\nA/P: bronchitis",
            ["history_of_present_illness", "physical_examination", "assessment"],
        ),
        (
            "Objective:\nCardiovascular:\nregular\nRight hip:\nsore\nPlan:\nrest",
            ["physical_examination", "plan"],
        ),
        (
            "EXAM:\nRIGHT HIP:\nsore\nSKIN\nclear\nIMPRESSION:\nArthritis",
            ["physical_examination", "assessment"],
        ),
        ("PHYSICAL EXAM\nVitals: BP 120/80\nLungs: clear", ["physical_examination"]),
        ("RESULTS\nLabs: normal\nImpression: normal CT\nASSESSMENT\nGout", ["laboratory", "assessment"]),
        ("FINDINGS:\nclear\nIMPRESSION:\nNo pneumonia", ["imaging", "assessment"]),
        ("## Results\n### Labs\nnormal\n### Imaging\nclear\n## Plan\nrest", ["laboratory", "plan"]),
        ("## Physical exam\n### Cardiovascular\nregular\n## Plan\nrest", ["physical_examination", "plan"]),
        (
            "MEDICATIONS\nMETOPROLOL TARTRATE\nASSESSMENT\nCHRONIC KIDNEY DISEASE\nstable",
            ["medications", "assessment"],
        ),
        ("ASSESSMENT AND PLAN:\n1. Gout\n2. Allergies: cetirizine\n3. Procedures: none", ["assessment"]),
        (
            "1. HISTORY\ncough\n2. EXAM\nclear\n3. PLAN\nrest",
            ["history_of_present_illness", "physical_examination", "plan"],
        ),
        (
            "PAST HISTORY\n\nMedical\nGout\n\nMedications\nnone\n\nPLAN\nrest\n\nEXAM\nwell",
            ["past_medical_history", "plan", "physical_examination"],
        ),
        (
            "ASSESSMENT\nGout\nRESIDENT ROTATION NOTE\nMother has lupus",
            ["assessment", "resident rotation note"],
        ),
        ("A/P:\n# COPD: steroids\n# Pneumonia\nimproving", ["assessment"]),
        ("Assessment:\n1. Kidney injury\n   Imaging: normal\n2. Gout", ["assessment"]),
        ("Doing well. Past Medical History: asthma. Plan: rest.", ["past_medical_history", "plan"]),
    ],
)
def test_parts_of_a_section_do_not_close_it(text: str, names: list[str]) -> None:
    assert [section.name for section in find_sections(text)] == names


def test_the_outline_gives_the_depth_of_each_heading() -> None:
    parts = outline("RESULTS\nLabs: normal\nEXAM\nCardiovascular:\nregular\nPLAN:\nrest")
    assert [(part.heading.words, part.depth) for part in parts] == [
        ("RESULTS", 1),
        ("Labs", 2),
        ("EXAM", 1),
        ("Cardiovascular", 2),
        ("PLAN", 1),
    ]


def test_a_note_all_in_capitals_has_no_headers_nobody_listed() -> None:
    note = "HISTORY:\nTHE PATIENT HAS HAD A COUGH FOR A WEEK AND IS SHORT OF BREATH\nLUNGS SOUND CLEAR\n" * 4
    assert {section.name for section in find_sections(note)} == {"history_of_present_illness"}


def test_no_variant_heads_two_sections_or_is_a_label_too() -> None:
    data = tomllib.loads((REFERENCE / "lexicon" / "sections.toml").read_text(encoding="utf-8"))
    variants = [normalize(variant) for facts in data["section"].values() for variant in facts["headers"]]
    assert not set(variants) & headers().within
    assert len(set(variants)) == len(variants)


def test_sections_tile_the_text_from_the_first_header() -> None:
    text = "Seen today.\r\nHPI: cough\r\nPLAN\r\nrest 😀\r\nALLERGIES: none"
    found = sections(Document("d", DocumentType.OFFICE_NOTE, "t", "a", date(2026, 6, 1), text))
    assert [text[section.start : section.end] for section in found] == [
        "HPI: cough\r\n",
        "PLAN\r\nrest 😀\r\n",
        "ALLERGIES: none",
    ]
    for section in found:
        assert section.header in text[section.start : section.body_start]


@pytest.mark.skipif(not ACI.is_file(), reason=f"{ACI} is not on this machine")
def test_the_headers_of_real_notes_are_known() -> None:
    known = set(headers().sections.values())
    notes = [entry["note"] for entry in json.loads(ACI.read_text(encoding="utf-8"))]
    found = [section for note in notes for section in find_sections(note)]
    assert len(found) > 500
    assert sum(section.name in known for section in found) / len(found) > 0.97
