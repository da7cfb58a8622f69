"""Claims that are right give no alarm: at least sixty, across roles and specialties."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from codinglab.model import (
    Claim,
    ClaimType,
    Diagnosis,
    Hcpcs,
    Icd10cm,
    Icd10pcs,
    Modifier,
    Patient,
    Procedure,
    Provider,
    ServiceLine,
    Severity,
    Sex,
)
from codinglab.validate import validate

FACTS = tomllib.loads((Path(__file__).parent / "clean_claims.toml").read_text(encoding="utf-8"))["claim"]
SEX = {"F": Sex.FEMALE, "M": Sex.MALE}


def claim_of(facts: dict[str, Any]) -> Claim:
    kind = ClaimType(facts["type"])
    on = date.fromisoformat(facts.get("on", "2026-06-09"))
    stay = kind is ClaimType.INPATIENT
    born = date.fromisoformat(facts.get("born", "1960-05-17"))
    first = max(born, on - timedelta(days=4)) if stay else on
    return Claim(
        claim_id=facts["about"],
        claim_type=kind,
        patient=Patient(facts["about"], born, SEX[facts.get("sex", "F")]),
        from_date=first,
        through_date=on,
        admission_date=first if stay else None,
        discharge_status="01" if kind is not ClaimType.PROFESSIONAL else "",
        bill_type={"professional": "", "outpatient": "0131", "inpatient": "0111"}[kind.value],
        provider=Provider("1234567893", "internal medicine", "group"),
        facility_id="facility",
        contractor="12345",
        admitting_diagnosis=Icd10cm("R69") if stay else None,
        diagnoses=tuple(diagnosis(one) for one in facts["diagnoses"]),
        procedures=tuple(Procedure(Icd10pcs(code), first) for code in facts.get("procedures", ())),
        lines=tuple(line(one, on, kind) for one in facts.get("lines", ())),
    )


def diagnosis(written: str) -> Diagnosis:
    code, _, poa = written.partition(":")
    return Diagnosis(Icd10cm(code), poa)


def line(written: str, on: date, kind: ClaimType) -> ServiceLine:
    first, *rest = written.split()
    code, *modifiers = first.split("-")
    said = {word[0]: word[1:] for word in rest}
    professional = kind is ClaimType.PROFESSIONAL
    return ServiceLine(
        Hcpcs(code),
        on,
        tuple(Modifier(one) for one in modifiers),
        int(said.get("x", "1")),
        pointers=tuple(int(one) for one in said.get(">", "").split(",") if one),
        place_of_service=said["@"] if professional else "",
        revenue_code="" if professional else said["@"],
    )


def test_there_are_enough_of_every_role() -> None:
    kinds = [facts["type"] for facts in FACTS]
    assert len(FACTS) >= 60
    assert all(kinds.count(kind.value) >= 12 for kind in ClaimType)
    assert len({facts["about"] for facts in FACTS}) == len(FACTS)


@pytest.mark.parametrize("facts", FACTS, ids=lambda facts: facts["about"])
def test_a_claim_that_is_right_gives_no_alarm(facts: dict[str, Any]) -> None:
    report = validate(claim_of(facts))
    assert [found.message for found in report.findings if found.severity is not Severity.INFO] == []
