"""Planted errors: every edit has some, finds them all, where they are, and says nothing of right claims."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from codinglab.backtest.plant import kinds, plants
from codinglab.backtest.plant.examples import firing, written
from codinglab.backtest.truth import Found, false_hits, measure, missed, read_truth
from codinglab.claims.extract import open_extract
from codinglab.claims.generate import TRUTH, generate
from codinglab.claims.rebuild import all_claims
from codinglab.claims.tables import SCHEMAS
from codinglab.lab.commands.claims_generate import app
from codinglab.model import ClaimType, InvalidInputError
from codinglab.validate.catalogue import edits
from codinglab.validate.run import many_claims_engine

LINES, RATE, EACH = 24_000, 0.06, 8
PLACES = ("line", "diagnosis", "procedure")


@cache
def relations_and_truth() -> tuple[dict[str, pa.Table], pa.Table]:
    made = generate(LINES, seed=3, plants=plants(3, EACH), plant_rate=RATE, batch_lines=LINES)
    relations = dict(next(made).relations)
    return relations, made.truth()


@cache
def hits() -> pa.Table:
    """What all edits say of the claims, by the engine of many claims and by the looks at each."""
    relations, _ = relations_and_truth()
    given = {name: table for name, table in relations.items() if name in SCHEMAS}
    given["prefix"] = prefixes(relations["diagnosis"])
    rows = [
        row_of(edit, claim, json.loads(detail, strict=False))
        for edit, kind, claim, detail in many_claims_engine().judge(given, tuple(ClaimType))
        if kind == "hit"
    ]
    return pa.Table.from_pylist([*rows, *looked_at(relations)])


def looked_at(relations: dict[str, pa.Table]) -> Iterator[dict[str, Any]]:
    looks = [(one, since, look) for one in edits() for since, look in one.looks]
    for claim in all_claims(relations):
        for one, since, look in looks:
            if claim.claim_type in one.applies_to and claim.governing_date() >= since:
                for kind, detail in look(claim):
                    if kind == "hit":
                        yield row_of(one.id, claim.claim_id, detail)


def row_of(edit: str, claim: str, detail: dict[str, Any]) -> dict[str, Any]:
    places = {name: int(detail[name]) if detail.get(name) is not None else None for name in PLACES}
    return {"edit": edit, "claim": claim, **places}


def prefixes(diagnoses: pa.Table) -> pa.Table:
    parts = []
    for length in range(1, 8):
        long = diagnoses.filter(pc.greater_equal(pc.utf8_length(diagnoses["code"]), length))
        parts.append(long.append_column("prefix", pc.utf8_slice_codeunits(long["code"], 0, length)))
    return pa.concat_tables(parts).cast(SCHEMAS["prefix"])


@cache
def found() -> dict[str, Found]:
    _, truth = relations_and_truth()
    return {one.edit: one for one in measure(truth, hits(), [edit.id for edit in edits()])}


@cache
def faults() -> tuple[tuple[str, str], ...]:
    """What was missed, and what is false: the edit and the claim."""
    _, truth = relations_and_truth()
    return (*missed(truth, hits()), *false_hits(truth, hits()))


@pytest.mark.parametrize("edit", [edit.id for edit in edits()])
def test_an_edit_finds_all_that_is_planted_and_nothing_else(edit: str) -> None:
    one = found()[edit]
    assert one.planted
    assert [claim for name, claim in faults() if name == edit] == []
    assert one.misplaced == 0
    assert one.recall == one.precision == 1.0


def test_right_claims_are_clean() -> None:
    relations, truth = relations_and_truth()
    planted = set(truth.column("claim").to_pylist())
    right = relations["claim"].num_rows - len(planted)
    assert right > 12_000
    assert set(hits().column("claim").to_pylist()) <= planted


def test_every_kind_is_planted_and_a_kind_names_edits_that_there_are() -> None:
    _, truth = relations_and_truth()
    said = set(truth.column("kind").to_pylist())
    assert {kind.id for kind in kinds()} <= said
    known = {edit.id for edit in edits()}
    must = truth.filter(truth["planted"])
    assert set(must.column("edit").to_pylist()) <= known
    assert len({kind.id for kind in kinds()}) == len(kinds()) >= 100


def test_the_file_of_examples_knows_each_that_fires() -> None:
    assert {(edit, number) for edit, number, _ in firing()} == set(written()), (
        "write it anew with: python -m codinglab.backtest.plant.write_examples"
    )


def test_plants_are_made_again_alike() -> None:
    assert plants(5, 2) == plants(5, 2)
    assert plants(5, 2) != plants(6, 2)


def test_measuring_counts_missed_false_and_misplaced() -> None:
    rows = [
        ("a", 1, "x/one", True),
        ("b", 2, "x/one", True),
        ("c", None, "x/one", True),
        ("a", None, "y/*", False),
    ]
    truth = pa.Table.from_pylist(
        [
            {
                "claim": claim,
                "claim_type": "professional",
                "line": line,
                "edit": edit,
                "kind": "k",
                "planted": must,
            }
            for claim, line, edit, must in rows
        ],
        schema=TRUTH,
    )
    said = [("x/one", "a", 1), ("x/one", "b", 1), ("x/one", "d", 1), ("y/two", "a", 1), ("y/two", "b", 1)]
    told = pa.Table.from_pylist(
        [
            {"edit": edit, "claim": claim, "line": line, "diagnosis": None, "procedure": None}
            for edit, claim, line in said
        ]
    )
    one, two, three = measure(truth, told, ["z/three"])
    assert (one.planted, one.found, one.missed, one.misplaced, one.false) == (3, 2, 1, 1, 1)
    assert (two.planted, two.claims, two.false, two.recall, two.precision) == (0, 2, 1, None, 0.5)
    assert (three.edit, three.recall, three.precision) == ("z/three", None, None)
    assert one.recall_interval[0] < 2 / 3 < one.recall_interval[1]
    assert list(missed(truth, told)) == [("x/one", "c")]
    assert list(false_hits(truth, told)) == [("x/one", "d"), ("y/two", "b")]


def test_the_command_writes_an_extract_with_its_truth(tmp_path: Path) -> None:
    folder = tmp_path / "made"
    words = [str(folder), "--lines", "3000", "--seed", "5", "--plant-rate", "0.1"]
    done = CliRunner().invoke(app, words, catch_exceptions=False)
    assert done.exit_code == 0
    assert "hold a planted error" in done.output
    assert open_extract(folder).count("line") == 3000
    truth = read_truth(folder)
    assert truth.num_rows > 100
    names = pa.concat_tables(
        [pq.read_table(file, columns=["name"]) for file in open_extract(folder).files("claim")]
    )
    assert set(truth.column("claim").to_pylist()) <= set(names.column("name").to_pylist())
    with pytest.raises(InvalidInputError, match=r"truth\.parquet"):
        read_truth(tmp_path)


def test_the_command_says_which_types_there_are(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="professional"):
        CliRunner().invoke(app, [str(tmp_path / "x"), "--types", "dental"], catch_exceptions=False)
