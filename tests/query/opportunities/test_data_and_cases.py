"""The data of the kinds, the teaching cases, and the command."""

from __future__ import annotations

import json
import re
import time

import pytest
from typer.testing import CliRunner

from codinglab.diagnose import diagnose
from codinglab.indicators import conditions, definitions, observations
from codinglab.indicators.words import terms
from codinglab.lab.command import app
from codinglab.query.opportunities import explain_kind, find
from codinglab.query.opportunity import Kind
from codinglab.query.opportunity_rows import Signs
from codinglab.query.opportunity_rules import rules
from codinglab.reference.cases import load_case
from codinglab.reference.icd10cm import icd10cm
from codinglab.review import review

INPATIENT = "inpatient-sepsis-kidney-injury"
TOPICS = frozenset(
    "kidney-function kidney-cause ckd-stage sepsis-indicators organ-dysfunction-link shock low-sodium "
    "high-sodium potassium acid-base respiratory-status pneumonia-kind heart-failure-type cardiac-markers "
    "blood-pressure-crisis anemia-kind platelets coagulation nutrition weight mental-status pressure-injury "
    "diabetes-link diabetes-control stroke-deficits urinary-site conflict clinical-validity "
    "present-on-admission cause-effect abnormal-imaging pathology-finding drug-effect procedure-detail "
    "debridement-depth general-specificity postoperative-event".split()
)


def _signs() -> list[Signs]:
    data = rules()
    return [row.signs for row in (*data.condition, *data.unspecified)]


def test_every_topic_has_a_template_and_every_name_is_its_own() -> None:
    data = rules()
    rows = (*data.condition, *data.reported, *data.unspecified, *data.cause, *data.procedure)
    assert {row.topic for row in rows} - {""} <= TOPICS
    for rows_of_kind in (data.condition, data.unspecified):
        names = [row.signs.name for row in rows_of_kind]
        assert len(names) == len(set(names))


def test_every_condition_and_definition_of_the_data_exists() -> None:
    for row in rules().condition:
        assert row.condition in conditions()
        assert set(row.definitions) <= {one.name for one in definitions(row.condition)}


def test_every_finding_and_treatment_of_the_data_is_read_from_charts() -> None:
    known = {term.name for term in terms()}
    named = {term for signs in _signs() for term in (*signs.findings, *signs.treatments)}
    named |= {term for row in rules().condition for term in row.treated}
    assert named <= known


def test_a_range_speaks_of_a_value_that_is_told() -> None:
    for signs in _signs():
        assert {limit.term for limit in signs.normal} <= set(signs.values)
        assert set(signs.low) <= set(signs.values)


def test_every_pattern_of_the_data_compiles() -> None:
    data = rules()
    words = [word for signs in _signs() for word in signs.words]
    words += [word for row in (*data.condition, *data.unspecified, *data.cause) for word in row.said]
    for row in data.cause:
        words += [
            row.drugs,
            row.acted,
            row.device,
            row.always,
            row.between,
            *(one.words for one in row.clues),
        ]
    for word in words:
        re.compile(word)


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_explains_itself(kind: Kind) -> None:
    text = explain_kind(kind)
    assert "Authority:" in text
    assert len(text.split("\n\n")) >= 4


def test_the_codes_of_the_data_are_codes() -> None:
    table, on = icd10cm(), load_case(INPATIENT).encounter.through_date
    for row in rules().unspecified:
        for code in row.codes:
            assert table.entry(code.replace(".", ""), on).billable, code


def test_the_inpatient_case_calls_for_its_three_queries_and_no_other() -> None:
    encounter = load_case(INPATIENT).encounter
    concepts = review(encounter)
    suggestions = diagnose(encounter, concepts)
    took = []
    for _ in range(3):
        start = time.perf_counter()
        listed = find(encounter, concepts, suggestions, observations(encounter, concepts))
        took.append(time.perf_counter() - start)
    assert min(took) < 0.3
    found = {one.id: one for one in listed}
    assert set(found) == {"no-diagnosis-sodium", "unspecified-urinary-site", "cause-sepsis-n17"}
    assert [item.fact for item in found["no-diagnosis-sodium"].indicators if item.contrary]
    assert any(item.prior for item in found["cause-sepsis-n17"].indicators)


def test_the_office_case_calls_for_none() -> None:
    encounter = load_case("office-diabetes-knee-injection").encounter
    concepts = review(encounter)
    assert not find(encounter, concepts, diagnose(encounter, concepts), observations(encounter, concepts))


def test_the_command_prints_json() -> None:
    done = CliRunner().invoke(app, ["query", "find", INPATIENT, "--json"])
    assert done.exit_code == 0
    assert [one["topic"] for one in json.loads(done.stdout)] == ["low-sodium", "urinary-site", "kidney-cause"]


def test_the_command_prints_facts_with_day_and_source() -> None:
    done = CliRunner().invoke(app, ["query", "find", INPATIENT])
    assert "2026-06-15 Laboratory summary: Sodium 127 mmol/L" in done.stdout
    assert "(contrary)" in done.stdout
