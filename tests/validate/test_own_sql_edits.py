"""Own edits in SQL: tried at once, on every engine and on extracts; drafts, versions, files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from codinglab.claims.tables import claim_rows
from codinglab.model import ClaimType, InvalidInputError
from codinglab.validate import validate
from codinglab.validate.engines.many_claims import ManyClaimsEngine
from codinglab.validate.examples import (
    aged,
    dx,
    fires,
    in_revenue,
    inpatient,
    line,
    outpatient,
    passes,
    placed,
    professional,
    px,
)
from codinglab.validate.own import edit, forget, read_file, registered, try_examples
from codinglab.validate.own.write import save_edit, source_of

BARE = professional(line("99213"))
POINTED = professional(dx("I10"), line("99213", to=(1,)))
RIGHT = [fires(BARE, because="no pointer"), passes(POINTED, because="it points")]
UNPOINTED = """
    SELECT claim_id, "on", line, code FROM line
    WHERE NOT EXISTS (
        SELECT 1 FROM pointer WHERE pointer.claim_id = line.claim_id AND pointer.line = line.line)
"""
PTP = """
    SELECT p.claim_id, p."on", p.line, p.other_line, p.code, p.other_code
    FROM day_pair p JOIN ncci_ptp t ON t.claim_type = p.claim_type AND t.column1 = p.other_code
        AND t.column2 = p.code AND t.since <= p."on" AND (t.through IS NULL OR p."on" <= t.through)
    WHERE t.indicator = '0'
