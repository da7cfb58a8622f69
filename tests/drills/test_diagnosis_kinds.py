"""The kinds about diagnosis codes: valid, one answer, reproducible, and as the tables and edits have it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codinglab.drills import draw
from codinglab.drills.exercise import Exercise
from codinglab.drills.situations import encounters, presence
from codinglab.reference.icd10cm import icd10cm
from codinglab.validate.examples import dx, inpatient, professional

DAY = date(2026, 6, 9)
seeds = st.integers(0, 10**9)
levels = st.integers(1, 3)
many = settings(max_examples=60, deadline=None)
CODE = re.compile(r"[A-Z][0-9A-Z]{2}(?:\.[0-9A-Z]{1,4})?")


PHASES = {
    "active": ("initial encounter",),
    "healing": ("routine healing", "subsequent encounter"),
    "delayed": ("delayed healing",),
    "nonunion": ("nonunion",),
    "malunion": ("malunion",),
    "sequela": ("sequela",),
}


def prompted(exercise: Exercise) -> list[str]:
    """The codes at the beginning of the prompt's lines."""
    found_codes = (CODE.match(line.strip()) for line in exercise.prompt.splitlines())
    return [match[0] for match in found_codes if match]


@many
@given(seeds, levels)
def test_one_option_is_billable(seed: int, level: int) -> None:
    one = draw("billable", seed, level, on=DAY)
    billable = [option.value for option in one.options if icd10cm().entry(option.value, DAY).billable]
    assert billable == [*one.accepted]
    assert len(one.options) >= level + 2


@many
@given(seeds, levels)
def test_the_seventh_character_is_one_of_the_set_and_says_what_is_told(
    judge: Any, seed: int, level: int
) -> None:
    one = draw("seventh", seed, level, on=DAY)
    (base,) = prompted(one)[:1]
    right = one.accepted[0]
    meanings = icd10cm().sevenths(base, DAY)
    assert icd10cm().entry(right, DAY).billable
    assert len(meanings) == len(set(meanings.values()))
    assert meanings[right[-1]] in one.table
    told = [
        situation.phase
        for situation in encounters()
        if situation.says in one.prompt or situation.says.replace("injury", "fracture") in one.prompt
    ]
    for phase in told:
        assert any(words in meanings[right[-1]] for words in PHASES[phase])
    assert told or f"The record says: {meanings[right[-1]]}." in one.prompt
    for wound in ("closed", "open"):
        if f"{wound} fracture" in meanings[right[-1]] and "does not say" not in one.prompt:
            assert f"The fracture is {wound}" in one.prompt
    for option in one.options:
        entry = icd10cm().entry(option.value, DAY)
        assert entry.billable or level == 3
        assert (
            bool(judge.codes(professional(dx(option.value)), "icd10cm/seventh-character")) != entry.billable
        )


@many
@given(seeds, levels)
def test_the_side_is_the_one_of_the_title(seed: int, level: int) -> None:
    one = draw("laterality", seed, level, on=DAY)
    codes = CODE.findall(one.accepted[0])
    titles = " ".join(icd10cm().title(code, DAY).lower() for code in codes)
    assert all(icd10cm().entry(code, DAY).billable for code in codes)
    said = one.prompt.splitlines()[1]
    if "both sides." in said and "was on" not in said:
        assert {"right", "left"} <= set(titles.split(", ")[0].split()) | set(
            titles.replace(",", "").split()
        ) or ("bilateral" in titles)
    elif "Nobody documents" in said:
        assert "unspecified" in titles
    else:
        side = re.search(r"on the (right|left)|says (right|left)|today the (right|left)", said)
        assert side is not None
        assert next(filter(None, side.groups())) in titles


@many
@given(seeds, levels)
def test_the_excludes_answer_is_what_the_edit_says(judge: Any, seed: int, level: int) -> None:
    one = draw("excludes", seed, level, on=DAY)
    if level == 3:
        (code,) = prompted(one)[:1]
        barred = [
            option.value
            for option in one.options
            if judge.codes(professional(dx(code), dx(option.value)), "icd10cm/excludes1")
        ]
        assert barred == [*one.accepted]
        return
    first, second = prompted(one)[:2]
    fires = bool(judge.codes(professional(dx(first), dx(second)), "icd10cm/excludes1"))
    assert fires == (one.accepted[0] == "no")


def test_both_answers_of_excludes_come_in_fair_shares() -> None:
    answers = [draw("excludes", seed, 1, on=DAY).accepted[0] for seed in range(120)]
    assert 0.35 < answers.count("no") / len(answers) < 0.65


ORDER = ("icd10cm/code-first-order", "icd10cm/code-first-example-order", "icd10cm/use-additional-order")
SPECIAL_ORDER = (
    "icd10cm/severe-sepsis-order",
    "icd10cm/organ-dysfunction-order",
    "icd10cm/poisoning-order",
    "icd10cm/obstetric-order",
    "icd10cm/manifestation-first",
    "icd10cm/sequela-first",
)
"""Edits of one chapter or convention, which say the same of their own codes in place of the general ones."""


@many
@given(seeds, levels)
def test_no_edit_stands_against_the_right_order(judge: Any, seed: int, level: int) -> None:
    one = draw("sequence", seed, level, on=DAY)
    codes = prompted(one)[:2] if one.accepted[0] == "either" else one.accepted[0].split(", then ")
    orders = [codes, codes[::-1]] if one.accepted[0] == "either" else [codes]
    for order in orders:
        assert not judge.codes(professional(*map(dx, order)), *ORDER), order


@many
@given(seeds)
def test_the_other_order_of_a_code_first_pair_is_found(judge: Any, seed: int) -> None:
    one = draw("sequence", seed, 1, on=DAY)
    if "code first at" in one.table and "I.A.13" in one.section:
        right = one.accepted[0].split(", then ")
        assert judge.codes(professional(*map(dx, right[::-1])), *ORDER, *SPECIAL_ORDER)


@many
@given(seeds, levels)
def test_the_poa_answer_is_what_the_edits_take(judge: Any, seed: int, level: int) -> None:
    one = draw("poa", seed, level, on=DAY)
    code = CODE.search(one.prompt.split(" reports ")[1])
    assert code is not None
    exempt = judge.codes(inpatient(dx(code[0], "Y"), on="2026-06-09"), "poa/exempt-but-reported")
    missing = judge.codes(inpatient(dx(code[0]), on="2026-06-09"), "poa/missing")
    assert bool(exempt) == (one.accepted[0] == "exempt")
    assert bool(missing) == (one.accepted[0] != "exempt")
    assert icd10cm().entry(code[0], DAY).billable
    told = {situation.poa for situation in presence().situation if situation.says in one.prompt}
    assert told <= {one.accepted[0]}


def test_every_condition_that_is_told_of_is_billable_and_not_exempt() -> None:
    codes = {*presence().conditions, *(code for one in presence().situation for code in one.codes)}
    for code in sorted(codes):
        assert icd10cm().entry(code, DAY).billable, code


@pytest.mark.parametrize("answer", ["Y", "N", "U", "W", "exempt"])
def test_every_poa_answer_is_asked_for(answer: str) -> None:
    assert any(draw("poa", seed, 2, on=DAY).accepted[0] == answer for seed in range(60))
