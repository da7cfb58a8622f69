"""Every teaching case proves itself: evidence, validity, our own edits, the grouper."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from codinglab.claims.assemble import answers_from_key, claim_from
from codinglab.classroom import prove
from codinglab.model import (
    AnswerKey,
    Case,
    Difficulty,
    InvalidInputError,
    Role,
    Severity,
    UnknownCaseError,
)
from codinglab.reference.case_folders import SHIPPED
from codinglab.reference.cases import list_cases, load_case, load_key
from codinglab.validate import validate

CASES = [pytest.param(case, load_key(case.id), id=case.id) for case in list_cases(SHIPPED)]
each_case = pytest.mark.parametrize(("case", "key"), CASES)


@each_case
def test_evidence_stands_in_the_chart_word_for_word(case: Case, key: AnswerKey) -> None:
    for item in (*key.diagnoses, *key.procedures, *key.lines):
        assert item.evidence
        assert item.rationale
        assert item.authority
        for place in item.evidence:
            assert case.encounter.document(place.document).text[place.start : place.end] == place.quote


@each_case
def test_the_key_is_proven(case: Case, key: AnswerKey) -> None:
    """Valid codes, our edits, the grouper's DRG, order, a whole score, compliant queries."""
    assert [fault for fault in prove(case, key) if fault.blocks] == []


@each_case
def test_the_edits_that_the_key_names_are_those_that_fire(case: Case, key: AnswerKey) -> None:
    report = validate(claim_from(case, answers_from_key(case, key)))
    raised = {finding.edit for finding in report.findings if finding.severity is not Severity.INFO}
    assert raised == {expected.edit for expected in key.expected_findings}


@each_case
def test_tempting_codes_are_not_keyed(case: Case, key: AnswerKey) -> None:
    keyed = {str(item.code) for item in (*key.diagnoses, *key.procedures, *key.lines)}
    accepted = {str(code) for item in key.diagnoses for code in item.acceptable}
    assert not (keyed | accepted) & {item.code.replace(".", "") for item in key.prohibited}


@each_case
def test_the_learner_sees_no_code_of_the_key_before_the_work(case: Case, key: AnswerKey) -> None:
    shown = " ".join([case.title, case.summary, *(document.title for document in case.encounter.documents)])
    assert not [item.code for item in key.diagnoses if item.code.written in shown]


def test_the_library_is_as_broad_as_a_course() -> None:
    cases = list_cases(SHIPPED)
    by_role = Counter(case.role for case in cases)
    assert by_role[Role.PROFESSIONAL] >= 12
    assert by_role[Role.FACILITY_OUTPATIENT] >= 8
    assert by_role[Role.FACILITY_INPATIENT] >= 12
    assert by_role[Role.CDI] >= 4
    assert {case.difficulty for case in cases} == set(Difficulty)
    assert all(len({document.type for document in case.encounter.documents}) > 1 for case in cases)


def test_an_unknown_case_lists_the_known_ones() -> None:
    with pytest.raises(UnknownCaseError, match="Did you mean 'inpatient-sepsis-kidney-injury'"):
        load_case("inpatient-sepsis")


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("key.toml", "edition = 1\n", "edition = 1\nbogus = 2\n", "bogus: unknown key"),
        ("key.toml", 'quote = "Hypertension. Above goal."', 'quote = "Hypertension!"', "stands 0 times"),
        ("key.toml", 'quote = "Hypertension. Above goal."', 'quote = "e"', "must stand there once"),
        ("key.toml", 'points_to = ["M17.11"]', 'points_to = ["M17.12"]', "points_to: M17.12 is no diagnosis"),
        ("key.toml", 'code = "I10"', 'code = "I12.9"', "prohibited.1: I12.9 is on this key"),
        ("key.toml", 'first = "I12.9"', 'first = "I11.9"', "sequence.1: I11.9 is no diagnosis"),
        ("key.toml", 'document = "visit"', 'document = "vsit"', "no document 'vsit'; the chart holds intake"),
        ("case.toml", 'title = "A diabetes visit', 'title "A diabetes visit', "not readable TOML"),
        ("case.toml", 'role = "professional"', 'role = "clerk"', "role"),
    ],
)
def test_a_fault_of_a_case_file_is_named(tmp_path: Path, file: str, old: str, new: str, said: str) -> None:
    case_id = "office-diabetes-knee-injection"
    shutil.copytree(SHIPPED / case_id, tmp_path / case_id)
    path = tmp_path / case_id / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(InvalidInputError, match=said):
        load_key(case_id, tmp_path)
