"""What comes back and when, what is asked more, and how difficulty moves."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codinglab.drills import (
    Attempt,
    History,
    answered,
    difficulty_of,
    draw,
    due,
    mastery_by_kind,
    mastery_by_section,
    next_exercise,
)
from codinglab.drills.schedule import cards, choose, easier, quality, weight
from codinglab.model import InvalidInputError
from codinglab.model.interval import wilson
from codinglab.parse import dump_json, parse_json

DAY = date(2026, 6, 9)


def attempt(
    exercise: str, right: bool, after: int = 0, seconds: float = 10.0, section: str = "I.A.5"
) -> Attempt:
    return Attempt(
        exercise, exercise.split(":")[0], section, right, DAY + timedelta(days=after), seconds, DAY
    )


def history(*attempts: Attempt) -> History:
    return History("me", attempts)


def test_what_was_right_at_once_never_comes_back() -> None:
    assert due(history(attempt("poa:1:1", True)), on=date(2099, 1, 1)) == ()


def test_a_miss_comes_back_the_same_day_and_then_as_sm2_has_it() -> None:
    told = history(attempt("poa:1:1", False))
    assert [card.due for card in due(told, on=DAY)] == [DAY]
    days = []
    after = 0
    for _ in range(4):
        told = told.with_attempt(attempt("poa:1:1", True, after))
        (card,) = cards(told)
        days.append(card.interval)
        after += card.interval
    assert days[:2] == [1, 6]
    assert days[2:] == [round(6 * 2.7), round(round(6 * 2.7) * 2.8)]


def test_another_miss_begins_anew_and_keeps_the_easiness() -> None:
    told = history(
        attempt("poa:1:1", False),
        attempt("poa:1:1", True),
        attempt("poa:1:1", True, 1),
        attempt("poa:1:1", False, 7),
    )
    (card,) = cards(told)
    assert (card.repetitions, card.due, card.misses) == (0, DAY + timedelta(days=7), 2)
    (again,) = cards(told.with_attempt(attempt("poa:1:1", True, 7)))
    assert again.interval == 1


def test_slow_answers_are_graded_lower_and_come_sooner() -> None:
    grades = [quality(attempt("poa:1:1", True, seconds=seconds)) for seconds in (5, 60, 300)]
    assert grades == [5, 4, 3]
    assert quality(attempt("poa:1:1", False)) < 3


@given(st.lists(st.integers(0, 5), max_size=40))
def test_easiness_never_falls_below_the_least(grades: list[int]) -> None:
    easiness = 2.5
    for grade in grades:
        easiness = easier(easiness, grade)
        assert easiness >= 1.3


def test_the_longest_overdue_comes_first_and_not_twice_in_a_row() -> None:
    told = history(attempt("poa:1:1", False, 2), attempt("mue:2:1", False), attempt("ptp:9:1", True, 2))
    assert [card.exercise for card in due(told, on=DAY + timedelta(days=2))] == ["mue:2:1", "poa:1:1"]
    chosen = choose(told, ["poa", "mue"], on=DAY + timedelta(days=2))
    assert (chosen.kind, chosen.seed, chosen.about) == ("poa", 1, DAY)
    fresh = choose(history(attempt("poa:1:1", False)), ["poa"], on=DAY)
    assert fresh.about is None


def test_only_the_kinds_asked_for_come_back() -> None:
    told = history(attempt("poa:1:1", False), attempt("mue:2:1", True), attempt("mue:3:1", True))
    assert choose(told, ["mue"], on=DAY).kind == "mue"
    assert choose(told, ["mue", "poa"], on=DAY).kind == "poa"
    with pytest.raises(InvalidInputError, match="no kind"):
        choose(told, [], on=DAY)


def test_a_kind_that_is_missed_is_asked_more() -> None:
    told = history(
        *(attempt(f"poa:{n}:1", False) for n in range(10)), *(attempt(f"mue:{n}:1", True) for n in range(10))
    )
    assert weight(told, "poa") > weight(told, "ptp") > weight(told, "mue")
    far = DAY - timedelta(days=1)
    asked = Counter(choose(told, ["poa", "mue"], on=far, seed=seed).kind for seed in range(200))
    assert asked["poa"] > 3 * asked["mue"] > 0


@given(st.lists(st.booleans(), max_size=60))
def test_difficulty_stays_in_its_bounds_and_rises_only_after_success(marks: list[bool]) -> None:
    before = 1
    told = history()
    for number, right in enumerate(marks):
        told = told.with_attempt(attempt(f"poa:{number}:1", right))
        now = difficulty_of(told, "poa")
        assert 1 <= now <= 3
        assert now <= before if not right else now >= before
        before = now


def test_difficulty_goes_up_after_two_and_down_after_one() -> None:
    marks = [True, True, True, True, False, True, False]
    levels = [
        difficulty_of(
            history(*(attempt(f"poa:{n}:1", right) for n, right in enumerate(marks[:count]))), "poa"
        )
        for count in range(len(marks) + 1)
    ]
    assert levels == [1, 1, 2, 2, 3, 2, 2, 1]


def test_what_comes_back_does_not_move_the_difficulty() -> None:
    told = history(attempt("poa:1:1", False), attempt("poa:1:1", True), attempt("poa:1:1", True, 1))
    assert difficulty_of(told, "poa") == 1


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["poa", "mue"]), st.booleans()), max_size=12), st.integers(0, 99))
def test_the_next_exercise_is_the_same_for_the_same_history(marks: list[tuple[str, bool]], seed: int) -> None:
    told = history(*(attempt(f"{kind}:{n}:1", right) for n, (kind, right) in enumerate(marks)))
    one = next_exercise(told, ["poa", "mue"], on=DAY, seed=seed)
    assert one == next_exercise(told, ["poa", "mue"], on=DAY, seed=seed)
    assert one.exercise.kind in ("poa", "mue")
    asked = {attempt.exercise for attempt in told.attempts}
    assert (one.exercise.id in asked) == one.why.startswith("It comes back")


def test_an_exercise_comes_back_about_the_day_it_was_about() -> None:
    missed = replace(attempt("excludes:4:1", False), about=date(2026, 3, 2))
    told = history(missed, attempt("mue:1:1", True), attempt("mue:2:1", True))
    one = next_exercise(told, on=date(2026, 11, 26))
    assert (one.exercise.id, one.exercise.on) == ("excludes:4:1", date(2026, 3, 2))


def test_new_exercises_are_about_the_last_day_that_the_tables_hold() -> None:
    assert next_exercise(history(), ["excludes"], on=date(2026, 11, 26)).exercise.on == date(2026, 9, 30)
    assert next_exercise(history(), ["excludes"], on=DAY).exercise.on == DAY
    assert next_exercise(history(), ["ptp"], on=date(2026, 11, 26), about=DAY).exercise.on == DAY


def test_an_answer_is_put_into_the_history_and_the_file_reads_back() -> None:
    one = draw("poa", 7, 2, on=DAY)
    verdict, told = answered(history(), one, one.accepted[0], on=DAY, seconds=12.34)
    assert verdict.right
    assert told.attempts == (Attempt("poa:7:2", "poa", "Appendix I", True, DAY, 12.3, DAY),)
    assert told.attempts[0].difficulty == 2
    assert parse_json(History, dump_json(told), source="drills.json") == told
    with pytest.raises(InvalidInputError):
        answered(told, one, "", on=DAY, seconds=1)


def test_mastery_counts_by_kind_and_section_with_its_interval() -> None:
    told = history(
        attempt("poa:1:1", True, section="Appendix I"),
        attempt("poa:2:1", False, section="Appendix I"),
        attempt("mue:1:1", True, section="I.V"),
    )
    mue, poa = mastery_by_kind(told)
    assert (poa.name, poa.asked, poa.right, poa.low, poa.high) == ("poa", 2, 1, *wilson(1, 2))
    assert mue.name == "mue"
    assert [one.name for one in mastery_by_section(told)] == ["Appendix I", "I.V"]
    assert "1 of 2 right" in str(poa)