"""


@pytest.fixture(autouse=True)
def clean() -> Iterator[None]:
    yield
    for one in registered():
        forget(one.id)


def make(sql: Any, examples: Any = RIGHT, **changed: Any) -> Any:
    def unpointed() -> str:
        """A line that points to no diagnosis.

        Point it to one.
        """
        return str(sql)

    said = {
        "title": "Line without a pointer",
        "severity": "WARN",
        "applies_to": ["professional"],
        "judges": "line",
        "message": "Line {line}, {code}, points nowhere.",
    }
    return edit(**{**said, **changed}, examples=examples)(unpointed if isinstance(sql, str) else sql)


def test_an_edit_in_sql_runs_with_the_others() -> None:
    made = make(UNPOINTED)
    assert [found.message for found in validate(BARE).findings if found.edit == made.id] == [
        "Line 1, 99213, points nowhere."
    ]
    assert made.id not in {found.edit for found in validate(POINTED).findings}
    assert "Point it to one." in made.text
    told = [*ManyClaimsEngine([made]).rows(claim_rows([BARE]), [ClaimType.PROFESSIONAL])]
    assert [row[:3] for row in told] == [(made.id, "hit", "example")]


def test_sql_names_the_reference_tables_that_are_read_and_no_other() -> None:
    examples = [
        fires(professional(line("45378"), line("45385")), because="part of it"),
        passes(professional(line("45385")), because="alone"),
    ]
    with pytest.raises(InvalidInputError, match=r"no table 'ncci_ptp' here.*must be named in `reads`"):
        make(PTP, examples)
    draft = make(PTP.replace("= '0'", "= 0"), examples, reads="ncci_ptp", draft=True)
    assert draft.reads == ("ncci_ptp",)
    with pytest.raises(InvalidInputError, match="compares a number with text"):
        make(PTP, examples, reads="ncci_ptp")


def test_what_an_extract_cannot_run_is_refused_at_definition() -> None:
    with pytest.raises(InvalidInputError, match="on a claim extract, where claim_id and key are numbers"):
        make("SELECT claim_id, \"on\", line, code FROM line WHERE key LIKE 'patient%'")

    def by_ibis(claims: Any, _reference: Any) -> Any:
        return claims.lines.filter(claims.lines.key.startswith("patient"))

    with pytest.raises(InvalidInputError, match="on a claim extract, where claim_id and key are numbers"):
        make(by_ibis)

    def compared(claims: Any, _reference: Any) -> Any:
        return claims.lines.filter(claims.lines.claim_id == "example")

    with pytest.raises(InvalidInputError, match="on a claim extract"):
        make(compared)


def test_what_an_engine_cannot_run_is_refused_with_its_name() -> None:
    def measured(claims: Any, _reference: Any) -> Any:
        return claims.lines.filter(claims.lines.code.levenshtein("99213") == 0)

    with pytest.raises(InvalidInputError, match="cannot be run on SQLite, which checks one claim"):
        make(measured)

    def second(claims: Any, _reference: Any) -> Any:
        import ibis

        lines = claims.lines
        return lines.filter(ibis.row_number().over(group_by=lines.key, order_by=lines.line) > 0)

    with pytest.raises(InvalidInputError, match=r"Spark and SQLite: it filters on a figure of a window"):
        make(second)


def test_a_draft_may_be_wrong_and_does_not_run_with_the_others() -> None:
    made = make(UNPOINTED)
    assert made.id in validate(BARE).ran
    wrong = make(UNPOINTED.replace("NOT EXISTS", "EXISTS"), draft=True)
    assert [tried.right for tried in try_examples(wrong)] == [False, False]
    assert wrong.id not in validate(BARE).ran
    assert make(UNPOINTED, examples=[], draft=True).examples == ()
    with pytest.raises(InvalidInputError, match="cannot be parsed"):
        make("SELECT FROM WHERE", draft=True)


def test_version_reach_and_population_are_said_and_checked() -> None:
    made = make(
        UNPOINTED, version="2026.1", across="everything", population="SELECT * FROM line WHERE units > 0"
    )
    assert (made.version, made.across) == ("2026.1", "everything")
    with pytest.raises(
        InvalidInputError, match=r"across: 'provider' is not known. There are: patient, everything"
    ):
        make(UNPOINTED, across="provider")
    with pytest.raises(InvalidInputError, match="version: 'one/two' is not of letters"):
        make(UNPOINTED, version="one/two")
    with pytest.raises(InvalidInputError, match="'s population returns the columns line, but claim_id, on"):
        make(UNPOINTED, population="SELECT line FROM line")
    with pytest.raises(InvalidInputError, match="'price' could not be resolved"):
        make(UNPOINTED, population="SELECT price FROM line")

    def office(claims: Any, _reference: Any) -> Any:
        return claims.lines.filter(claims.lines.place_of_service == "11")

    assert make(UNPOINTED, population=office).population is not None


def test_an_edit_is_written_to_a_file_that_is_the_same_edit(tmp_path: Path) -> None:
    examples = [
        *RIGHT,
        fires(
            professional(placed(line("99213", "25", units=2), "11"), on="2026-01-05"), because='so "quoted"'
        ),
        fires(aged(7, BARE), because="a child, whom no word makes"),
    ]
    made = make(UNPOINTED, examples, version="3", population="SELECT * FROM line")
    path = save_edit(made, tmp_path / "mine")
    again = read_file(path)
    for name in ("id", "title", "severity", "applies_to", "judges", "message", "version", "examples", "text"):
        assert getattr(again, name) == getattr(made, name), name
    assert again.population is not None
    with pytest.raises(InvalidInputError, match="is there already"):
        save_edit(made, tmp_path / "mine")
    assert save_edit(again, tmp_path / "mine", replace=True) == path


def test_an_ibis_edit_is_written_with_its_own_text(tmp_path: Path) -> None:
    def unpointed(claims: Any, reference: Any) -> Any:
        """No pointer."""
        return claims.lines.anti_join(claims.pointers, ["claim_id", "line"])

    text = source_of(make(unpointed))
    assert 'claims.lines.anti_join(claims.pointers, ["claim_id", "line"])' in text

    def leaning(claims: Any, reference: Any) -> Any:
        return claims.lines.filter(claims.lines.code == BARE.lines[0].code)

    both = [fires(BARE, because="x"), passes(professional(line("99214")), because="y")]
    with pytest.raises(InvalidInputError, match=r"name 'Any' is not defined|name 'BARE' is not defined"):
        save_edit(make(leaning, both), tmp_path)
    assert not [*tmp_path.glob("*.py")]


def test_examples_of_every_claim_type_are_written_in_words() -> None:
    examples = [
        fires(inpatient(dx("I50.33", "Y"), px("3E03317", "2026-06-18")), because="one"),
        passes(outpatient(in_revenue(line("99213"), "0510")), because="two"),
        passes(replace(outpatient(line("99213")), condition_codes=("45",)), because="three"),
    ]
    made = make(
        "SELECT claim_id, \"on\" FROM claim", examples, applies_to=["inpatient", "outpatient"],
        judges="claim", message="x", draft=True,
    )  # fmt: skip
    text = source_of(made)
    assert 'fires(inpatient(dx("I50.33", "Y"), px("3E03317", "2026-06-18"), on="2026-06-18")' in text
    assert 'outpatient(in_revenue(line("99213"), "0510"), on="2026-06-09")' in text
    assert "'condition_codes': ['45']" in text


def test_a_built_in_edit_is_not_written_again() -> None:
    from codinglab.validate.catalogue import edit as built_in

    with pytest.raises(InvalidInputError, match="was not made by @edit"):
        source_of(built_in("ncci/column-two-code"))


def test_a_file_holds_one_edit(tmp_path: Path) -> None:
    two = source_of(make(UNPOINTED))
    path = tmp_path / "two.py"
    path.write_text(two + "\n\nother = unpointed\n", encoding="utf-8")
    with pytest.raises(InvalidInputError, match="it holds 2 edits"):
        read_file(path)
    with pytest.raises(InvalidInputError, match="is no Python file"):
        read_file(tmp_path / "none.py")
