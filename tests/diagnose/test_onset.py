"""Present on admission: when a condition of a stay began."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from codinglab.diagnose.draft import lexicon_file
from codinglab.model import DocumentType, Suggestion

Stay = Callable[..., dict[str, Suggestion]]


@pytest.mark.parametrize("kind", ["later", "early"])
def test_each_pattern_fits_its_example(kind: str) -> None:
    for fact in lexicon_file("onset.toml")[kind]:
        assert re.search(fact["words"], fact["example"], re.IGNORECASE), fact["words"]


@pytest.mark.parametrize(
    ("listed", "course", "code", "poa"),
    [
        ("Aspiration pneumonia, HD 3", "", "J69.0", "N"),
        ("Urinary retention, postop", "", "R33.9", "N"),
        ("Acute kidney injury on hospital day 3", "", "N17.9", "N"),
        ("Delirium", "POD 2 became agitated overnight; delirium resolved.", "R41.0", "N"),
        (
            "Supraventricular tachycardia",
            "Supraventricular tachycardia on 6/4, day 2, one run.",
            "I47.10",
            "N",
        ),
        ("Hypertension, postop", "", "I10", "Y"),
        ("Acute kidney injury, postoperative, present on admission", "", "N17.9", "Y"),
        ("Acute kidney injury, not on admission", "", "N17.9", "N"),
        ("Acute kidney injury", "Brought in with acute kidney injury.", "N17.9", "Y"),
        ("Acute kidney injury", "Creatinine improved by day 3.", "N17.9", "U"),
    ],
)
def test_the_statement_tells_when_it_began(stay: Stay, listed: str, course: str, code: str, poa: str) -> None:
    text = f"Discharge diagnoses:\n1. Hip fracture, left\n2. {listed}\n\nHospital course:\n{course}\n"
    assert stay((DocumentType.DISCHARGE_SUMMARY, text))[code].poa == poa


def test_an_infection_whose_symptom_brought_the_patient_was_there(stay: Stay) -> None:
    text = "History of present illness:\nFever and cough for two days.\n\n"
    text += "Discharge diagnoses:\n1. Syncope\n2. Pneumonia\n"
    assert stay((DocumentType.DISCHARGE_SUMMARY, text))["J18.9"].poa == "Y"


@pytest.mark.parametrize(
    ("listed", "first"),
    [
        ("1. Sepsis due to E. coli pyelonephritis", "A41.51"),
        ("1. Pneumonia with sepsis", "A41.9"),
        ("1. Pneumonia\n2. Sepsis, hospital day 4", "J18.9"),
    ],
)
def test_sepsis_named_with_the_infection_of_the_admission_is_first(
    stay: Stay, listed: str, first: str
) -> None:
    found = stay((DocumentType.DISCHARGE_SUMMARY, f"Discharge diagnoses:\n{listed}\n"))
    assert next(iter(found)) == first


def test_a_deficit_is_there_with_the_stroke_of_the_admission(stay: Stay) -> None:
    listed = "1. Acute ischemic stroke\n2. Aphasia\n3. Dysarthria, hospital day 4"
    found = stay((DocumentType.DISCHARGE_SUMMARY, f"Discharge diagnoses:\n{listed}\n"))
    assert (found["R47.01"].poa, found["R47.1"].poa) == ("Y", "N")
