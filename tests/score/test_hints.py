"""Hints: what each step gives away, and what is still open."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codinglab.model import (
    AcceptableSet,
    AnswerKey,
    Case,
    HintStep,
    HintTaken,
    Icd10cm,
    KeyedDiagnosis,
    Need,
)
from codinglab.reference.case_folders import SHIPPED
from codinglab.reference.cases import list_cases, load_key
from codinglab.score.hints import hint, next_step, open_items, taken, with_hint
from codinglab.score.rubric import hint_points, price

EARLY = (HintStep.PLACE, HintStep.RULE)


@pytest.mark.parametrize("case", [pytest.param(case, id=case.id) for case in list_cases(SHIPPED)])
def test_no_step_before_the_answer_names_the_code(parts: Any, case: Case) -> None:
    key = load_key(case.id, SHIPPED)
    items = open_items(key, parts.answers(case=case.id))
    required = [item for item in (*key.diagnoses, *key.procedures, *key.lines) if item.need is Need.REQUIRED]
    assert len(items) == len(required)
    codes = {text for item in required for text in (str(item.code), item.code.written)}
    categories = {item.code.category for item in key.diagnoses}
    tables = {str(item.code)[:3] for item in key.procedures}
    for item in items:
        for step in EARLY:
            words = set(re.findall(r"[\w.]*\w", hint(case, item, step)))
            assert not words & (codes | categories | tables), (item.name, step)
        words = set(re.findall(r"[\w.]*\w", hint(case, item, HintStep.CATEGORY)))
        assert not words & codes, item.name
        assert item.keyed.code.written in hint(case, item, HintStep.ANSWER)


def test_what_an_acceptable_code_or_set_stands_for_is_not_asked_for(parts: Any) -> None:
    instead = AcceptableSet(
        (Icd10cm("I13.0"),), (Icd10cm("I11.0"), Icd10cm("N18.9")), "Either.", (parts.rule,)
    )
    keyed = (parts.keyed("J18.9", acceptable=("J15.9",)), parts.keyed("I13.0"), parts.keyed("I10"))
    key = AnswerKey(1, keyed, acceptable_sets=(instead,))
    assert [one.name for one in open_items(key, parts.answers())] == [
        "diagnosis 1",
        "diagnosis 2",
        "diagnosis 3",
    ]
    assert [one.name for one in open_items(key, parts.answers("J15.9", "I11.0", "N18.9"))] == ["diagnosis 3"]
    assert [one.name for one in open_items(key, parts.answers("I11.0"))][1] == "diagnosis 2"


@given(st.lists(st.tuples(st.sampled_from(["diagnosis 1", "service 2"]), st.sampled_from(HintStep))))
def test_an_item_costs_its_furthest_step_once(asked: list[tuple[str, HintStep]]) -> None:
    hints: tuple[HintTaken, ...] = ()
    before = 0.0
    for item, step in asked:
        hints = with_hint(hints, item, step)
        assert hint_points(hints) >= before
        before = hint_points(hints)
    furthest: dict[str, HintStep] = {}
    for item, step in asked:
        furthest[item] = max(step, furthest.get(item, step))
    assert hint_points(hints) == sum(map(price, furthest.values()))
    assert [price(step) for step in HintStep] == sorted(map(price, HintStep))


def test_the_steps_come_one_by_one(parts: Any) -> None:
    work = parts.answers()
    assert (taken(work, "diagnosis 1"), next_step(work, "diagnosis 1")) == (None, HintStep.PLACE)
    told = type(work)("learner", "case", hints=(HintTaken("diagnosis 1", HintStep.ANSWER),))
    assert next_step(told, "diagnosis 1") is None
    assert next_step(told, "diagnosis 2") is HintStep.PLACE


def test_a_code_of_three_characters_is_not_given_away_as_its_category(parts: Any) -> None:
    keyed: KeyedDiagnosis = parts.keyed("I10")
    (item,) = open_items(AnswerKey(1, (keyed,)), parts.answers())
    said = hint(parts.case(), item, HintStep.CATEGORY)
    assert "I10" not in said
    assert "Hypertensive diseases" in said
