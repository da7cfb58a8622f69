"""The reason for a visit that is no complaint: when it is one, where it stands, and what follows it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from codinglab.diagnose.visit_words import reasons
from codinglab.model import DocumentType, Suggestion
from codinglab.reference.icd10cm import icd10cm

Charting = Callable[..., dict[str, Suggestion]]


def test_every_code_of_the_table_is_valid() -> None:
    codes = [code for reason in reasons() for code in (reason.code, reason.abnormal) if code]
    assert all(icd10cm().entry(code, date(2026, 6, 1)).billable for code in codes)


@pytest.mark.parametrize(
    ("note", "codes"),
    [
        ("REASON FOR VISIT\n\nScreening colonoscopy", ["Z12.11"]),
        ("ASSESSMENT\n\n1. Colon cancer screening.", ["Z12.11"]),
        ("ASSESSMENT\n\n1. Screening for colon cancer.", ["Z12.11"]),
        ("ASSESSMENT\n\n1. Encounter for screening mammogram.", ["Z12.31"]),
        ("HPI\n\nHe is here for his annual physical exam.", ["Z00.00"]),
        ("CHIEF COMPLAINT\n\nMedicare annual wellness visit", ["Z00.00"]),
        (
            "CHIEF COMPLAINT\n\nWell child check\n\nHPI\n\nA 4-year-old boy.",
            ["Z00.129"],
        ),
        ("HPI\n\nA 9-year-old girl here for her annual physical.", ["Z00.129"]),
        ("CHIEF COMPLAINT\n\nPreoperative clearance", ["Z01.818"]),
        ("ASSESSMENT\n\n1. Need for influenza vaccine.", ["Z23"]),
        ("ASSESSMENT\n\n1. Gout. The flu shot was given today.", ["M10.9", "Z23"]),
        ("CHIEF COMPLAINT\n\nSuture removal", ["Z48.02"]),
        ("ASSESSMENT\n\n1. ESRD with dialysis dependence.", ["N18.6", "Z99.2"]),
        ("ASSESSMENT\n\n1. COPD on long-term oxygen.", ["J44.9", "Z99.81"]),
        ("ASSESSMENT\n\n1. Aftercare following right total hip replacement.", ["Z47.1", "Z96.641"]),
        ("ASSESSMENT\n\n1. Aftercare following joint replacement, left knee.", ["Z47.1", "Z96.652"]),
    ],
)
def test_the_reason_for_the_visit_is_coded(suggest: Charting, note: str, codes: list[str]) -> None:
    assert list(suggest(note)) == codes


@pytest.mark.parametrize(
    "note",
    [
        "ASSESSMENT\n\n1. Gout. Will schedule a screening colonoscopy.",
        "ASSESSMENT\n\n1. Gout. Overdue for screening colonoscopy.",
        "ASSESSMENT\n\n1. Gout. Overdue for encounter for screening colonoscopy.",
        "ASSESSMENT\n\n1. Gout. Scheduled for screening for colon cancer.",
        "ASSESSMENT\n\n1. Gout.\n2. Screening mammogram ordered.",
        "ASSESSMENT\n\n1. Gout.\n2. Screening mammogram: due next month.",
        "ASSESSMENT\n\n1. Gout.\n2. Influenza vaccine declined.",
        "ASSESSMENT\n\n1. Gout. The flu shot was given in October.",
        "PLAN\n\nScreening mammogram\n\nASSESSMENT\n\n1. Gout.",
        "HPI\n\nHer last annual physical was normal.\n\nASSESSMENT\n\n1. Gout.",
        "HPI\n\nHere for results of her screening mammogram.\n\nASSESSMENT\n\n1. Gout.",
        "HPI\n\nNo prior chemotherapy.\n\nASSESSMENT\n\n1. Gout.",
        "ASSESSMENT\n\n1. Gout.\n2. Recommend screening colonoscopy.",
    ],
)
def test_what_is_planned_past_or_refused_is_no_reason(suggest: Charting, note: str) -> None:
    assert set(suggest(note)) == {"M10.9"}


def test_an_examination_that_finds_something_says_so_and_the_finding_follows(suggest: Charting) -> None:
    new = suggest("CHIEF COMPLAINT\n\nAnnual physical\n\nASSESSMENT\n\n1. Gout, newly diagnosed.")
    known = suggest("CHIEF COMPLAINT\n\nAnnual physical\n\nASSESSMENT\n\n1. Hypertension, stable.")
    assert (list(new), list(known)) == (["Z00.01", "M10.9"], ["Z00.00", "I10"])
    assert "IV.P" in new["Z00.01"].authority.section
    assert "came for it" in new["Z00.01"].reason


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Here for cycle 3 of chemotherapy for breast cancer.", "Z51.11"),
        ("Encounter for immunotherapy for breast cancer.", "Z51.12"),
        ("Presents today for radiation therapy for breast cancer.", "Z51.0"),
    ],
)
def test_the_treatment_of_a_neoplasm_comes_before_it(suggest: Charting, words: str, code: str) -> None:
    found = suggest(f"ASSESSMENT\n\n1. Hypertension.\n2. {words}")
    assert list(found) == [code, "C50.919", "I10"]
    assert found[code].authority.section == "I.C.2.e.2"


def test_treatment_without_its_neoplasm_asks_for_it(suggest: Charting) -> None:
    assert "neoplasm" in suggest("CHIEF COMPLAINT\n\nHere for chemotherapy")["Z51.11"].missing[0]


def test_chemotherapy_that_is_only_told_of_is_no_reason(suggest: Charting) -> None:
    found = suggest("ASSESSMENT\n\n1. Breast cancer. She tolerates chemotherapy well.")
    assert set(found) == {"C50.919"}
    fever = suggest("ASSESSMENT\n\n1. Breast cancer.\n2. Here for nausea after chemotherapy.")
    assert "Z51.11" not in fever


def test_the_reason_for_surgery_follows_the_examination(suggest: Charting) -> None:
    found = suggest("ASSESSMENT\n\n1. Hypertension.\n2. Preoperative evaluation for cholelithiasis.")
    assert list(found) == ["Z01.818", "K80.20", "I10"]
    assert found["Z01.818"].authority.section == "IV.M"


def test_follow_up_of_a_cancer_that_is_gone_comes_before_its_history(suggest: Charting) -> None:
    gone = suggest(
        "CHIEF COMPLAINT\n\nCancer surveillance\n\nASSESSMENT\n\n1. Gout.\n2. History of colon cancer."
    )
    back = suggest("CHIEF COMPLAINT\n\nCancer surveillance\n\nASSESSMENT\n\n1. Colon cancer.")
    assert list(gone) == ["Z08", "Z85.038", "M10.9"]
    assert list(back) == ["C18.9"]


def test_sutures_of_an_injury_are_its_later_encounter(suggest: Charting) -> None:
    found = suggest(
        "CHIEF COMPLAINT\n\nSuture removal\n\nASSESSMENT\n\n1. Open wound of right hand, healing."
    )
    assert "Z48.02" not in found
    assert any(code.startswith("S61") for code in found)


def test_the_birth_date_decides_between_adult_and_child(visit: Charting) -> None:
    note = (DocumentType.OFFICE_NOTE, "CHIEF COMPLAINT\n\nAnnual physical")
    assert list(visit(date(2008, 6, 1), note)) == ["Z00.00"]
    assert list(visit(date(2008, 6, 2), note)) == ["Z00.129"]


def test_a_stay_has_no_reason_for_a_visit(stay: Charting) -> None:
    found = stay((DocumentType.DISCHARGE_SUMMARY, "DISCHARGE DIAGNOSES\n1. Gout\n2. Annual physical exam"))
    assert set(found) == {"M10.9"}
