"""Cases of the field for the icd10cm edits: what a claim must raise, and what it must not."""

from __future__ import annotations

from functools import cache

import pytest

from codinglab.model import Claim, Sex
from codinglab.reference.rules_file import read_card
from codinglab.reference.store import open_store
from codinglab.validate.catalogue import edits
from codinglab.validate.engines.one_claim import OneClaimEngine
from codinglab.validate.examples import dx, inpatient, of_patient, professional, px
from codinglab.validate.run import run

NEWBORN = "2026-06-17"
MOTHER = "1998-03-02"

RAISED = [
    ("B28", professional(dx("I10"), dx("N18.30")), "combination-hypertension", "I12.9"),
    ("B29", professional(dx("I10"), dx("I50.32"), dx("N18.4")), "combination-hypertension", "I13.0"),
    (
        "B33",
        professional(dx("E11.22"), dx("N18.4"), dx("I12.9")),
        "code-first-order",
        "I12.9 (position 3) goes before N18.4 (position 2)",
    ),
    ("B34", professional(dx("N18.4"), dx("E11.22")), "code-first-order", "E11.22 (position 2) goes before"),
    ("B36", professional(dx("D63.1")), "code-first-missing", "N18.-"),
    ("B38", inpatient(dx("A41.9", "Y"), dx("R65.20", "Y")), "severe-sepsis-incomplete", "organ dysfunction"),
    (
        "B41 turned",
        inpatient(dx("J96.01", "Y"), dx("T40.2X1A", "Y")),
        "poisoning-order",
        "T40.2X1A (position 2) goes before",
    ),
    ("B43", professional(dx("T46.5X6A"), dx("I10")), "underdosing-first", "never first"),
    ("B44", professional(dx("W18.30XA"), dx("S52.501A")), "external-cause-first", "W18.30XA"),
    (
        "B46",
        inpatient(dx("J45.901", "Y"), dx("O99.512", "Y"), dx("Z3A.24")),
        "obstetric-order",
        "J45.901 stands first, and O99.512 (position 2)",
    ),
    (
        "B48",
        inpatient(dx("O34.211", "Y"), px("10D00Z1", on="2026-06-17")),
        "outcome-of-delivery-missing",
        "category Z37",
    ),
    (
        "B49 child",
        of_patient(inpatient(dx("Z38.00"), dx("Z37.0")), born=NEWBORN),
        "maternal-code-for-newborn",
        "Z37.0",
    ),
    (
        "B49 mother",
        of_patient(inpatient(dx("O80", "Y"), dx("Z37.0"), dx("Z38.00")), born=MOTHER),
        "newborn-code-for-mother",
        "Z38.00",
    ),
    ("B51 turned", inpatient(dx("D63.0", "Y"), dx("C34.11", "Y")), "code-first-order", "C34.11"),
    ("B56", inpatient(dx("I21.4", "Y"), dx("R07.9", "Y")), "symptom-with-diagnosis", "R07.9"),
    ("B58", professional(dx("I10"), dx("Z68.41")), "bmi-without-weight-diagnosis", "query"),
    ("B59", professional(dx("I10"), dx("E11.9"), dx("I10")), "duplicate-diagnosis", "I10"),
    ("B61", professional(dx("E11.9"), dx("E11.65")), "diabetes-without-and-with", "remove E11.9"),
]

CLEAN = [
    ("B28 right", professional(dx("I12.9"), dx("N18.30"))),
    ("B29 right", professional(dx("I13.0"), dx("I50.32"), dx("N18.4"))),
    ("B31: acute failure is not presumed", inpatient(dx("N17.9", "Y"), dx("I10", "Y"))),
    ("B33 right", professional(dx("E11.22"), dx("I12.9"), dx("N18.4"))),
    ("B33 right, turned", professional(dx("I12.9"), dx("E11.22"), dx("N18.4"))),
    ("B36 right", professional(dx("N18.4"), dx("D63.1"))),
    (
        "B39: sepsis that developed later",
        inpatient(dx("J18.9", "Y"), dx("A41.9", "N"), dx("R65.20", "N"), dx("N17.9", "N")),
    ),
    ("B41: the poisoning first", inpatient(dx("T40.2X1A", "Y"), dx("J96.01", "Y"))),
    ("B46 right", inpatient(dx("O99.512", "Y"), dx("J45.901", "Y"), dx("Z3A.24"))),
    (
        "B48 right",
        of_patient(
            inpatient(dx("O34.211", "Y"), dx("Z37.0"), dx("Z3A.39"), px("10D00Z1", on="2026-06-17")),
            born=MOTHER,
        ),
    ),
    ("B49 right", of_patient(inpatient(dx("Z38.00")), born=NEWBORN, sex=Sex.MALE)),
    ("B51 right", inpatient(dx("C34.11", "Y"), dx("D63.0", "Y"))),
    ("B53: pneumonia of a final statement", inpatient(dx("J18.9", "Y"))),
    ("B54: symptoms of a doubted pneumonia", professional(dx("R05.9"), dx("R50.9"))),
    ("B58 right", professional(dx("E66.813"), dx("Z68.41"))),
]


@cache
def engine() -> OneClaimEngine:
    return OneClaimEngine(
        [edit for edit in edits() if edit.family == "icd10cm"], read_card(open_store().folder)
    )


@pytest.mark.parametrize(
    ("claim", "edit", "said"), [row[1:] for row in RAISED], ids=[row[0] for row in RAISED]
)
def test_what_must_be_raised(claim: Claim, edit: str, said: str) -> None:
    findings = run(engine(), [claim])["example"].findings
    told = [found.message for found in findings if found.edit == f"icd10cm/{edit}"]
    assert len(told) == 1
    assert said in told[0]


@pytest.mark.parametrize("claim", [row[1] for row in CLEAN], ids=[row[0] for row in CLEAN])
def test_what_must_not_be_raised(claim: Claim) -> None:
    report = run(engine(), [claim])["example"]
    assert [found.message for found in report.findings] == []
    assert {missed.edit for missed in report.not_evaluated} <= {"icd10cm/excludes1"}
