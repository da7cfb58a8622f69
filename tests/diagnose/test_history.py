"""Personal history: what is over and past gives its history code, what is present does not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from codinglab.diagnose.history_table import History, histories, history_of
from codinglab.model import DocumentType, Suggestion
from codinglab.reference.icd10cm import icd10cm

DAY = date(2026, 6, 1)
Charting = Callable[..., dict[str, Suggestion]]


@pytest.mark.parametrize("history", histories(), ids=lambda history: f"{history.problem}")
def test_every_history_code_of_the_table_is_valid(history: History) -> None:
    assert icd10cm().entry(history.becomes, DAY).billable


def test_every_category_of_cancer_has_a_history() -> None:
    table = icd10cm()
    categories = [one for number in range(97) if table.title(one := f"C{number:02}")]
    without = [
        one for one in categories if not any(history_of(code) for code in (one, *table.below(one, DAY)))
    ]
    assert len(categories) > 80
    assert without == []


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("History of colon cancer.", "Z85.038"),
        ("History of breast cancer.", "Z85.3"),
        ("Breast cancer, no evidence of disease.", "Z85.3"),
        ("Melanoma, NED.", "Z85.820"),
        ("History of lung cancer, s/p lobectomy, completed chemotherapy.", "Z85.118"),
        ("History of breast cancer, adjuvant chemotherapy completed in 2019.", "Z85.3"),
        ("History of thyroid cancer.", "Z85.850"),
        ("History of basal cell carcinoma.", "Z85.828"),
        ("H/o Hodgkin lymphoma.", "Z85.71"),
        ("History of stroke without residual deficits.", "Z86.73"),
        ("History of TIA.", "Z86.73"),
        ("History of DVT.", "Z86.718"),
        ("History of pulmonary embolism.", "Z86.711"),
        ("History of colon polyps.", "Z86.0100"),
        ("History of MRSA infection.", "Z86.14"),
        ("History of recurrent pneumonia.", "Z87.01"),
        ("History of recurrent UTI.", "Z87.440"),
        ("History of kidney stones.", "Z87.442"),
        ("History of tobacco use.", "Z87.891"),
        ("History of peptic ulcer disease.", "Z87.11"),
        ("History of hip fracture.", "Z87.81"),
        ("History of gestational diabetes.", "Z86.32"),
        ("History of anaphylaxis.", "Z87.892"),
    ],
)
def test_a_problem_of_the_past_leads_to_its_history_code(suggest: Charting, words: str, code: str) -> None:
    found = suggest(f"ASSESSMENT\n\n1. Gout.\n2. {words}")
    assert next(iter(found)) == "M10.9"
    assert [one for one in found if one.startswith(("Z85", "Z86", "Z87"))] == [code]
    assert "I.C.21.c.4" in found[code].authority.section or code == "Z86.0100"


@pytest.mark.parametrize(
    "words",
    [
        "No history of colon cancer.",
        "Mother with history of breast cancer.",
        "Breast cancer.",
        "Possible stroke.",
        "History of hypertension.",
        "History of stroke with residual hemiparesis.",
        "Breast cancer, no evidence of metastatic disease.",
        "Acute DVT, history of DVT.",
        "UTI, resolved.",
    ],
)
def test_what_is_present_absent_or_anothers_gives_no_history(suggest: Charting, words: str) -> None:
    found = suggest(f"ASSESSMENT\n\n1. Gout.\n2. {words}")
    assert not [one for one in found if one.startswith(("Z85", "Z86", "Z87"))]


def test_no_evidence_of_disease_takes_the_cancer_off_the_active_codes(suggest: Charting) -> None:
    found = suggest("ASSESSMENT\n\n1. Breast cancer, no evidence of disease.")
    assert set(found) == {"Z85.3"}
    assert "I.C.2.m" in found["Z85.3"].authority.section


@pytest.mark.parametrize(
    "words",
    [
        "History of breast cancer, on adjuvant tamoxifen.",
        "History of breast cancer s/p lumpectomy, currently receiving radiation.",
        "Breast cancer, NED, continues on letrozole.",
        "History of breast cancer. Continues on letrozole.",
    ],
)
def test_a_cancer_that_is_still_treated_stays_active(suggest: Charting, words: str) -> None:
    found = suggest(f"ASSESSMENT\n\n1. {words}")
    assert set(found) == {"C50.919"}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Chronic lymphocytic leukemia of B-cell type in remission.", "C91.11"),
        ("Multiple myeloma in remission.", "C90.01"),
        ("Diffuse large B-cell lymphoma in remission.", "C83.3A"),
    ],
)
def test_remission_of_blood_cancer_is_an_active_code(suggest: Charting, words: str, code: str) -> None:
    assert set(suggest(f"ASSESSMENT\n\n1. {words}")) == {code}


def test_remission_of_another_cancer_is_a_history_that_asks_about_treatment(suggest: Charting) -> None:
    found = suggest("ASSESSMENT\n\n1. Prostate cancer in remission.")
    assert set(found) == {"Z85.46"}
    assert "treated" in found["Z85.46"].missing[0]


def test_a_history_of_leukemia_asks_about_remission(suggest: Charting) -> None:
    assert "remission" in suggest("ASSESSMENT\n\n1. History of leukemia.")["Z85.6"].missing[0]


def test_a_cancer_that_is_only_listed_asks_whether_it_is_over(suggest: Charting) -> None:
    found = suggest("PAST MEDICAL HISTORY\n\nProstate cancer\n\nASSESSMENT\n\n1. Gout.")
    assert (found["Z85.46"].addressed, found["M10.9"].addressed) == (False, True)
    assert "gone" in found["Z85.46"].missing[0]


def test_an_active_cancer_of_the_site_leaves_no_history(suggest: Charting) -> None:
    found = suggest("PAST MEDICAL HISTORY\n\nProstate cancer\n\nASSESSMENT\n\n1. Prostate cancer.")
    assert set(found) == {"C61"}


def test_what_was_treated_in_the_stay_is_no_history(stay: Charting) -> None:
    found = stay(
        (DocumentType.HISTORY_AND_PHYSICAL, "PAST MEDICAL HISTORY\n\nHistory of kidney stones\n"),
        (DocumentType.NURSING_NOTE, "History of DVT."),
        (
            DocumentType.DISCHARGE_SUMMARY,
            "DISCHARGE DIAGNOSES\n1. Cellulitis of left leg\n2. Pneumonia, resolved",
        ),
    )
    assert [one for one in found if one.startswith("Z8")] == ["Z87.442"]
