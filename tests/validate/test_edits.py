"""Every edit by its own examples, singly and all together; and the code editor's own answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

import pytest

from codinglab.model import (
    Claim,
    InvalidInputError,
    Report,
    Status,
)
from codinglab.reference.paths import REFERENCE
from codinglab.reference.rules_file import RulesFile, read_card
from codinglab.reference.store import open_store
from codinglab.validate import explain, validate, validate_many
from codinglab.validate.catalogue import edits, render
from codinglab.validate.edit import Edit
from codinglab.validate.engines.one_claim import OneClaimEngine
from codinglab.validate.examples import Example, dx, inpatient, line, professional
from codinglab.validate.run import many_claims_engine, one_claim_engine, run

EXAMPLES = [
    pytest.param(edit, example, id=f"{edit.id}-{number}")
    for edit in edits()
    for number, example in enumerate(edit.examples, start=1)
]


@cache
def card() -> RulesFile:
    return read_card(open_store().folder)


@cache
def alone(edit_id: str) -> OneClaimEngine:
    return OneClaimEngine([edit for edit in edits() if edit.id == edit_id], card())


def outcome(report: Report, edit: Edit) -> str:
    if any(finding.edit == edit.id for finding in report.findings):
        return "fires"
    missed = any(missed.edit == edit.id for missed in report.not_evaluated)
    return "not evaluated" if missed else "passes"


def reason(report: Report, edit: Edit) -> str:
    return "; ".join(missed.reason for missed in report.not_evaluated if missed.edit == edit.id)


@pytest.mark.parametrize(("edit", "example"), EXAMPLES)
def test_an_example_alone_and_among_all_edits(edit: Edit, example: Example) -> None:
    assert outcome(run(alone(edit.id), [example.claim])["example"], edit) == example.outcome, example.because
    every = run(one_claim_engine(), [example.claim], precedence=False)["example"]
    assert outcome(every, edit) == example.outcome
    report = validate(example.claim)
    assert outcome(report, edit) == example.outcome or "suppressed by" in reason(report, edit)
    assert not [finding.message for finding in report.findings if "{" in finding.message]


def test_all_examples_in_one_batch() -> None:
    told = [(edit, example) for edit in edits() for example in edit.examples]
    claims = [
        replace(example.claim, claim_id=str(number), patient=replace(example.claim.patient, id=str(number)))
        for number, (_, example) in enumerate(told)
    ]
    scanned = run(many_claims_engine(), claims, precedence=False)
    indexed = run(one_claim_engine(), claims, precedence=False)
    for number, (edit, example) in enumerate(told):
        assert outcome(scanned[str(number)], edit) == example.outcome, (edit.id, example.because)
    assert scanned == indexed


@pytest.mark.parametrize("edit", [edit for edit in edits() if edit.reads], ids=lambda edit: edit.id)
def test_a_missing_table_is_not_a_pass(edit: Edit) -> None:
    there = card()
    columns = {name: found for name, found in there.columns.items() if name != edit.reads[0]}
    editions = {name: found for name, found in there.editions.items() if name != edit.reads[0]}
    engine = OneClaimEngine([edit], RulesFile(there.path, columns, editions))
    report = run(engine, [edit.examples[0].claim])["example"]
    assert outcome(report, edit) == "not evaluated"
    assert "codinglab reference install" in report.not_evaluated[0].reason


@pytest.mark.parametrize("edit", edits(), ids=lambda edit: edit.id)
def test_every_edit_cites_its_authority_and_shows_both_sides(edit: Edit) -> None:
    assert edit.authority
    assert sum(example.outcome == "fires" for example in edit.examples) >= 2
    assert sum(example.outcome == "passes" for example in edit.examples) >= 2
    assert edit.text.split("\n\n")[0].endswith(".")
    assert edit.id in explain(edit.id)


def test_a_line_of_another_claim_of_the_day_counts() -> None:
    surgery = replace(professional(line("45385")), claim_id="first")
    biopsy = replace(professional(line("45380")), claim_id="second")
    reports = validate_many([surgery, biopsy])
    assert "ncci/column-two-code" in {finding.edit for finding in reports["second"].findings}
    assert "ncci/column-two-code" not in {finding.edit for finding in reports["first"].findings}
    other_physician = replace(biopsy, provider=replace(biopsy.provider, group="elsewhere"))
    apart = validate_many([surgery, other_physician])["second"].findings
    assert "ncci/column-two-code" not in {finding.edit for finding in apart}


def test_many_claims_tell_how_far_they_are() -> None:
    said: list[tuple[str, float]] = []
    visits = [
        replace(professional(line("45385"), line("45380")), claim_id=str(number)) for number in range(3)
    ]
    stays = [replace(inpatient(dx("Z99.99", "Y")), claim_id="stay")]
    validate_many([*visits, *stays], lambda sentence, share: said.append((sentence, share)))
    shares = [share for _, share in said]
    assert shares == sorted(shares)
    assert said[-1] == ("writing the reports", 1.0)
    assert "asking ncci/column-two-code" in [sentence for sentence, _ in said]


def test_a_visit_the_day_before_major_surgery_needs_57() -> None:
    surgery = replace(professional(line("27447"), on="2026-11-02"), claim_id="surgery")
    visit = replace(professional(line("99214"), on="2026-11-01"), claim_id="visit")
    reports = validate_many([surgery, visit])
    assert "modifier/visit-without-57" in {finding.edit for finding in reports["visit"].findings}


@pytest.mark.parametrize(
    ("one", "two", "excluded"),
    [
        ("E10.9", "E11.9", True),
        ("J96.01", "R09.02", True),
        ("O24.410", "Z34.00", True),
        ("Z33.1", "O99.512", True),
        ("B20", "Z21", True),
        ("R65.21", "T81.12XA", True),
        ("N39.0", "N30.00", True),
        ("I5A", "I21.4", True),
        ("A41.9", "R78.81", True),
        ("E11.9", "E11.A", True),
        ("F45.8", "G47.63", True),
        ("J44.1", "J45.901", False),
        ("E11.22", "N18.31", False),
        ("J44.0", "J18.9", False),
        ("I11.0", "I50.9", False),
        ("N17.9", "N18.4", False),
        ("I21.4", "I25.2", False),
    ],
)
def test_excludes1_pairs_of_the_field(one: str, two: str, excluded: bool) -> None:
    for first, second in ((one, two), (two, one)):
        found = {finding.edit for finding in validate(professional(dx(first), dx(second))).findings}
        assert ("icd10cm/excludes1" in found) is excluded


@pytest.mark.parametrize(
    ("code", "on", "fault"),
    [
        ("E11.22", "2026-11-01", ""),
        ("S52.501", "2026-11-01", "one of A B C D E F G H J K M N P Q R S"),
        ("S52.501X", "2026-11-01", "one of A B C D E F G H J K M N P Q R S"),
        ("M80.08A", "2026-11-01", "M80.08XA"),
        ("G35", "2025-09-30", ""),
        ("G35", "2025-10-01", "G35.A"),
        ("G35.A", "2025-09-30", "G35.A is not"),
        ("G35.A", "2025-10-01", ""),
        ("QA0.0101", "2025-10-01", ""),
    ],
)
def test_validity_by_the_day(code: str, on: str, fault: str) -> None:
    said = [
        found.message
        for found in validate(professional(dx(code), on=on)).findings
        if found.edit in {"icd10cm/invalid-code", "icd10cm/seventh-character", "icd10cm/header-code"}
    ]
    assert bool(said) is bool(fault)
    assert not fault or any(fault in one for one in said)


def test_the_discharge_decides_what_is_valid_for_a_stay() -> None:
    stay = replace(inpatient(dx("I42.0", "Y"), on="2026-10-03"), from_date=date(2026, 9, 28))
    assert "icd10cm/header-code" in {found.edit for found in validate(stay).findings}
    assert "icd10cm/header-code" not in {
        found.edit for found in validate(professional(dx("I42.0"), on="2026-09-28")).findings
    }


def test_clean_needs_everything_evaluated() -> None:
    report = validate(inpatient(dx("J18.9", "Y"), dx("I10", "Y")))
    assert report.status is Status.CLEAN
    assert validate(inpatient(dx("J18.9", "Y"), on="2026-11-01")).status is Status.NOT_EVALUATED


def test_what_is_rejected_is_told_once_and_in_runs() -> None:
    report = validate(professional(dx("I10"), *[line("ABC")] * 3, line("99213")))
    missed = {one.reason for one in report.not_evaluated if one.edit == "ncci/units-above-mue"}
    assert missed == {"suppressed by structure/service-code-form: line 1 to 3"}
    assert not [one for one in report.not_evaluated if "ABC" in one.reason]


def test_of_a_repeated_diagnosis_the_first_is_still_judged() -> None:
    report = validate(inpatient(dx("I10", "Y"), dx("I10", "Y")))
    found = {one.edit: one.diagnosis for one in report.findings}
    assert found["icd10cm/duplicate-diagnosis"] == 2
    assert found["mce/questionable-admission"] == 1


def test_the_catalogue_is_fresh() -> None:
    written = (REFERENCE / "EDITS.md").read_text(encoding="utf-8")
    assert written == render(), "write it anew with: python lab.py edits write"


def test_an_unknown_edit_lists_those_there_are() -> None:
    with pytest.raises(InvalidInputError, match="ncci/column-two-code"):
        explain("ncci/nothing")


def moved(claim: Claim, to: date, which: Callable[..., date]) -> Claim:
    """The claim with all its days moved so that its first or last governing day is another."""
    by = to - which([claim.governing_date(), *map(claim.governing_date, claim.lines)])
    return replace(
        claim,
        patient=replace(claim.patient, birth_date=claim.patient.birth_date + by),
        from_date=claim.from_date + by,
        through_date=claim.through_date + by,
        admission_date=claim.admission_date + by if claim.admission_date else None,
        procedures=tuple(replace(one, date=one.date + by) for one in claim.procedures),
        lines=tuple(
            replace(one, date=one.date + by, through=one.through + by if one.through else None)
            for one in claim.lines
        ),
    )


@pytest.mark.parametrize("edit", edits(), ids=lambda edit: edit.id)
def test_an_edit_is_silent_before_its_first_day(edit: Edit) -> None:
    first = min(since for since, _ in (*edit.checks, *edit.looks))
    example = next(one for one in edit.examples if one.outcome == "fires")
    before = moved(example.claim, first - timedelta(days=1), max)
    assert outcome(run(alone(edit.id), [before])["example"], edit) != "fires"
    if not edit.reads and not edit.looks:
        on = moved(example.claim, first, min)
        assert outcome(run(alone(edit.id), [on])["example"], edit) == "fires"
