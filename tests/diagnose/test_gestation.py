"""Weeks of gestation and trimester: from the notes, after the codes of the pregnancy."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from codinglab.diagnose.gestation import code_of_weeks
from codinglab.model import DocumentType, Suggestion
from codinglab.reference.icd10cm import icd10cm

Charting = Callable[..., dict[str, Suggestion]]
PREVIA = "ASSESSMENT\n\n1. Placenta previa."


def weeks(found: dict[str, Suggestion]) -> list[str]:
    return [code for code in found if code.startswith("Z3A")]


@pytest.mark.parametrize("number", [8, 20, 42])
def test_the_code_of_a_week_names_it(number: int) -> None:
    assert icd10cm().title(code_of_weeks(number)) == f"{number} weeks gestation of pregnancy"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("She is 28 weeks pregnant.", "Z3A.28"),
        ("IUP at 28w3d.", "Z3A.28"),
        ("Seen at 28 weeks gestation.", "Z3A.28"),
        ("GA 28+3.", "Z3A.28"),
        ("EGA: 31 weeks 2 days.", "Z3A.31"),
        ("Gestational age of 36 4/7 weeks.", "Z3A.36"),
        ("G2P1 at 9 weeks with bleeding.", "Z3A.09"),
        ("Pregnant, 6 weeks.", "Z3A.01"),
    ],
)
def test_the_week_is_read_in_the_ways_writers_give_it(suggest: Charting, words: str, code: str) -> None:
    assert weeks(suggest(f"HISTORY OF PRESENT ILLNESS\n\n{words}\n\n{PREVIA}")) == [code]


@pytest.mark.parametrize(
    "words",
    [
        "Her first child was born at 34 weeks.",
        "Prior delivery at 39 weeks.",
        "Repeat ultrasound at 32 weeks.",
        "Return in 4 weeks.",
        "Knee surgery 12 weeks ago.",
        "She is pregnant.",
    ],
)
def test_weeks_of_another_time_and_weeks_not_told_give_nothing(suggest: Charting, words: str) -> None:
    found = suggest(f"HISTORY OF PRESENT ILLNESS\n\n{words}\n\n{PREVIA}")
    assert set(found) == {"O44.00"}


@pytest.mark.parametrize(
    "assessment",
    ["1. Gout.", "1. Missed abortion.", "1. Ectopic pregnancy.", "1. Postpartum hemorrhage."],
)
def test_without_a_continuing_pregnancy_there_is_no_week(suggest: Charting, assessment: str) -> None:
    found = suggest(
        f"HISTORY OF PRESENT ILLNESS\n\nShe is at 10 weeks gestation.\n\nASSESSMENT\n\n{assessment}"
    )
    assert found
    assert weeks(found) == []


def test_the_week_follows_the_codes_of_the_pregnancy(suggest: Charting) -> None:
    found = suggest(
        "ASSESSMENT\n\n1. Placenta previa at 30 weeks.\n2. Anemia complicating pregnancy.\n3. Gout."
    )
    assert list(found) == ["O44.03", "O99.013", "Z3A.30", "M10.9"]
    assert "I.C.21.c.11" in found["Z3A.30"].authority.section


@pytest.mark.parametrize(
    ("words", "code"),
    [("13w6d", "O44.01"), ("14w0d", "O44.02"), ("27w6d", "O44.02"), ("28w0d", "O44.03")],
)
def test_the_trimester_is_that_of_the_weeks(suggest: Charting, words: str, code: str) -> None:
    found = suggest(f"HISTORY OF PRESENT ILLNESS\n\nIUP {words}.\n\n{PREVIA}")
    assert next(iter(found)) == code
    assert found[code].authority.section == "I.C.15.a.3"


def test_the_trimester_that_the_provider_names_is_taken(suggest: Charting) -> None:
    assert "O14.12" in suggest("ASSESSMENT\n\n1. Severe preeclampsia, second trimester.")
    assert "O13.3" in suggest("ASSESSMENT\n\n1. Gestational hypertension in the third trimester.")


def test_a_stay_takes_the_week_of_its_admission(stay: Charting) -> None:
    found = stay(
        (DocumentType.HISTORY_AND_PHYSICAL, "ASSESSMENT\n\n1. Placenta previa at 27w6d."),
        (DocumentType.DISCHARGE_SUMMARY, "DISCHARGE DIAGNOSES\n1. Placenta previa at 28w1d"),
    )
    later = stay(
        (DocumentType.NURSING_NOTE, "Resting comfortably."),
        (DocumentType.DISCHARGE_SUMMARY, "DISCHARGE DIAGNOSES\n1. Placenta previa at 28w0d"),
    )
    assert (weeks(found), weeks(later)) == (["Z3A.27"], ["Z3A.27"])
    assert "O44.02" in found
