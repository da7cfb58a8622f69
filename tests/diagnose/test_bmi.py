"""The body mass index: beside a diagnosis of weight, after it, of adults."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from codinglab.diagnose.bmi import code_of
from codinglab.model import DocumentType, Suggestion
from codinglab.reference.icd10cm import icd10cm

Charting = Callable[..., dict[str, Suggestion]]
OBESE = "ASSESSMENT\n\n1. Obesity."


def indexes(found: dict[str, Suggestion]) -> list[str]:
    return [code for code in found if code.startswith("Z68")]


@pytest.mark.parametrize("number", [20.0, 24.9, 29.9, 30.0, 39.9, 40.0, 44.9, 45.0, 50.0, 59.9, 60.0, 69.9])
def test_the_code_of_a_number_is_the_one_whose_range_holds_it(number: float) -> None:
    title = icd10cm().title(code_of(number))
    low, high = (float(part) for part in title.split("] ")[1].split(",")[0].split("-"))
    assert low <= number <= high


def test_the_ends_of_the_range_are_open() -> None:
    assert "19.9 or less" in icd10cm().title(code_of(12))
    assert "70 or greater" in icd10cm().title(code_of(70))


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        (f"VITALS\n\nBMI 42.3\n\n{OBESE}", ["Z68.41"]),
        (f"PHYSICAL EXAM\n\nBody mass index is 33.1 kg/m2.\n\n{OBESE}", ["Z68.33"]),
        ("VITALS\n\nBMI 27.0\n\nASSESSMENT\n\n1. Overweight.", ["Z68.27"]),
        ("VITALS\n\nBMI 16.2\n\nASSESSMENT\n\n1. Severe protein-calorie malnutrition.", ["Z68.1"]),
        ("VITALS\n\nBMI 42.3\n\nASSESSMENT\n\n1. Gout.", []),
        ("VITALS\n\nBMI 42.3\n\nASSESSMENT\n\n1. Gout. No obesity.", []),
        (f"{OBESE} Goal BMI 25.", []),
        (f"{OBESE} A normal BMI 18.5-24.9 was explained.", []),
        (f"HPI\n\nA 12-year-old girl.\n\nVITALS\n\nBMI 31.0\n\n{OBESE}", []),
        (f"HPI\n\nA 42-year-old woman.\n\nVITALS\n\nBMI 31.0\n\n{OBESE}", ["Z68.31"]),
        ("VITALS\n\nBMI 34.0\n\nASSESSMENT\n\n1. Obesity.\n2. Gestational diabetes.", []),
    ],
)
def test_the_index_is_coded_beside_a_diagnosis_of_weight_only(
    suggest: Charting, note: str, expected: list[str]
) -> None:
    assert indexes(suggest(note)) == expected


def test_it_follows_the_diagnosis_and_names_the_guideline(suggest: Charting) -> None:
    found = suggest("VITALS\n\nBMI 42.3\n\nASSESSMENT\n\n1. Obesity.\n2. Gout.")
    assert list(found) == ["E66.9", "Z68.41", "M10.9"]
    assert "I.B.14" in found["Z68.41"].authority.section
    assert "BMI 42.3" in found["Z68.41"].reason


def test_the_birth_date_of_the_patient_decides_the_age(visit: Charting) -> None:
    note = (DocumentType.OFFICE_NOTE, f"VITALS\n\nBMI 31.0\n\n{OBESE}")
    assert indexes(visit(date(2006, 6, 1), note)) == ["Z68.31"]
    assert indexes(visit(date(2006, 6, 2), note)) == []


def test_a_dietitian_documents_the_value_and_only_the_provider_the_diagnosis(stay: Charting) -> None:
    value = (DocumentType.NURSING_NOTE, "Morbid obesity, BMI 45.2.")
    beside = stay(value, (DocumentType.DISCHARGE_SUMMARY, "DISCHARGE DIAGNOSES\n1. Morbid obesity"))
    alone = stay(value, (DocumentType.DISCHARGE_SUMMARY, "DISCHARGE DIAGNOSES\n1. Gout"))
    assert (indexes(beside), indexes(alone)) == (["Z68.42"], [])


def test_of_values_that_differ_the_most_severe_is_taken(suggest: Charting) -> None:
    obese = suggest(f"VITALS\n\nBMI 41.0\n\nEXAM\n\nBMI 39.0\n\n{OBESE}")
    thin = suggest("VITALS\n\nBMI 20.5\n\nEXAM\n\nBMI 17.0\n\nASSESSMENT\n\n1. Underweight.")
    assert (indexes(obese), indexes(thin)) == (["Z68.41"], ["Z68.1"])
    assert "most severe" in obese["Z68.41"].reason


def test_a_value_of_an_earlier_day_gives_way(suggest: Charting) -> None:
    assert indexes(suggest(f"VITALS\n\nBMI 44.0 on 1/5/2025\nBMI 36.0 on 6/1/2026\n\n{OBESE}")) == ["Z68.36"]
