"""The level of a visit: the field's vectors, and that more never lowers it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codinglab.model import InvalidInputError
from codinglab.validate.em_level import Data, Visit, discharge_day, em_level

LEVELS = ["", "straightforward", "low", "moderate", "high"]


@pytest.mark.parametrize(
    ("visit", "mdm", "reported"),
    [
        (Visit("office", ("stable_chronic",) * 2, Data(3), "moderate"), "moderate", "moderate"),
        (Visit("office", ("acute_uncomplicated",), risk="moderate"), "low", "low"),
        (Visit("office", ("uncertain_prognosis",), Data(3, discussion=True), "low"), "moderate", "moderate"),
        (Visit("office", ("minor",), total_minutes=40), "straightforward", "high"),
        (Visit("emergency", ("minor",), total_minutes=90), "straightforward", "straightforward"),
        (
            Visit("office", ("minor",), total_minutes=29, patient_new=True),
            "straightforward",
            "straightforward",
        ),
        (Visit("office", ("stable_chronic",), Data(2), "moderate"), "low", "low"),
        (Visit("office", ("stable_chronic", "acute_uncomplicated"), Data(0), "moderate"), "low", "low"),
        (Visit("office", ("minor",) * 2, Data(historian=True), "minimal"), "low", "low"),
        (
            Visit("office", ("minor",), Data(1, historian=True), "minimal"),
            "straightforward",
            "straightforward",
        ),
        (Visit("office", ("chronic_with_exacerbation",), Data(0), "moderate"), "moderate", "moderate"),
        (
            Visit("emergency", ("threat_to_life_or_function",), Data(3, interpretation=True), "moderate"),
            "high",
            "high",
        ),
        (Visit("emergency", ("acute_uncomplicated_in_hospital",), Data(2), "low"), "low", "low"),
        (Visit("office", (), total_minutes=20), "", "low"),
        (Visit("initial_hospital", ("minor",), total_minutes=54), "straightforward", "low"),
        (Visit("initial_hospital", ("minor",), total_minutes=55), "straightforward", "moderate"),
        (Visit("subsequent_nursing", ("minor",), total_minutes=19), "straightforward", "straightforward"),
        (Visit("home", ("minor",), total_minutes=59, patient_new=True), "straightforward", "low"),
        (Visit("home", ("minor",), total_minutes=60), "straightforward", "high"),
    ],
)
def test_vectors(visit: Visit, mdm: str, reported: str) -> None:
    assert (em_level(visit).mdm, em_level(visit).reported) == (mdm, reported)


@given(
    st.lists(st.sampled_from(["minor", "stable_chronic", "threat_to_life_or_function"]), max_size=4),
    st.integers(0, 5),
    st.integers(0, 90),
)
def test_more_never_lowers(problems: list[str], items: int, minutes: int) -> None:
    less = Visit("office", tuple(problems), Data(items), "low", minutes)
    more = (
        replace(less, problems=(*less.problems, "stable_chronic")),
        replace(less, data=Data(items + 1)),
        replace(less, risk="high"),
        replace(less, total_minutes=minutes + 5),
    )
    before = LEVELS.index(em_level(less).reported)
    assert all(LEVELS.index(em_level(visit).reported) >= before for visit in more)


def test_an_unknown_setting_lists_those_there_are() -> None:
    with pytest.raises(InvalidInputError, match="initial_hospital"):
        em_level(Visit("spa", ()))


@pytest.mark.parametrize(
    ("setting", "new", "minutes", "units"),
    [
        ("office", False, 54, (0, 0)),
        ("office", False, 55, (1, 0)),
        ("office", False, 69, (1, 1)),
        ("office", False, 84, (2, 2)),
        ("office", True, 88, (1, 0)),
        ("office", True, 89, (1, 1)),
        ("initial_hospital", False, 90, (1, 1)),
        ("subsequent_hospital", False, 64, (0, 0)),
        ("same_day_hospital", False, 109, (1, 0)),
        ("same_day_hospital", False, 110, (1, 1)),
        ("emergency", False, 200, (0, 0)),
    ],
)
def test_prolonged_service_begins_later_for_medicare(
    setting: str, new: bool, minutes: int, units: tuple[int, int]
) -> None:
    level = em_level(Visit(setting, ("minor",), total_minutes=minutes, patient_new=new))
    assert (level.prolonged, level.prolonged_medicare) == units


def test_the_explanation_goes_by_element_and_says_what_is_missing() -> None:
    told = em_level(Visit("office", ("stable_chronic",), Data(2), "moderate", 29)).explanation
    assert told == (
        "problems reach low: 1 of stable chronic; two would reach moderate",
        "data reach low: two items of notes, results and orders; three items in all would reach moderate",
        "risk reaches moderate, as given",
        "decision making is low: two of the three elements reach it",
        "29 minutes reach low, from 20; moderate begins at 30",
        "low is reported, either way",
    )


def test_a_discharge_day_goes_by_time() -> None:
    assert discharge_day(30) != discharge_day(31)


@pytest.mark.parametrize("visit", [Visit("office", (), total_minutes=-1), Visit("office", (), Data(-1))])
def test_nothing_is_below_zero(visit: Visit) -> None:
    with pytest.raises(InvalidInputError, match="below zero"):
        em_level(visit)
