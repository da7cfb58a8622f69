"""Open queries as they are asked, with a sentence or two of the story: none breaks a rule."""

from __future__ import annotations

import pytest

from codinglab.model import Query
from codinglab.query import lint
from codinglab.query.examples import on, open_query

COMPLIANT = (
    open_query(
        "This 82-year-old was admitted with a hip fracture. Hgb fell from 12.8 to 8.1. Please clarify.",
        title="Clarification: hemoglobin",
        indicators=on(11, 4, "Hgb 12.8 -> 8.1 g/dL", "2 units PRBC"),
    ),
    open_query(
        "Patient is a 70-year-old with COPD admitted with dyspnea. Please clarify the respiratory diagnosis.",
        title="Clarification: respiratory status",
        indicators=on(11, 4, "SpO2 84% RA", "BiPAP"),
    ),
    open_query(
        "Patient presented with fever and cough. Please clarify the diagnosis treated with ceftriaxone.",
        title="Clarification: antibiotic indication",
        indicators=on(11, 4, "Ceftriaxone 1 g IV", "T 38.9 C"),
    ),
    open_query(
        "Vasopressors were started for hypotension. Please clarify the underlying diagnosis.",
        title="Clarification: hypotension",
        indicators=on(11, 4, "BP 76/40", "Norepinephrine 8 mcg/min"),
    ),
    open_query(
        "Please clarify whether the documented pressure injury was present on admission.",
        title="Present on admission",
        documented=("pressure injury",),
    ),
    open_query(
        "Urosepsis is documented in the H&P. Please clarify the diagnosis this term represents.",
        title="Clarification of terminology",
        documented=("urosepsis",),
    ),
    open_query(
        "The operative report describes lysis of adhesions. Please clarify the approach.",
        title="Clarification of procedure",
    ),
    open_query(
        "Heart failure is documented without type or acuity. Please specify both.",
        title="Heart failure specificity",
        documented=("heart failure",),
    ),
    open_query(
        "Severe malnutrition is documented. Please provide the indicators that support it, or clarify.",
        title="Clinical validation",
        documented=("severe malnutrition",),
        indicators=on(11, 4, "BMI 24", "Intake 75% of meals"),
    ),
    open_query(
        "Pneumonia is listed in the ED note. Can you clarify if it was ruled out, confirmed or suspected?",
        title="Clarification of ED diagnosis",
        documented=("pneumonia",),
    ),
    open_query(
        "Is there a diagnosis associated with the low platelet count (42 K) that was monitored daily?",
        title="Clarification: platelets",
        indicators=on(11, 4, "Platelets 42 K", "Daily CBC"),
    ),
    open_query(
        "Can you please clarify the relationship, if any, between the GI bleed and warfarin?",
        title="Clarification of cause",
        documented=("GI bleed",),
    ),
    open_query(
        "Please clarify the significance of the pathology finding of adenocarcinoma.",
        title="Pathology",
        documented=("adenocarcinoma",),
    ),
    open_query(
        "The laterality of the fracture is not documented. Which side was treated?", title="Laterality"
    ),
    open_query(
        "Dr. Lee documents acute kidney injury, Dr. Poe chronic kidney disease. Please clarify.",
        title="Conflicting documentation",
        documented=("acute kidney injury", "chronic kidney disease"),
    ),
)


@pytest.mark.parametrize("checked", COMPLIANT, ids=lambda one: one.title)
def test_a_story_of_the_chart_breaks_nothing(checked: Query) -> None:
    assert lint(checked) == ()


@pytest.mark.parametrize(
    ("words", "rules"),
    [
        (
            "Sepsis criteria are met. Please add sepsis to capture the severity of illness.",
            "QL-02 QL-12 QL-13",
        ),
        ("Our CDI metrics need improvement; please clarify the diagnosis.", "QL-02"),
        ("I am sending this for the fourth time. Please clarify the diagnosis.", "QL-18"),
        ("Please answer today or your privileges will be affected. What was treated?", "QL-18"),
    ],
)
def test_what_presses_or_leads_is_seen(words: str, rules: str) -> None:
    assert {one.rule for one in lint(open_query(words))} == set(rules.split())
