"""Grouping: the published outcomes, and CMS's own grouper on 2,000 claims."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from codinglab.evaluate.group import explained, faults
from codinglab.evaluate.oracle import FILE, oracle_claims
from codinglab.group import group, why
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
from codinglab.reference.paths import ROOT

ORACLE = ROOT.parent / "shared" / "oracle"


def stay(
    *codes: str, procedures: tuple[str, ...] = (), discharged: date = date(2026, 11, 1), **facts: str
) -> Claim:
    return Claim(
        claim_id="t",
        claim_type=ClaimType.INPATIENT,
        patient=Patient("p", date(1956, 1, 1), Sex.FEMALE),
        from_date=discharged,
        through_date=discharged,
        discharge_status=facts.get("status", "01"),
        diagnoses=tuple(Diagnosis(Icd10cm(code), facts.get("poa", "Y")) for code in codes),
        procedures=tuple(Procedure(Icd10pcs(code), discharged) for code in procedures),
    )


@pytest.mark.parametrize(
    ("codes", "procedures", "drg"),
    [
        (("J18.9", "N17.9"), (), "194"),
        (("J18.9", "E11.22", "N18.4"), (), "194"),
        (("A41.51", "N39.0", "N17.9", "E87.20"), (), "872"),
        (("I50.31", "I50.33"), (), "293"),
        (("I11.0", "I50.33"), (), "291"),
        (("N39.0", "G93.41"), (), "689"),
        (("I11.0", "I50.9"), (), "293"),
        (("K35.80", "E87.1"), ("0DTJ4ZZ",), "398"),
        (("K80.00",), ("0FT44ZZ",), "419"),
        (("S27.0XXA", "S72.001A", "S06.5X0A"), (), "965"),
        (("T40.2X1A", "J96.01"), (), "917"),
        (("M17.11",), ("0SRC0J9",), "470"),
        (("C18.7", "D62"), ("0DTN4ZZ",), "330"),
        (("G35",), (), "999"),
    ],
)
def test_published_outcomes(codes: tuple[str, ...], procedures: tuple[str, ...], drg: str) -> None:
    assert group(stay(*codes, procedures=procedures)).drg == drg


def test_a_delivery_groups_by_its_mother() -> None:
    mother = replace(
        stay("O80", "Z37.0", procedures=("10E0XZZ",)), patient=Patient("p", date(1996, 1, 1), Sex.FEMALE)
    )
    assert group(mother).drg == "807"


def test_a_fall_in_hospital_takes_its_complication_out_of_the_drg() -> None:
    claim = stay("N39.0", "S72.001A")
    fell = replace(claim, diagnoses=(claim.diagnoses[0], replace(claim.diagnoses[1], poa="N")))
    assert (group(claim).drg, group(fell).drg) == ("689", "690")
    steps = {step.name: step for step in why(fell).path}
    assert steps["Hospital-acquired conditions"].outcome == "from 689 to 690"


def test_a_hospital_acquired_condition_need_not_change_the_drg() -> None:
    claim = stay("M17.11", "I82.411", procedures=("0SRC0J9",))
    late = replace(claim, diagnoses=(claim.diagnoses[0], replace(claim.diagnoses[1], poa="N")))
    assert group(late).drg == "470"


def test_a_complication_that_the_principal_excludes_is_named() -> None:
    grouping = group(stay("A41.51", "R65.20", "N17.9", discharged=date(2026, 6, 18)))
    severe = next(item for item in grouping.secondary if item.code == "R6520")
    assert (severe.listed, severe.counted) == (Complication.MCC, Complication.NONE)
    assert severe.loss is Loss.EXCLUDED
    assert "A41.51 excludes it (exclusion list " in severe.reason
    assert grouping.version == "43.1"
    assert grouping.weight is not None


def test_dying_takes_an_arrest_out_of_the_count() -> None:
    assert group(stay("I21.4", "I46.9")).drg == "280"
    assert group(stay("I21.4", "I46.9", status="20")).drg == "285"


def test_a_blank_poa_indicator_is_left_out() -> None:
    assert group(stay("A41.51", "N39.0", poa="")).drg == "872"


def test_an_indicator_that_is_none_is_left_out() -> None:
    assert group(stay("A41.51", "N39.0", poa="1")).drg == "872"


def test_no_version_for_the_date_is_said_not_guessed() -> None:
    grouping = group(stay("J18.9", discharged=date(2021, 5, 1)))
    assert grouping.drg is None
    assert "No supported MS-DRG version" in grouping.not_evaluated


def test_weights_of_another_year_are_not_borrowed() -> None:
    grouping = group(stay("J18.9"))
    assert grouping.weight is None
    assert "Table 5" in grouping.weight_note


@pytest.mark.skipif(not (ORACLE / FILE).is_file(), reason=f"no oracle claims in {ORACLE}")
def test_cms_own_grouper_agrees_and_every_reason_is_true_on_every_claim() -> None:
    claims = list(oracle_claims(ORACLE))
    assert len(claims) == 2000
    assert [(claim.id, fault) for claim in claims for fault in faults(claim, explained(claim))] == []
