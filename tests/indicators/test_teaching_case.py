"""The inpatient teaching case: what its chart says of each definition."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from codinglab.indicators import assess, definitions, observations
from codinglab.lab.timeline import indicators_html, timeline_html
from codinglab.model import Assessment, Observation
from codinglab.reference.cases import load_case
from codinglab.review import review

CASE = "inpatient-sepsis-kidney-injury"
ENCOUNTER = load_case(CASE).encounter


@pytest.fixture(scope="module")
def observed() -> tuple[Observation, ...]:
    return observations(ENCOUNTER, review(ENCOUNTER))


def named(observed: tuple[Observation, ...], condition: str, definition: str) -> Assessment:
    found = assess(observed, condition, age=72, sex=ENCOUNTER.patient.sex, from_date=ENCOUNTER.from_date)
    return next(one for one in found if one.definition.startswith(definition))


@pytest.mark.parametrize(
    ("condition", "definition", "satisfied", "grade"),
    [
        ("acute kidney injury", "KDIGO", True, "stage 2"),
        ("acute tubular necrosis", "Tubular", False, ""),
        ("sepsis", "Sepsis-2", True, ""),
        ("sepsis", "SEP-1", True, ""),
        ("sepsis", "Sepsis-3", True, ""),
        ("sepsis", "qSOFA", True, ""),
        ("septic shock", "SEP-1", False, ""),
        ("septic shock", "Sepsis-3", False, ""),
        ("hyponatremia", "European", True, "moderate"),
        ("encephalopathy", "Findings", False, ""),
        ("pressure injury", "NPIAP", False, ""),
        ("malnutrition", "GLIM", False, ""),
        ("acute hypoxic respiratory failure", "Hypoxic", False, ""),
    ],
)
def test_what_the_chart_says(
    observed: tuple[Observation, ...], condition: str, definition: str, satisfied: bool, grade: str
) -> None:
    found = named(observed, condition, definition)
    assert (found.satisfied, found.grade) == (satisfied, grade)


def test_the_baseline_is_of_march(observed: tuple[Observation, ...]) -> None:
    found = named(observed, "acute kidney injury", "KDIGO")
    ratio = next(one for one in found.criteria if "1.5 times" in one.says)
    assert "2.4 mg/dL on 2026-06-14 13:50 (Laboratory summary) is 2.4 times" in ratio.because
    assert "2026-03-02 (Emergency department note)" in ratio.because


def test_the_chart_is_drawn_with_limits_marks_and_a_table(observed: tuple[Observation, ...]) -> None:
    html = timeline_html(ENCOUNTER, observed, definitions("acute kidney injury")[0])
    body = html.rpartition("</style>")[2]
    assert body.count("<svg") == body.count('role="img"') == body.count("aria-label=") - 1
    assert "1.5 x baseline 1" in html
    assert "creatinine 2.4 mg/dL on 2026-06-14 13:50 (Laboratory summary), beyond a limit" in html
    assert "Treatments" in html
    assert "antibiotic: Ceftriaxone" in html
    assert "<caption>Values, findings and treatments, oldest first</caption>" in html
    assert "before this stay" in html


def test_without_a_definition_every_repeated_value_is_drawn(observed: tuple[Observation, ...]) -> None:
    html = timeline_html(ENCOUNTER, observed)
    for term in ("temperature", "heart rate", "creatinine", "sodium"):
        assert f"<b>{term}</b>" in html
    assert 'class="cl-limit"' not in html


def test_words_of_the_chart_are_escaped() -> None:
    assert "<script>" not in indicators_html(
        [Assessment("<script>", "d", definitions("sepsis")[0].authority, False, (), "", "<script>")]
    )


def test_the_command() -> None:
    command = [sys.executable, "-c", "from codinglab.lab.command import main; main()", "indicators", CASE]
    done = subprocess.run(
        [*command, "--condition", "sepsis", "--json"], capture_output=True, text=True, check=True
    )
    found = json.loads(done.stdout)
    assert [one["definition"] for one in found] == [one.name for one in definitions("sepsis")]
    assert {"says", "outcome", "because", "observations"} == set(found[0]["criteria"][0])
    wrong = subprocess.run([*command, "--condition", "gout"], capture_output=True, text=True, check=False)
    assert wrong.returncode == 2
    assert "There are no indicators of 'gout'" in wrong.stderr
