"""Outpatient code edits: what a hospital claim is denied or returned for, and by whose number."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pyarrow as pa
import pytest

from codinglab.model import Claim, Disposition, Period, Severity
from codinglab.reference.rule_tables import Edition, RuleTable
from codinglab.validate import validate
from codinglab.validate.catalogue import edits
from codinglab.validate.engines.many_claims import ManyClaimsEngine
from codinglab.validate.examples import in_revenue, line, outpatient, professional
from codinglab.validate.run import run

OCE = [edit for edit in edits() if edit.family == "oce"]


def fired(claim: Claim) -> dict[str, Disposition]:
    report = validate(claim)
    return {found.edit: found.disposition for found in report.findings if found.edit.startswith("oce/")}


def test_a_visit_with_a_procedure_is_returned_without_25() -> None:
    visit, procedure = line("G0463"), line("G0105")
    assert fired(outpatient(visit, procedure)) == {"oce/visit-without-25": Disposition.RETURN_TO_PROVIDER}
    assert fired(outpatient(line("G0463", "25"), procedure)) == {}


def test_a_visit_with_many_procedures_is_told_once() -> None:
    report = validate(outpatient(line("G0463"), line("G0105"), line("Q0091"), line("G0101")))
    told = [found for found in report.findings if found.edit == "oce/visit-without-25"]
    assert [(found.line, found.other_line) for found in told] == [(1, 2)]


def test_an_inpatient_only_procedure_takes_the_day_with_it() -> None:
    claim = replace(
        outpatient(line("G0343"), line("G0463"), line("71046")), bill_type="0131", discharge_status="01"
    )
    assert fired(claim) == {
        "oce/inpatient-only": Disposition.DENY_LINE,
        "oce/beside-inpatient-only": Disposition.DENY_LINE,
    }
    lines = {found.line for found in validate(claim).findings if found.edit == "oce/beside-inpatient-only"}
    assert lines == {2, 3}


@pytest.mark.parametrize(
    ("bill_type", "denied"), [("0131", True), ("131", True), ("0121", True), ("0851", False), ("0721", False)]
)
def test_only_claims_paid_under_opps_are_asked_about_status(bill_type: str, denied: bool) -> None:
    claim = replace(outpatient(line("G0343")), bill_type=bill_type)
    assert ("oce/inpatient-only" in fired(claim)) is denied


def test_an_emergency_of_a_patient_who_died_is_paid() -> None:
    died = replace(outpatient(line("G0343", "CA"), line("G0463")), discharge_status="20")
    assert fired(died) == {}
    assert set(fired(replace(died, discharge_status="01"))) == {"oce/ca-of-a-living-patient"}


def test_observation_revenue_needs_observation() -> None:
    visit = outpatient(in_revenue(line("99284"), "0762"))
    assert fired(visit) == {"oce/observation-revenue": Disposition.RETURN_TO_PROVIDER}
    hours = outpatient(in_revenue(line("G0378", units=9), "0762"), in_revenue(line("99284"), "0450"))
    assert fired(hours) == {}


def test_a_whole_list_of_codes_tells_what_is_none() -> None:
    edit = next(edit for edit in OCE if edit.id == "oce/invalid-hcpcs")
    since, day = date(2026, 4, 1), pa.date32()
    rows = pa.table(
        {
            "code": ["G0463", "G0105", "25"],
            "kind": ["code", "code", "modifier"],
            "since": pa.array([since] * 3, day),
            "through": pa.array([date(2026, 6, 30), date(2026, 5, 31), date(2026, 6, 30)], day),
        }
    )
    whole = Edition("hcpcs 2026 Q2", Period(since, date(2026, 6, 30)), complete=True)
    engine = ManyClaimsEngine([edit], {"hcpcs_code": RuleTable(rows, {"": (whole,)})})
    claim = outpatient(line("G0463"), line("G0105"), line("G9999"), line("D0120"), line("71046"))
    report = run(engine, [claim])["example"]
    assert [found.message for found in report.findings] == [
        "G0105 on line 2 is not valid on 2026-06-09: it was discontinued after 2026-05-31. Use the code in "
        "force that day.",
        "G9999 on line 3 is not valid on 2026-06-09: no such code is in the list. Use the code in force that "
        "day.",
    ]
    assert [missed.reason[:12] for missed in report.not_evaluated] == ["71046, D0120"]
    assert run(engine, [outpatient(line("G0463"), on="2026-07-01")])["example"].not_evaluated


def test_physicians_are_not_asked() -> None:
    report = validate(professional(line("G0343"), line("G2211"), line("A9270", "GY")))
    assert not {edit for edit in report.ran if edit.startswith("oce/")}


@pytest.mark.parametrize("edit", OCE, ids=lambda edit: edit.id)
def test_every_edit_has_its_number_in_title_and_authority(edit) -> None:
    number = edit.authority[0].section.removeprefix("edit ")
    assert f"(I/OCE {number})" in edit.title
    assert edit.severity is Severity.FAIL or edit.id in {
        "oce/submitted-for-denial",
        "oce/submitted-for-review",
    }


def test_no_number_stands_twice() -> None:
    numbers = [edit.authority[0].section for edit in OCE]
    assert len(set(numbers)) == len(numbers)
