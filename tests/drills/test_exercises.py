"""Every kind: exercises are reproducible, have one right answer, and are told when a table is not there."""

from __future__ import annotations

import subprocess
import sys
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codinglab.drills import check, draw, draw_again, kinds, latest_day
from codinglab.drills import rows as drill_rows
from codinglab.drills.exercise import Draft, Exercise, Option, plain
from codinglab.model import Authority, InvalidInputError, NotInForceError, TableMissingError

DAY = date(2026, 6, 9)
each_kind = pytest.mark.parametrize("kind", kinds())
CITED = Authority("A source", "1", "2")


def one_of(*values: str, accepted: tuple[str, ...]) -> Draft:
    options = tuple(Option(value, f"text {value}") for value in values)
    return Draft("?", options, accepted, "why", "row", CITED, "2")


@each_kind
@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 10**9), level=st.integers(1, 3))
def test_an_exercise_is_whole_and_comes_again(kind: str, seed: int, level: int) -> None:
    one = draw(kind, seed, level, on=DAY)
    assert one == draw(kind, seed, level, on=DAY) == draw_again(one.id, on=DAY)
    assert one.id == f"{kind}:{seed}:{level}"
    assert one.prompt
    assert one.explanation
    assert one.table
    assert one.authority.source
    assert one.section
    verdicts = [check(one, option.value) for option in one.options]
    assert sum(verdict.right for verdict in verdicts) == (1 if one.options else 0)
    for number, option in enumerate(one.options, start=1):
        assert check(one, str(number)) == check(one, option.text) == check(one, option.value.lower())
    for right in one.accepted:
        assert check(one, f"  {right.lower()} ").right
        assert check(one, right.replace(".", "")).right


