"""Headers with and without a colon, in capitals, in markdown, in the line; and what is none."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from codinglab.model import Document, DocumentType
from codinglab.review import sections
from codinglab.review.sections import find_sections, headers

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
        ("SKIN: No rashes", []),
        ("1. CHIEF COMPLAINT: cough\nII. EXAM\nclear", ["chief_complaint", "physical_examination"]),
        ("ASSESSMENT\n1. Sepsis\n2. Anemia", ["assessment"]),
        (
            "S: well\nO: BP 120/80\nP: 72\nA: flu\nP: rest",
            ["history_of_present_illness", "physical_examination", "assessment", "plan"],
        ),
        ("VITALS\nP: 72\nT: 37", ["vital_signs"]),
        ("ANESTHESIA: General\nDESCRIPTION OF PROCEDURE: Incised", ["operative_details", "procedure"]),
        ("The assessment was difficult.\nBP: 120/80\nHIV", []),
        ("", []),
    ],
)
def test_sections_of_a_text(text: str, names: list[str]) -> None:
    assert [section.name for section in find_sections(text)] == names


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
