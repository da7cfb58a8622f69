"""What of a claim stays as it is while it is coded: its form, its boxes, and the facts of its shell."""

from __future__ import annotations

from typing import Any

from codinglab.lab.code_title import title_of
from codinglab.lab.workbench.claim_boxes import (
    POINTED,
    beyond_words,
    diagnosis_box,
    most_diagnoses,
    most_procedures,
    procedure_box,
)
from codinglab.lab.workbench.line_rows import columns
from codinglab.model import Case, Claim, ClaimType

_BOXES = 30


def claim_facts(case: Case) -> dict[str, Any]:
    """The frame of the form for the browser: what its sections are, their boxes, and the shell's facts."""
    claim_type = case.encounter.claim_type
    stay = claim_type is ClaimType.INPATIENT
    professional = claim_type is ClaimType.PROFESSIONAL
    numbers = range(1, _BOXES + 1)
    return {
        "form": "CMS-1500" if professional else "UB-04",
        "shell": [] if professional else _shell(case.shell, stay=stay),
        "first": ["P", "principal"] if stay else ["1st", "first-listed"],
        "poa": stay,
        "procedures": stay,
        "pointed": POINTED if professional else 0,
        "diagnosis": {
            "box": "21" if professional else "67",
            "boxes": [diagnosis_box(claim_type, number) for number in numbers],
            "most": most_diagnoses(claim_type),
            "beyond": beyond_words(claim_type),
        },
        "procedure": {
            "box": "74",
            "boxes": [procedure_box(number) for number in numbers],
            "most": most_procedures(),
            "beyond": beyond_words(claim_type),
        },
        "columns": [] if stay else [column.as_data() for column in columns(claim_type)],
        "line": {"box": "24" if professional else "42–46"},
    }


def _shell(claim: Claim, *, stay: bool) -> list[list[str]]:
    """Facts of a facility claim that the coder does not code but must know: box, name, value."""
    admitting = claim.admitting_diagnosis
    told = [
        ("4", "Type of bill", claim.bill_type),
        ("6", "From – through", f"{claim.from_date} – {claim.through_date}"),
        ("17", "Discharge status", claim.discharge_status),
        ("18", "Conditions", " ".join(claim.condition_codes)),
    ]
    if stay and admitting is not None:
        title = title_of(admitting, claim.governing_date())
        told.append(("69", "Admitting", f"{admitting.written} {title}"))
    return [[box, name, value] for box, name, value in told if value]
