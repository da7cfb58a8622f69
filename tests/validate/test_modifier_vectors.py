"""Modifier edits by the vectors of the field: claims together, and whole claims that must stay quiet."""

from __future__ import annotations

from dataclasses import replace

import pytest

from codinglab.model import Claim, Report, Severity, Status
from codinglab.validate import validate, validate_many
from codinglab.validate.examples import dx, line, outpatient, professional
from codinglab.validate.run import one_claim_engine, run


def found(claim: Claim) -> dict[str, Severity]:
    return {one.edit: one.severity for one in validate(claim).findings if one.edit.startswith("modifier/")}


def after(surgery: Claim, visit: Claim) -> dict[str, Severity]:
    """What is said of the second of two claims that are given together."""
    told = validate_many([replace(surgery, claim_id="first"), replace(visit, claim_id="second")])["second"]
    return {one.edit: one.severity for one in told.findings if one.edit.startswith("modifier/")}


SURGERY = professional(line("27447"), on="2026-11-02")


@pytest.mark.parametrize(
    ("modifiers", "on", "edit"),
    [
        ((), "2026-11-12", "modifier/global-period-visit"),
        (("24",), "2026-11-12", None),
        (("57",), "2026-11-01", None),
        ((), "2026-11-01", "modifier/visit-without-57"),
        ((), "2027-01-31", "modifier/global-period-visit"),
        ((), "2027-02-01", None),
    ],
)
def test_a_visit_on_another_claim_around_a_major_procedure(
    modifiers: tuple[str, ...], on: str, edit: str | None
) -> None:
    said = after(SURGERY, professional(line("99213", *modifiers), on=on))
    assert said == ({edit: Severity.FAIL} if edit else {})


def test_25_the_day_before_a_major_procedure_is_a_warning() -> None:
    said = after(SURGERY, professional(line("99213", "25"), on="2026-11-01"))
    assert said == {"modifier/modifier-25-for-57": Severity.WARN}


def test_another_group_has_no_part_in_the_global_period() -> None:
    visit = professional(line("99213"), on="2026-11-12")
    assert not after(SURGERY, replace(visit, provider=replace(visit.provider, group="elsewhere")))


def test_a_new_patient_of_another_claim() -> None:
    first = professional(line("99213"), on="2024-03-01")
    again = professional(line("99203"), on="2026-06-09")
    assert after(first, again) == {"modifier/new-patient-within-three-years": Severity.FAIL}


@pytest.mark.parametrize(
    ("billed", "edit"),
    [
        (("27447", "50"), None),
        (("52290", "50"), "modifier/bilateral-50"),
        (("71046", "26", "TC"), "modifier/conflicting-modifiers"),
        (("11102", "80"), "modifier/assistant-80-82-as"),
        (("27447", "AS"), None),
        (("G0127", "GA", "GZ"), "modifier/conflicting-modifiers"),
        (("11103", "51"), "modifier/multiple-51-on-add-on"),
    ],
)
def test_single_lines_that_fail_or_pass(billed: tuple[str, ...], edit: str | None) -> None:
    claim = professional(line(*billed))
    report = run(one_claim_engine(), [claim], precedence=False)["example"]
    failed = {
        one.edit
        for one in report.findings
        if one.severity is Severity.FAIL and one.edit.startswith("modifier/")
    }
    assert failed == ({edit} if edit else set())


def test_two_units_with_50_fail() -> None:
    claim = professional(line("27447", "50", units=2))
    assert validate(claim).status is Status.FAIL
    alone = run(one_claim_engine(), [claim], precedence=False)["example"]
    assert "modifier/bilateral-50" in {one.edit for one in alone.findings}


def test_25_on_the_procedure_is_a_warning_and_the_visit_still_fails() -> None:
    said = found(professional(line("11102", "25"), line("99213")))
    assert said["modifier/modifier-25-not-on-visit"] is Severity.WARN
    assert said["modifier/visit-without-25"] is Severity.FAIL


@pytest.mark.parametrize("drug", [("J3301", "JZ"), ("J3301",)])
def test_an_ordinary_office_claim_is_quiet(drug: tuple[str, ...]) -> None:
    claim = professional(
        dx("E11.9"),
        dx("M17.11"),
        line("99214", "25", to=(1,)),
        line("20610", "RT", to=(2,)),
        line(*drug, units=4, to=(2,)),
    )
    assert set(found(claim).values()) <= {Severity.INFO}


def _elsewhere(claim: Claim) -> Claim:
    return replace(claim, provider=replace(claim.provider, group="elsewhere"))


def _missed(report: Report, edit: str) -> bool:
    return edit in {one.edit for one in report.not_evaluated}


def test_77_sees_the_first_on_another_physicians_claim() -> None:
    first, again = professional(line("71046")), professional(line("71046", "77"))
    both = [replace(_elsewhere(first), claim_id="first"), replace(again, claim_id="second")]
    edit = "modifier/repeat-76-77"
    assert not _missed(validate_many(both)["second"], edit)
    assert _missed(validate(again), edit)


@pytest.mark.parametrize(("modifiers", "told"), [((), True), (("54",), False), (("80",), False)])
def test_the_care_after_an_operation_of_another_physician(modifiers: tuple[str, ...], told: bool) -> None:
    surgery = _elsewhere(professional(line("66984", *modifiers)))
    said = after(surgery, professional(line("66984", "55")))
    assert ("modifier/care-after-billed-twice" in said) is told


def test_a_fault_of_a_modifier_is_told_once() -> None:
    for claim, edit in (
        (professional(line("27447"), line("99214", "25")), "modifier/modifier-25-for-57"),
        (professional(line("99213", "59")), "modifier/modifier-59-on-visit"),
        (outpatient(line("83036", "GZ")), "modifier/denial-said-gy-gz"),
    ):
        assert [one.edit for one in validate(claim).findings if one.line] == [edit]
