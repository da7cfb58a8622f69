"""Stays: what is resolved was there, what is ruled out was not, and what may stand first."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from codinglab.model import DocumentType, Suggestion

Stay = Callable[..., dict[str, Suggestion]]
SUMMARY, NOTE = DocumentType.DISCHARGE_SUMMARY, DocumentType.PROGRESS_NOTE


@pytest.mark.parametrize(
    ("problem", "code"),
    [
        ("Acute metabolic encephalopathy, resolved", "G93.41"),
        ("Hyponatremia, resolved", "E87.1"),
        ("Acute kidney injury - resolved", "N17.9"),
    ],
)
def test_what_was_resolved_in_the_stay_is_a_diagnosis_of_it(stay: Stay, problem: str, code: str) -> None:
    found = stay((SUMMARY, f"## Discharge diagnoses\n1. Pneumonia\n2. {problem}\n"))
    assert code in found


def test_what_was_resolved_before_the_stay_is_not(stay: Stay) -> None:
    found = stay(
        (SUMMARY, "## Discharge diagnoses\n1. Pneumonia\n2. Hyponatremia resolved prior to arrival\n")
    )
    assert "E87.1" not in found
    assert "E87.1" not in stay(
        (SUMMARY, "## PMH\nHyponatremia, resolved\n\n## Discharge diagnoses\n1. Pneumonia\n")
    )


def test_a_later_not_rules_out_what_was_suspected(stay: Stay) -> None:
    first = (NOTE, "## A/P\n1. Probable pneumonia.\n2. Acute systolic heart failure.\n")
    second = (NOTE, "## A/P\n1. This is not pneumonia.\n2. Acute systolic heart failure.\n")
    assert "J18.9" not in stay(first, second)


def test_a_cross_marks_a_problem_of_a_plan(stay: Stay) -> None:
    plan = "## A/P\n78F with CHF.\n# AKI on CKD 3b: Cr 1.9 from 1.4. Hold lisinopril.\n# Hyponatremia\n"
    found = stay((NOTE, plan))
    assert {"N17.9", "N18.32", "E87.1"} <= set(found)


def test_no_symptom_is_first_beside_a_definitive_diagnosis(stay: Stay) -> None:
    plan = "## Assessment\n1. Chest pain.\n2. Acute systolic heart failure.\n"
    assert not next(iter(stay((NOTE, plan)))).startswith("R")
    alone = stay((NOTE, "## Assessment\n1. Chest pain.\n"))
    assert next(iter(alone)).startswith("R")


def test_breathing_with_accessory_muscles_is_no_malformation(stay: Stay) -> None:
    found = stay((NOTE, "## Exam\nRR 32, using accessory muscles.\n\n## Assessment\n1. Pneumonia\n"))
    assert "Q79.8" not in found


def test_the_stage_of_a_nurse_joins_the_site_of_the_provider(stay: Stay) -> None:
    nurse = (DocumentType.NURSING_NOTE, "Skin: stage 3 pressure injury.\n")
    found = stay(nurse, (SUMMARY, "## Discharge diagnoses\n1. Pneumonia\n2. Sacral pressure injury\n"))
    assert "L89.153" in found
    assert not {"L89.93", "L89.159"} & set(found)
    assert "I.B.14" in str(found["L89.153"].authority)
