"""Terms found in any order of their words, and the details of a problem."""

from __future__ import annotations

from datetime import date

import pytest

from codinglab.model import ConceptKind, DocumentType, Setting
from codinglab.review import review
from codinglab.review.note_file import encounter_of


def problems(text: str, kind: DocumentType = DocumentType.OFFICE_NOTE) -> dict[str, tuple[str, ...]]:
    encounter = encounter_of(text, Setting.OFFICE, kind, date(2026, 6, 1))
    return {
        concept.evidence.quote: concept.codes
        for concept in review(encounter)
        if concept.kind is ConceptKind.PROBLEM
    }


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Pain in his left knee.", "M25562"),
        ("Fracture of the right femur neck.", "S7200"),
        ("The prostatic abscess was drained.", "N412"),
        ("Stones in the left ureter.", "N201"),
    ],
)
def test_the_order_of_the_words_does_not_matter(text: str, code: str) -> None:
    assert any(found and found[0].startswith(code) for found in problems(text).values())


@pytest.mark.parametrize(
    "text", ["Kidney function is normal, no pain.", "His heart was in it. The attack failed."]
)
def test_words_of_different_things_make_no_term(text: str) -> None:
    assert not {"N23", "I219"} & {code for codes in problems(text).values() for code in codes}


def test_the_details_of_a_problem_are_read_beside_it() -> None:
    text = "Acute on chronic systolic heart failure and a stage 3 pressure ulcer of the left heel."
    encounter = encounter_of(text, Setting.OFFICE, DocumentType.OFFICE_NOTE, date(2026, 6, 1))
    found = [one for one in review(encounter) if one.kind is ConceptKind.PROBLEM]
    assert (found[0].slot("acuity"), found[0].slot("side")) == ("acute on chronic", "")
    ulcer = next(one for one in found if one.codes[0].startswith("L89"))
    assert (ulcer.slot("stage"), ulcer.slot("side"), ulcer.slot("site")) == ("stage 3", "left", "heel")
    for slot in ulcer.slots:
        assert text[slot.evidence.start : slot.evidence.end] == slot.evidence.quote