def test_another_process_draws_the_same() -> None:
    code = (
        "from codinglab.drills import draw, kinds;"
        "print([draw(kind, 5, level, on='2026-06-09') for kind in kinds() if kind != 'query' "
        "for level in (1, 2, 3)])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    here = [draw(kind, 5, level, on=DAY) for kind in kinds() if kind != "query" for level in (1, 2, 3)]
    assert done.stdout == f"{here}\n"


@each_kind
def test_difficulty_changes_the_exercise(kind: str) -> None:
    prompts = {
        level: [
            (draw(kind, seed, level, on=DAY).prompt, draw(kind, seed, level, on=DAY).options)
            for seed in range(12)
        ]
        for level in (1, 2, 3)
    }
    for low, high in ((1, 2), (2, 3)):
        same = sum(one == other for one, other in zip(prompts[low], prompts[high], strict=True))
        assert same < 9


def test_the_right_answer_stands_in_no_favourite_place() -> None:
    for kind in ("billable", "seventh", "laterality", "mue"):
        places = [
            [plain(option.value) for option in one.options].index(plain(one.accepted[0]))
            for one in (draw(kind, seed, 1, on=DAY) for seed in range(60))
        ]
        assert max(places.count(place) for place in set(places)) < 35


@pytest.mark.parametrize(
    ("draft", "answer", "right"),
    [
        (one_of("E11.21", "E11.22", accepted=("E11.21",)), "e1121", True),
        (one_of("E11.21", "E11.22", accepted=("E11.21",)), " E11.22 ", False),
        (one_of("E11.21", "E11.22", accepted=("E11.21",)), "1", True),
        (one_of("Y", "N", accepted=("N",)), "n", True),
        (one_of("Y", "N", accepted=("N",)), "TEXT N", True),
    ],
)
def test_an_answer_is_read_whatever_its_dots_and_case(draft: Draft, answer: str, right: bool) -> None:
    assert check(Exercise("k:1:1", "k", 1, 1, DAY, draft), answer).right is right


@given(answer=st.text(max_size=12))
def test_any_text_is_an_answer_or_told_to_be_none(answer: str) -> None:
    content = one_of("E11.21", "E11.22", accepted=("E11.21",))
    typed = Draft("?", (), ("0DTJ4ZZ",), "why", "row", CITED, "2", tuple("abcdefg"))
    for one in (content, typed):
        with suppress(InvalidInputError):
            assert check(Exercise("k:1:1", "k", 1, 1, DAY, one), answer).given


@pytest.mark.parametrize("answer", ["²", "1" * 5000, "", "3", "0", "perhaps", "E11"])
def test_what_is_no_answer_is_not_counted(answer: str) -> None:
    with pytest.raises(InvalidInputError, match="number, 1 to 2"):
        check(Exercise("k:1:1", "k", 1, 1, DAY, one_of("E11.21", "E11.22", accepted=("E11.21",))), answer)


def test_a_typed_code_of_another_length_is_not_counted_and_a_wrong_one_is_told() -> None:
    one = draw("pcs", 3, 1, on=DAY)
    with pytest.raises(InvalidInputError, match="has 3 characters"):
        check(one, "0FT")
    with pytest.raises(InvalidInputError, match="type it"):
        check(one, " . ")
    verdict = check(one, one.accepted[0][:6] + "O")
    assert "letters I and O" in verdict.message
    assert not verdict.right


@pytest.mark.parametrize(
    "draft",
    [
        lambda: one_of("a", "b", accepted=("c",)),
        lambda: one_of("a", "A.", accepted=("a",)),
        lambda: one_of("a", "b", accepted=("a", "b")),
        lambda: one_of("1", "b", accepted=("b",)),
        lambda: one_of("a", "b", accepted=()),
        lambda: one_of("a", accepted=("a",)),
    ],
)
def test_an_exercise_without_one_right_answer_cannot_be_made(draft: object) -> None:
    with pytest.raises(ValueError, match="answer"):
        draft()  # type: ignore[operator]


def test_faults_are_told() -> None:
    with pytest.raises(InvalidInputError, match="The kinds are billable"):
        draw("nothing", 1, 1, on=DAY)
    with pytest.raises(InvalidInputError, match="from 1 to 3"):
        draw("poa", 1, 4, on=DAY)
    with pytest.raises(InvalidInputError, match=r"poa:7:1"):
        draw_again("poa:7", on=DAY)


@pytest.mark.parametrize(
    ("kind", "on", "said"),
    [
        ("seventh", "2025-09-30", "reference install icd10cm-tabular FILE"),
        ("excludes", "2026-10-01", "reference install icd10cm-tabular FILE"),
        ("poa", "2026-10-01", "reference install icd10cm-poa-exempt FILE"),
        ("billable", "2031-01-01", "reference install icd10cm-order FILE"),
        ("ptp", "2018-12-31", "reference install ncci-ptp-practitioner FILE"),
        ("mue", "2018-12-31", "reference install ncci-mue-practitioner FILE"),
        ("coverage", "2025-12-31", "reference install coverage-articles FILE"),
    ],
)
def test_a_day_that_no_table_holds_is_told_with_the_source_to_install(kind: str, on: str, said: str) -> None:
    with pytest.raises(NotInForceError, match=said):
        draw(kind, 1, 1, on=on)


def test_a_table_that_is_nowhere_is_told_with_the_source_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drill_rows, "_tables", lambda name: None)
    monkeypatch.setattr(drill_rows, "_on_days", dict)
    with pytest.raises(TableMissingError, match="reference install ncci-ptp-practitioner FILE"):
        draw("ptp", 1, 1, on=DAY)
    with pytest.raises(TableMissingError, match="reference install ncci-ptp-practitioner FILE"):
        latest_day(["ptp"], DAY)


def test_the_latest_day_is_the_last_one_on_which_all_tables_hold() -> None:
    assert latest_day(["ptp", "mue"], date(2026, 11, 26)) == date(2026, 11, 26)
    assert latest_day(["excludes"], date(2026, 11, 26)) == date(2026, 9, 30)
    assert latest_day(["poa", "seventh"], DAY) == DAY
    assert latest_day(["query"], date(2030, 1, 1)) == date(2030, 1, 1)


@each_kind
def test_no_descriptor_of_a_cpt_code_is_shown(kind: str) -> None:
    for seed in range(10):
        one = draw(kind, seed, 2, on=DAY)
        assert not any(
            f"{word} (" in one.prompt for word in one.prompt.split() if len(word) == 5 and word.isdigit()
        )
