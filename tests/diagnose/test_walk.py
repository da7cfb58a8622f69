"""From the code a term leads to, down to what the words around it describe."""

from __future__ import annotations

from datetime import date

import pytest

from codinglab.diagnose.specific import reportable
from codinglab.diagnose.walk import refined
from codinglab.model import Icd10cm
from codinglab.reference.content_words import spoken_words

DAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("code", "words", "better"),
    [
        ("S422", "Right proximal humerus fracture", "S42201"),
        ("S5253", "right wrist Colles fracture", "S52531"),
        ("S93326A", "right foot Lisfranc fracture", "S93324A"),
        ("I509", "acute on chronic systolic heart failure", "I5023"),
        ("J45909", "asthma with acute exacerbation", "J45901"),
        ("I509", "acute heart failure", "I509"),
        ("M199", "arthritis", "M199"),
        ("M170", "right knee arthritis", "M170"),
        ("E119", "diabetes", "E119"),
        ("G43909", "migraine", "G43909"),
    ],
)
def test_words_lead_to_the_code_that_they_describe_and_no_further(code: str, words: str, better: str) -> None:
    assert refined(code, spoken_words(words), DAY) == better


@pytest.mark.parametrize(
    ("code", "day", "reported"),
    [
        ("M5450", date(2017, 6, 1), "M545"),
        ("M5450", DAY, "M5450"),
        ("S60021", DAY, "S60021A"),
        ("R519", date(2018, 1, 1), "R51"),
        ("F1721", DAY, "F17210"),
        ("F17", DAY, "F17200"),
        ("E11", DAY, "E119"),
        ("J459", DAY, "J45909"),
        ("H6600", DAY, "H66009"),
        ("G4300", DAY, "G43009"),
        ("S060", DAY, "S060XAA"),
        ("T369", DAY, "T3691XA"),
    ],
)
def test_a_code_is_one_of_its_day(code: str, day: date, reported: str) -> None:
    assert reportable(Icd10cm(code), day) == reported
