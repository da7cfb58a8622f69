"""Why this DRG: each step is shown by the grouper, and the words are right."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codinglab.group import group, why
from codinglab.group.versions import VERSIONS
from codinglab.model import (
    Claim,
    ClaimType,
    Complication,
    Diagnosis,
    Icd10cm,
    Icd10pcs,
    Loss,
    Patient,
    Procedure,
    Sex,
)

DAY = date(2026, 6, 18)
CODES = "E87.1 D62 J96.01 G93.41 N17.9 I10 E11.9 S72.001A L89.153 F05 R65.21 I46.9 Z79.4".split()
PRINCIPALS = ["J18.9", "A41.9", "S72.001A"]


def stay(*codes: str, procedures: tuple[str, ...] = (), on: date = DAY, **facts: str) -> Claim:
    return Claim(
        claim_id="t",
        claim_type=ClaimType.INPATIENT,
        patient=Patient("p", date(1956, 1, 1), Sex.FEMALE),
        from_date=on,
        through_date=on,
        discharge_status=facts.get("status", "01"),
        diagnoses=tuple(Diagnosis(Icd10cm(code), facts.get("poa", "Y")) for code in codes),
        procedures=tuple(Procedure(Icd10pcs(code), on) for code in procedures),
    )


def step(claim: Claim, name: str) -> tuple[str, str, str]:
    found = next(one for one in why(claim).path if one.name == name)
    return found.outcome, found.because, found.shown_by


def test_a_medical_stay_with_one_driver() -> None:
    found = why(stay("N39.0", "G93.41", "E87.1"))
    assert [one.name for one in found.path] == ["MDC", "Class", "Severity"]
    assert found.path[0].outcome.startswith("MDC 11")
    assert found.driver.startswith("G93.41 holds the DRG: without it, the claim groups to 690")
    assert [(one.code, one.without, one.changes) for one in found.removed] == [
        ("G9341", "690", True),
        ("E871", "689", False),
    ]
    assert [(rung.severity, rung.drg, rung.here) for rung in found.ladder] == [
        (Complication.NONE, "690", False),
        (Complication.CC, "690", False),
        (Complication.MCC, "689", True),
    ]


def test_two_that_count_alike_hold_the_drg_together() -> None:
    driver = why(stay("J18.9", "J96.01", "G93.41", "E87.1")).driver
    assert "as long as one of them stays" in driver
    assert driver.endswith("groups to 194 Simple Pneumonia and Pleurisy with CC.")


def test_the_surgical_hierarchy_is_shown_by_each_procedure_alone() -> None:
    outcome, because, shown = step(stay("K80.00", "K35.80", procedures=("0FT44ZZ", "0DTJ4ZZ")), "Class")
    assert outcome == "surgical: Laparoscopic Cholecystectomy without C.D.E."
    assert because.startswith("0FT44ZZ decides. 0DTJ4ZZ alone would lead to 982")
    assert "445" in shown


@pytest.mark.parametrize(
    ("claim", "name", "outcome", "because"),
    [
        (stay("J96.01", procedures=("0B110F4",)), "Class", "before the MDCs", "0B110F4 decides"),
        (stay("N39.0", procedures=("0SRC0J9",)), "Class", "surgical, unrelated", "0SRC0J9 decides"),
        (stay("S27.0XXA", "S72.001A", "S06.5X0A"), "MDC", "MDC 24", "significant trauma"),
        (stay("B59", "B20"), "MDC", "MDC 25", "HIV"),
        (stay("J18.9", "E87.1"), "Severity", "with CC", "E87.1 counts as CC"),
        (stay("G35"), "Principal diagnosis", "999, not grouped", "G35 is not a valid diagnosis code"),
        (stay("O80"), "Principal diagnosis", "998, not grouped", "not enough by itself"),
    ],
)  # fmt: skip
def test_each_kind_of_path(claim: Claim, name: str, outcome: str, because: str) -> None:
    found = step(claim, name)
    assert found[0].startswith(outcome)
    assert because in found[1]


def losses(claim: Claim) -> list[Loss]:
    return [one.loss for one in group(claim).secondary]


def test_why_a_listed_complication_does_not_count() -> None:
    fell = stay("N39.0", "S72.001A")
    fell = replace(fell, diagnoses=(fell.diagnoses[0], replace(fell.diagnoses[1], poa="N")))
    assert losses(fell) == [Loss.ACQUIRED]
    assert "hospital-acquired condition 05" in group(fell).secondary[0].reason
    assert losses(stay("I21.4", "I46.9", status="20")) == [Loss.DEATH]
    assert losses(stay("I50.31", "I50.33")) == [Loss.EXCLUDED]
    assert losses(stay("A41.9", "A41.9", "I10")) == [Loss.PRINCIPAL, Loss.NOTHING]
    assert losses(stay("S27.0XXA", "S72.001A", "S06.5X0A")) == [Loss.CLASS, Loss.CLASS]
    assert losses(stay("N39.0", "G35")) == [Loss.INVALID]
    assert losses(stay("G35", "N17.9")) == [Loss.UNGROUPED]


def test_a_claim_that_cannot_be_grouped_has_no_path() -> None:
    found = why(replace(stay("J18.9"), claim_type=ClaimType.OUTPATIENT))
    assert (found.path, found.removed, found.grouping.drg) == ((), (), None)
    assert "inpatient claims only" in found.grouping.not_evaluated


@pytest.mark.parametrize("since", [period.since for period in VERSIONS.values()])
def test_every_version_is_explained(since: date) -> None:
    found = why(stay("J18.9", "J96.01", on=since))
    assert found.grouping.drg == "193"
    assert [rung.drg for rung in found.ladder] == ["195", "194", "193"]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(CODES), max_size=6, unique=True), st.sampled_from(["J18.9", "A41.9", "S72.001A"])
)
def test_removing_a_code_does_what_is_said(codes: list[str], principal: str) -> None:
    claim = stay(principal, *codes)
    found = why(claim)
    for place, said in enumerate(found.removed, start=1):
        rest = replace(claim, diagnoses=claim.diagnoses[:place] + claim.diagnoses[place + 1 :])
        assert group(rest).drg == said.without
