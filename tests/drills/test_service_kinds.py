"""The kinds about services, procedures and queries, held against edits, tables and the linter."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codinglab.drills import Exercise, check, draw
from codinglab.drills.kind import Ask
from codinglab.drills.kinds import pcs
from codinglab.drills.kinds.query import drawn
from codinglab.drills.spoiled import compliant, topics
from codinglab.model import Claim
from codinglab.query import lint
from codinglab.query.catalogue import rule_files
from codinglab.reference.icd10pcs import icd10pcs
from codinglab.reference.pcs_builder import Axis, Value
from codinglab.reference.rule_tables import rule_table
from codinglab.validate.examples import dx, line, outpatient, professional

DAY = date(2026, 6, 9)
seeds = st.integers(0, 10**9)
levels = st.integers(1, 3)
many = settings(max_examples=60, deadline=None)
COVERAGE = ("coverage/diagnosis-not-covered", "coverage/diagnosis-listed-noncovered")
DX = re.compile(r"^ {2}([A-Z][0-9A-Z]{2}(?:\.[0-9A-Z]{1,4})?)", re.M)


def claim_of(exercise: Exercise, *parts: object, contractor: str = "12345") -> Claim:
    """A claim of the type that the prompt speaks of."""
    make = outpatient if "one hospital bills" in exercise.prompt else professional
    return make(*parts, contractor=contractor)  # type: ignore[arg-type]


@many
@given(seeds, levels)
def test_the_pair_is_judged_as_the_edit_judges_it(judge: Any, seed: int, level: int) -> None:
    one = draw("ptp", seed, level, on=DAY)
    told = re.search(r"bills(?: \(outpatient\))? (.+?) for one patient", one.prompt)
    assert told is not None
    lines = [re.fullmatch(r"(\w{5})(?: with modifier (\w\w))?", part) for part in told[1].split(" and ")]
    claim = claim_of(one, *(line(part[1], *filter(None, [part[2]])) for part in lines if part))
    denied = judge.codes(claim, "ncci/column-two-code")
    answer = one.accepted[0]
    assert denied == (set() if answer == "none denied" else {answer[:5]})
    if level == 2:
        bypassed = [
            replace(one_line, modifiers=(*one_line.modifiers, *line("00000", "XU").modifiers))
            for one_line in claim.lines
        ]
        left = judge.codes(replace(claim, lines=tuple(bypassed)), "ncci/column-two-code")
        assert bool(left) == answer.endswith("no modifier")


@many
@given(seeds, levels)
def test_the_units_are_judged_as_the_edit_judges_them(judge: Any, seed: int, level: int) -> None:
    one = draw("mue", seed, level, on=DAY)
    if "What may help?" in one.prompt:
        indicator = re.search(r"indicator (\d)", one.prompt)
        assert indicator is not None
        assert one.accepted[0] == {"1": "separate lines", "2": "nothing", "3": "records"}[indicator[1]]
        return
    code = re.search(r"bills(?: \(outpatient\))? (\w{5})", one.prompt)
    assert code is not None
    units = [int(number) for number in re.findall(r"(\d+) units? on", one.prompt)]
    marks = [(), ("76",)]
    claim = claim_of(one, *(line(code[1], *marks[n], units=number) for n, number in enumerate(units)))
    if days := re.search(r"spans (\d+) days", one.prompt):
        last = DAY + timedelta(days=int(days[1]) - 1)
        claim = replace(claim, lines=(replace(claim.lines[0], through=last),), through_date=last)
    denied = judge.lines(claim, "ncci/units-above-mue")
    wanted = {"none denied": set(), "denied": set(range(1, len(units) + 1)), "first denied": {1}}
    assert denied == wanted[one.accepted[0]]


@many
@given(seeds, levels)
def test_the_article_is_read_as_the_edit_reads_it(judge: Any, seed: int, level: int) -> None:
    one = draw("coverage", seed, level, on=DAY)
    head = re.search(r"bills(?: \(outpatient\))? (\w{5}) to contractor (\d{5})", one.prompt)
    codes = DX.findall(one.prompt)
    assert head is not None
    pointed = re.search(r"The line points to (.+)\.", one.prompt)
    to = tuple(codes.index(code) + 1 for code in pointed[1].split(" and ")) if pointed else ()
    claim = claim_of(one, *map(dx, codes), line(head[1], to=to), contractor=head[2])
    fires, unknown = judge.codes(claim, *COVERAGE), judge.is_silent(claim, *COVERAGE)
    answer = one.accepted[0]
    assert unknown == (answer == "no article")
    assert bool(fires) == (answer not in ("no article", "supported"))


@pytest.mark.parametrize("kind", ["mue", "coverage", "ptp", "query"])
@pytest.mark.parametrize("level", [1, 2, 3])
def test_no_answer_can_be_guessed_by_always_giving_the_same(kind: str, level: int) -> None:
    answers = Counter(draw(kind, seed, level, on=DAY).accepted[0] for seed in range(60))
    assert answers.most_common(1)[0][1] < 48


@many
@given(seeds, levels)
def test_the_pcs_code_is_valid_and_its_words_are_its_own(seed: int, level: int) -> None:
    one = draw("pcs", seed, level, on=DAY)
    code = one.accepted[0]
    title = icd10pcs().title(code)
    assert icd10pcs().entry(code, DAY).billable
    assert title in one.prompt
    assert check(one, f" {code.lower()} ").right
    wrong = code[:6] + ("0" if code[6] != "0" else "1")
    assert f"character 7 is {code[6]}" in check(one, wrong).message


def test_the_titles_of_pcs_exercises_belong_to_one_code() -> None:
    rows = rule_table("icd10pcs_code")
    assert rows is not None
    valid = [row for row in rows.rows.to_pylist() if row["since"] <= DAY <= (row["through"] or DAY)]
    titles = Counter(row["title"].casefold() for row in valid)
    for seed in range(60):
        code = draw("pcs", seed, 3, on=DAY).accepted[0]
        assert titles[icd10pcs().title(code).casefold()] == 1


class _Labelled:
    """A builder with labels, where approach 3 and 4 read alike."""

    remark = ""

    def __init__(self, on: date) -> None:
        self.on = on

    def axis(self, position: int, chosen: str) -> Axis:
        labels = {one: f"Value {one}" for one in "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ"}
        if position == 5:
            labels["4"] = labels["3"]
        return Axis(
            position, f"Axis {position}", tuple(Value(one, label, True) for one, label in labels.items())
        )


def test_words_of_axes_are_used_where_they_are_installed_and_name_one_value(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pcs, "PcsBuilder", _Labelled)
    for seed in range(40):
        one = draw("pcs", seed, 2, on=DAY)
        code = one.accepted[0]
        assert code[4] not in "34"
        assert f"Axis 7: Value {code[6]}" in one.prompt
        assert icd10pcs().title(code) not in one.prompt


@settings(max_examples=40, deadline=None)
@given(seeds, levels)
def test_the_linter_finds_the_one_fault_or_none(seed: int, level: int) -> None:
    rules = {file.rule.id: file.rule for file in rule_files()}
    ask = Ask("query", Random(f"query:{seed}"), level, DAY)  # noqa: S311
    query, answer = drawn(ask, rules)
    broken = {finding.rule for finding in lint(query)}
    assert broken == (set() if answer == "compliant" else {answer})
    assert draw("query", seed, level, on=DAY).accepted == (answer,)


def test_most_topics_give_a_compliant_query() -> None:
    assert sum(compliant(topic) is not None for topic in topics()) > 30
