"""Every teaching case proves itself: evidence, validity, our own edits, the grouper."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from codinglab.claims.assemble import answers_from_key, claim_from
from codinglab.group import group
from codinglab.model import AnswerKey, Case, ClaimType, InvalidInputError, Severity, UnknownCaseError
from codinglab.query import draft, lint
from codinglab.reference.case_folders import SHIPPED
from codinglab.reference.cases import list_cases, load_case, load_key
from codinglab.reference.icd10cm import icd10cm
from codinglab.reference.icd10pcs import icd10pcs
from codinglab.score import score
from codinglab.validate import validate

CASES = [pytest.param(case, load_key(case.id), id=case.id) for case in list_cases()]
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
def test_every_keyed_code_is_valid_that_day(case: Case, key: AnswerKey) -> None:
    on = case.shell.governing_date()
    for diagnosis in key.diagnoses:
        for code in (diagnosis.code, *diagnosis.acceptable):
            assert icd10cm().entry(code, on).billable, code
    assert all(icd10pcs().entry(procedure.code, on).billable for procedure in key.procedures)


@each_case
def test_the_key_passes_our_edits_but_those_it_names(case: Case, key: AnswerKey) -> None:
    report = validate(claim_from(case, answers_from_key(case, key)))
    raised = {finding.edit for finding in report.findings if finding.severity is not Severity.INFO}
    assert raised == {expected.edit for expected in key.expected_findings}


@each_case
def test_the_drg_is_what_the_grouper_says(case: Case, key: AnswerKey) -> None:
    grouping = group(claim_from(case, answers_from_key(case, key)))
    assert grouping.drg == key.drg
    assert (key.drg is not None) == (case.shell.claim_type is ClaimType.INPATIENT)


@each_case
def test_tempting_codes_are_not_keyed_and_sequence_holds(case: Case, key: AnswerKey) -> None:
    keyed = [diagnosis.code for diagnosis in key.diagnoses]
    assert not {str(code) for code in keyed} & {item.code.replace(".", "") for item in key.prohibited}
    for rule in key.sequence:
        later = [keyed.index(code) for code in rule.then] or range(1, len(keyed))
        assert all(keyed.index(rule.first) < place for place in later)


@each_case
def test_the_key_scores_whole_and_its_queries_are_compliant(case: Case, key: AnswerKey) -> None:
    card = score(case, key, answers_from_key(case, key))
    assert (card.correct, card.code_over_code) == (card.items, 1.0)
    for opportunity in key.queries:
        query = draft(opportunity, case.encounter, author="A coder, CCS", written_on=case.shell.through_date)
        assert not [finding for finding in lint(query) if finding.severity is Severity.FAIL]


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
