"""No sentence that comes out says that the patient has a condition."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from codinglab.indicators import assess_all, conditions, observations
from codinglab.indicators.units import scales
from codinglab.lab.timeline import indicators_html, summary
from codinglab.model import Assessment, Observation, ObservationKind, Quantity, Sex
from codinglab.reference.cases import load_case
from codinglab.review import review

SAYS_SO = re.compile(
    r"\b(?:patient|pt|he|she)(?:'s)? (?:has|have|had|is|was|are|meets?|suffers?|likely)\b"
    r"|\bdiagnos(?:ed|tic)\b"
    r"|\bconsistent with\b|\bindicative of\b|\bconfirm(?:s|ed)\b|\bmeets? criteria for\b"
    r"|\bsupports? the diagnosis\b"
    rf"|\b(?:has|have|confirmed|proven|definite|probable) (?:{'|'.join(map(re.escape, conditions()))})\b",
    re.IGNORECASE,
)
QUOTED = re.compile(r"'[^']*'")
OURS = re.compile(r"patient is\b.*?(?:not given|named)", re.IGNORECASE)


def sentences(found: tuple[Assessment, ...]) -> list[str]:
    told = [part for one in found for part in (summary(one), one.grade, one.caution)]
    return told + [
        QUOTED.sub("", text) for one in found for each in one.criteria for text in (each.says, each.because)
    ]


def check(found: tuple[Assessment, ...]) -> None:
    assert found
    for text in sentences(found):
        assert not SAYS_SO.search(text), text


@pytest.mark.parametrize("case", ["inpatient-sepsis-kidney-injury", "office-diabetes-knee-injection"])
def test_of_a_teaching_case(case: str) -> None:
    encounter = load_case(case).encounter
    found = assess_all(observations(encounter, review(encounter)), age=72, sex=Sex.FEMALE)
    check(found)
    html = indicators_html(found)
    assert "They are no diagnosis" in html
    assert not SAYS_SO.search(
        QUOTED.sub("", re.sub(r"<style>.*?</style>|<[^>]+>|&#x27;[^&]*&#x27;", " ", html))
    )


@settings(max_examples=40, deadline=None)
@given(
    some.lists(
        some.tuples(some.sampled_from(sorted(scales())), some.floats(0, 1), some.integers(0, 7)), max_size=25
    )
)
def test_of_any_values(values: list[tuple[str, float, int]]) -> None:
    found = tuple(
        Observation(
            ObservationKind.VALUE,
            term,
            term,
            Quantity(
                round(scales()[term].low + share * (scales()[term].high - scales()[term].low), 2),
                scales()[term].unit,
            ),
            date(2026, 11, 3 + day),
            source="note",
        )
        for term, share, day in values
    )
    check(assess_all(found, age=50, sex=Sex.MALE, weight=80))


def test_the_fields_of_an_assessment_are_known() -> None:
    """A field added to what comes out must be looked at by this test."""
    fields = {one.name for one in dataclasses.fields(Assessment)}
    assert fields == {"condition", "definition", "authority", "satisfied", "criteria", "grade", "caution"}


def test_a_note_that_names_the_condition_changes_nothing(
    chart: Callable[..., tuple[Observation, ...]],
) -> None:
    check(assess_all(chart("Sepsis, acute kidney injury, severe malnutrition, shock. Cr 2.4, baseline 1.0.")))
