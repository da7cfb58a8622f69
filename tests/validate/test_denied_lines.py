"""Add-on lines of denied primary lines, over several claims and on every engine."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from codinglab.model import Claim
from codinglab.reference.rules_file import RulesFile, read_card
from codinglab.reference.store import open_store
from codinglab.validate.catalogue import edit
from codinglab.validate.engines.many_claims import ManyClaimsEngine
from codinglab.validate.engines.one_claim import OneClaimEngine
from codinglab.validate.examples import line, professional
from codinglab.validate.run import run

EDIT = edit("ncci/add-on-of-denied-primary")
DENIES, VISIT, ADD_ON = "11102", "99213", "G0506"
DENIES_2, VISIT_2 = "17000", "99212"


def engines() -> list[Any]:
    return [OneClaimEngine([EDIT], read_card(open_store().folder)), ManyClaimsEngine([EDIT])]


def hit(engine: Any, *claims: Claim) -> set[tuple[str, int | None]]:
    named = [replace(claim, claim_id=str(at)) for at, claim in enumerate(claims)]
    reports = run(engine, named, precedence=False)
    return {(found.claim_id, found.line) for report in reports.values() for found in report.findings}


@pytest.mark.parametrize("engine", engines(), ids=["SQLite", "DuckDB"])
def test_primaries_on_other_claims_of_the_day(engine: Any) -> None:
    denied = professional(line(DENIES), line(VISIT), line(ADD_ON))
    assert hit(engine, denied) == {("0", 3)}
    assert not hit(engine, denied, professional(line(VISIT_2)))
    assert hit(engine, denied, professional(line(DENIES_2), line(VISIT_2))) == {("0", 3)}
    assert not hit(engine, professional(line(ADD_ON)), professional(line(DENIES), line(VISIT)))


@pytest.mark.parametrize("engine", engines(), ids=["SQLite", "DuckDB"])
def test_a_primary_that_a_line_of_another_claim_denies(engine: Any) -> None:
    alone = professional(line(VISIT), line(ADD_ON))
    assert not hit(engine, alone)
    assert hit(engine, alone, professional(line(DENIES))) == {("0", 2)}


@pytest.mark.parametrize("engine", engines(), ids=["SQLite", "DuckDB"])
def test_the_first_denied_primary_is_named_once(engine: Any) -> None:
    claim = professional(line(DENIES), line(VISIT), line(VISIT), line(ADD_ON))
    messages = [found.message for found in run(engine, [claim])["example"].findings]
    assert len(messages) == 1
    assert "G0506 on line 4 is an add-on of 99213, which ncci/column-two-code denies on line 2" in messages[0]


@pytest.mark.parametrize("table", EDIT.reads)
def test_without_one_of_its_tables_it_cannot_judge(table: str) -> None:
    card = read_card(open_store().folder)
    held = RulesFile(
        card.path,
        {name: found for name, found in card.columns.items() if name != table},
        {name: found for name, found in card.editions.items() if name != table},
    )
    report = run(OneClaimEngine([EDIT], held), [EDIT.examples[0].claim])["example"]
    assert not report.findings
    assert table in report.not_evaluated[0].reason
