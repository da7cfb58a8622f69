"""The level of a visit: the field's vectors, and that more never lowers it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codinglab.model import InvalidInputError
from codinglab.validate.em_level import Data, Visit, em_level

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
