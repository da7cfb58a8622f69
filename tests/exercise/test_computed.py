"""Where edits, linter or scorer have their say, they say what the exercise holds to be right."""

from __future__ import annotations

from importlib import import_module

import pytest

from codinglab.lab.exercise import Exercise, exercises, judge
from codinglab.lab.exercise.computed import card_of, claim_of, computed, query_of, report_on
from codinglab.lab.exercise.judge import engine_of
from codinglab.model import StoreError
from codinglab.query import lint

EVERY = list(exercises().values())


def named(*names: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("one", [exercises()[name] for name in names], ids=lambda one: one.id)


def test_every_exercise_of_the_last_three_steps_is_judged_by_the_lab() -> None:
    asked = [one.id for one in EVERY if one.claim or one.query or one.score]
    assert asked == [one.id for one in EVERY if one.id[:2] in {"04", "05", "06"}]


@named("04-validate-1")
def test_only_the_right_modifier_passes(one: Exercise) -> None:
    assert one.claim
    for option in one.options:
        found = report_on(claim_of(one, one.claim, (option.value,))).findings
        assert option.right == (not found), option.value
    engine = judge(one, ("59",)).engine
    assert engine
    assert (
        "✖ Stop",
        "99214 on line 1 is billed with 20610 (line 2, global period 000) without 25.",
    ) in engine.lines


@named("04-validate-2")
def test_a_typed_code_goes_on_the_claim(one: Exercise) -> None:
    assert one.claim
    assert "icd10cm/seventh-character" in {item.edit for item in report_on(claim_of(one, one.claim)).findings}
    assert not report_on(claim_of(one, one.claim, one.answer)).findings
    engine = judge(one, ("S93.401A",)).engine
    assert engine
    assert "what passes them can still be wrong" in engine.lines[0][1]


@named("04-validate-3")
def test_the_findings_are_those_that_are_right(one: Exercise) -> None:
    assert one.claim
    fired = {item.edit for item in report_on(claim_of(one, one.claim)).findings}
    assert fired == {option.edit for option in one.options if option.right}
    assert not judge(one, one.answer[:1]).engine
    assert judge(one, one.answer).engine


@named("05-query-1")
def test_only_the_neutral_question_keeps_the_rules(one: Exercise) -> None:
    assert one.query
    for option in one.options:
        assert option.right == (not lint(query_of(one, one.query, (option.value,)))), option.value


@named("05-query-2")
def test_the_right_options_keep_the_rules_and_each_wrong_one_breaks_one(one: Exercise) -> None:
    assert one.query
    assert not lint(query_of(one, one.query, one.answer))
    for option in one.options:
        if not option.right:
            assert lint(query_of(one, one.query, (*one.answer, option.value))), option.value
    for needed in ("other", "undetermined"):
        assert lint(query_of(one, one.query, tuple(value for value in one.answer if value != needed)))


@named("05-query-3")
def test_the_linter_finds_a_fault_for_each_word_to_mark(one: Exercise) -> None:
    assert one.query
    assert {fault.rule for fault in lint(query_of(one, one.query))} == {"QL-01", "QL-02", "QL-12"}
    assert len(one.answer) == 3
    assert computed(one, one.answer[:1], whole=False) is None


@named("06-score-1")
def test_the_scorer_counts_what_is_missed_and_added(one: Exercise) -> None:
    assert all(
        line.right for line in card_of(one, one.answer).lines if not line.about and line.area != "query"
    )
    engine = judge(one, ("R65.20", "A41.51")).engine
    assert engine
    assert engine.lines[0][1].startswith("Code-over-code: 1 of 7")
    assert engine.lines[1][1] == "Of the codes and their order: 5 missed, 1 added."
    assert len(engine.lines) == 2


@named("06-score-2")
def test_the_figure_is_the_scorers(one: Exercise) -> None:
    card = card_of(one, one.scored)
    assert one.answer == (f"{card.correct}/{card.items}",)
    assert judge(one, ("9/10",)).engine is None


@named("06-score-3")
def test_the_scorer_faults_each_wrong_order(one: Exercise) -> None:
    for given, right in (
        (one.answer, True),
        (("M17.11", "I12.9", "E11.22", "N18.31"), True),
        (("N18.31", "E11.22", "I12.9", "M17.11"), False),
        (("E11.22", "N18.31", "I12.9", "M17.11"), False),
    ):
        said = judge(one, given)
        assert said.right is right
        assert said.engine
        assert ("out of order" in said.engine.lines[1][1]) is not right


def test_where_a_part_of_the_lab_cannot_run_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_arguments: object, **_options: object) -> None:
        msg = "There is no reference store."
        raise StoreError(msg)

    monkeypatch.setattr(import_module("codinglab.lab.exercise.judge"), "computed", missing)
    engine = engine_of(exercises()["04-validate-1"], ("25",), whole=True)
    assert engine
    assert engine.lines == (("◌ Not evaluated", "There is no reference store."),)
