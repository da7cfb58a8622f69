"""What is planned, screened for, or dated by a bare year, read by the real pipeline."""

from __future__ import annotations

import pytest

from codinglab.model import Assertion, ConceptKind, DocumentType
from codinglab.review import review_text
from codinglab.review.assertion import assertion
from codinglab.review.context import Says


def found(text: str) -> dict[str, Assertion]:
    concepts = review_text(text, document_type=DocumentType.OFFICE_NOTE)
    return {concept.evidence.quote.lower(): concept.assertion for concept in concepts}


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Will start metformin for diabetes.", "diabetes", Assertion.AFFIRMED),
        ("Will start metformin for diabetes.", "metformin", Assertion.PLANNED),
        ("Plan for pneumonia: ceftriaxone 1 g daily.", "pneumonia", Assertion.AFFIRMED),
        ("Plan for pneumonia: ceftriaxone 1 g daily.", "ceftriaxone", Assertion.AFFIRMED),
        ("We will proceed with treatment of cellulitis.", "cellulitis", Assertion.AFFIRMED),
        ("Considering pneumonia.", "pneumonia", Assertion.POSSIBLE),
        ("Scheduled for CABG for coronary artery disease.", "cabg", Assertion.PLANNED),
        ("Screening for diabetes.", "diabetes", Assertion.SCREENING),
        ("Encounter for screening for colon cancer.", "colon cancer", Assertion.SCREENING),
        ("Encounter for screening for colon cancer.", "encounter for screening", Assertion.AFFIRMED),
        ("Scheduled for screening for colon cancer.", "colon cancer", Assertion.SCREENING),
        ("Stroke in 2015.", "stroke", Assertion.HISTORICAL),
        ("MI (2012), now on aspirin.", "mi", Assertion.HISTORICAL),
        ("Type 2 diabetes in 2015.", "type 2 diabetes", Assertion.AFFIRMED),
        ("Pneumonia diagnosed in 2015.", "pneumonia", Assertion.AFFIRMED),
        ("Pneumonia, seen on June 3, 2026.", "pneumonia", Assertion.AFFIRMED),
        ("Pneumonia 06/03/2026.", "pneumonia", Assertion.AFFIRMED),
        ("Pneumonia. BNP 2015 pg/mL.", "pneumonia", Assertion.AFFIRMED),
    ],
)
def test_what_is_said(text: str, words: str, expected: Assertion) -> None:
    assert found(f"ASSESSMENT\n{text}")[words] is expected


def test_only_what_is_done_to_a_patient_is_planned() -> None:
    said = {Says.PLANNED, Says.POSSIBLE}
    assert assertion(said, ["J189"], ConceptKind.PROBLEM) == (Assertion.POSSIBLE, Says.POSSIBLE)
    assert assertion(said, ["Z992"], ConceptKind.PROBLEM) == (Assertion.PLANNED, Says.PLANNED)
    assert assertion(said, [], ConceptKind.PROCEDURE) == (Assertion.PLANNED, Says.PLANNED)
