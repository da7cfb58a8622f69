"""The steps of an edit: they end in its hits, and say where the last row was lost."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import ibis
import pytest

from codinglab.claims.tables import claim_rows
from codinglab.model import Claim, InvalidInputError
from codinglab.validate.catalogue import edit, edits
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, inpatient, line, outpatient, professional
from codinglab.validate.loaded import load
from codinglab.validate.run import one_claim_engine
from codinglab.validate.step_words import said
from codinglab.validate.steps import steps

ASKED = [one for one in edits() if one.checks]
EXAMPLES: dict[str, list[Claim]] = {
    one.id: [
        replace(
            example.claim,
            claim_id=f"{one.id} {number}",
            patient=replace(example.claim.patient, id=f"{one.id} {number}"),
        )
        for number, example in enumerate(one.examples, start=1)
    ]
    for one in ASKED
}


def hits_of(one: Edit) -> Counter[str]:
    """The hits of an edit on its own examples, by claim, from the engine of one claim."""
    claims = EXAMPLES[one.id]
    told = one_claim_engine().rows(claim_rows(claims), sorted({claim.claim_type for claim in claims}))
    return Counter(row[2] for row in told if row[:2] == (one.id, "hit"))


@pytest.mark.parametrize("one", ASKED, ids=lambda one: one.id)
def test_the_last_step_of_every_edit_holds_its_hits(one: Edit) -> None:
    loaded = load(EXAMPLES[one.id])
    found: Counter[str] = Counter()
    for kind in loaded.types:
        if kind in one.applies_to:
            told = steps(one, loaded, kind, shown=1_000)
            assert told.hits == told.steps[-1].rows
            for step in told.steps:
                if step.kind == "hits":
                    at = step.columns.index("claim_id")
                    found.update(row[at] for row in step.shown)
            assert all(step.words and "object at" not in step.words for step in told.steps)
            assert bool(told.first_lost) <= (told.hits == 0)
    assert found == hits_of(one)


def test_it_says_where_the_last_row_was_lost_and_at_which_condition() -> None:
    visit = edit("modifier/visit-without-25")
    told = steps(visit, professional(line("99213", "25"), line("20610", "RT")))
    assert told.hits == 0
    assert told.first_lost is not None
    assert "have no modifiers" in told.first_lost.words
    assert told.first_lost.lost == "Here the last row was lost: the row has a match."
    alone = steps(visit, professional(line("99213")))
    assert alone.first_lost is not None
    assert alone.first_lost.told == "0 of 1 row match"
    assert "none is left at “not (same claim_id and same line)”" in alone.first_lost.lost
    assert "service lines" in str(alone)


def test_a_claim_without_what_the_edit_looks_at_is_lost_at_the_source() -> None:
    told = steps(edit("modifier/duplicate-modifier"), professional(line("99213")))
    assert told.first_lost is not None
    assert told.first_lost.lost == "Here the last row was lost: there are no modifiers."


def test_a_day_that_no_edition_covers_is_told() -> None:
    told = steps(edit("ncci/units-above-mue"), professional(line("99213"), on="1990-01-01"))
    assert told.hits == 0
    assert any("does not cover" in reason for reason, _ in told.reasons)


def test_what_cannot_be_stepped_through_is_refused_in_words() -> None:
    visit = edit("modifier/visit-without-25")
    with pytest.raises(InvalidInputError, match="judges professional claims"):
        steps(visit, inpatient(dx("I10", "Y")))
    with pytest.raises(InvalidInputError, match="asks another program"):
        steps(edit("mce/age-conflict"), inpatient(dx("I10", "Y")))
    both = [
        replace(professional(line("99213")), claim_id="1"),
        replace(outpatient(line("99213")), claim_id="2"),
    ]
    several = edit("structure/duplicate-line")
    with pytest.raises(InvalidInputError, match="say which with claim_type: professional, outpatient"):
        steps(several, both)
    with pytest.raises(InvalidInputError, match="claim_type: 'dental' is not known"):
        steps(several, both, "dental")
    with pytest.raises(InvalidInputError, match="Two claims have the id 1: give each its own"):
        load([*both, both[0]])


def test_steps_are_taken_again_over_the_same_claims() -> None:
    loaded = load(professional(line("99213"), line("20610", "RT")))
    one, two = (edit(name) for name in ("modifier/visit-without-25", "ncci/column-two-code"))
    first = steps(one, loaded)
    assert steps(two, loaded).edit == two.id
    assert steps(one, loaded) == first


LINE = ibis.table({"code": "string", "units": "int64", "on": "date", "line": "int64"}, name="line")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (LINE.code.isin(["A", "B"]), "code is one of A, B"),
        (~LINE.code.isin(["A", "B"]), "code is none of A, B"),
        (~LINE.code.isin(["A"]), "code is not A"),
        ((LINE.code == "A") | (LINE.units > 2), "code is A or units is above 2"),
        (LINE.units.between(1, 3), "units is between 1 and 3"),
        (LINE.code.isnull(), "code is missing"),
        (~LINE.code.startswith("9"), "code does not begin with 9"),
        (LINE.code[0:2] == "99", "first 2 characters of code is 99"),
        (LINE.units + 1, "units + 1"),
        (
            ibis.row_number().over(group_by=LINE.code, order_by=LINE.line),
            "place within the same code, by line",
        ),
        ((LINE.units > 1).ifelse("many", "few"), "many if units is above 1, else few"),
        (LINE.units.sum(), "sum of units"),
    ],
)
def test_conditions_read_as_sentences(value: Any, words: str) -> None:
    assert said(value.op()) == words
