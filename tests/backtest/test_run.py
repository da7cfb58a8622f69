"""Edits over an extract say what they say of one claim; a run that was killed goes on."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from codinglab.backtest.layout import ELIGIBLE, HITS, UNKNOWN
from codinglab.backtest.opened import BackTest, open_backtest
from codinglab.backtest.run import backtest
from codinglab.claims.extract import Extract, write_extract
from codinglab.claims.intake import Batch
from codinglab.claims.tables import claim_rows, claim_tables
from codinglab.model import Claim, InvalidInputError
from codinglab.model.period import Period
from codinglab.parse import as_day
from codinglab.validate.catalogue import edits
from codinglab.validate.edit import Edit
from codinglab.validate.run import one_claim_engine

ASKED = tuple(one for one in edits() if one.checks)


@cache
def examples() -> dict[str, Claim]:
    """The claims of all examples, each with an id, a patient and a contractor of its own."""
    claims = [example.claim for one in edits() for example in one.examples]
    return {
        f"c{number}": replace(claim, claim_id=f"c{number}", patient=replace(claim.patient, id=f"p{number}"))
        for number, claim in enumerate(claims)
    }


def an_extract(folder: Path, claims: list[Claim], lines: int = 200) -> Extract:
    relations = claim_tables(claim_rows(claims))
    return write_extract([Batch(relations_but_prefix(relations))], folder, lines_a_partition=lines)


def relations_but_prefix(relations: dict[str, Any]) -> dict[str, Any]:
    return {name: table for name, table in relations.items() if name != "prefix"}


def rows(found: BackTest, kind: str) -> list[dict[str, Any]]:
    return [row for file in found.files(kind) for row in pq.read_table(file).to_pylist()]


def names(extract: Extract) -> dict[int, str]:
    return {
        row["claim_id"]: row["name"]
        for file in extract.files("claim")
        for row in pq.read_table(file, columns=["claim_id", "name"]).to_pylist()
    }


def hits(found: BackTest) -> Counter[tuple[Any, ...]]:
    called = names(found.extract())
    told = ("line", "other_line", "diagnosis", "other_diagnosis", "procedure", "code", "other_code")
    return Counter(
        (row["edit"], called[row["claim_id"]], *(row[name] for name in told)) for row in rows(found, "hits")
    )


def singly(chosen: tuple[Edit, ...], claims: list[Claim]) -> tuple[Counter[Any], Counter[Any]]:
    """What the engine of one claim says: hits, and claims with something that cannot be judged."""
    engine, wanted = one_claim_engine(), {one.id for one in chosen}
    hit: Counter[Any] = Counter()
    missed = set()
    for claim in claims:
        for edit, kind, claim_id, detail in engine.rows(claim_rows([claim]), [claim.claim_type]):
            if edit not in wanted:
                continue
            told = json.loads(detail, strict=False)
            if kind == "unknown":
                missed.add((edit, claim_id))
                continue
            numbers = ("line", "other_line", "diagnosis", "other_diagnosis", "procedure")
            places = [int(told[name]) if told.get(name) else None for name in numbers]
            hit[(edit, claim_id, *places, told.get("code"), told.get("other_code"))] += 1
    return hit, Counter(edit for edit, _ in missed)


def test_every_edit_says_of_an_extract_what_it_says_of_each_claim(tmp_path: Path) -> None:
    claims = [*examples().values()]
    extract = an_extract(tmp_path / "x", claims)
    assert len(extract.partitions) > 3
    found = backtest(extract, ASKED, tmp_path / "run")
    expected, missed = singly(ASKED, claims)
    came = hits(found)
    assert came - expected == Counter()
    assert expected - came == Counter()
    unknown = {row["edit"] for row in rows(found, "unknown")}
    assert unknown == set(missed)
    for kind, schema in (("hits", HITS), ("unknown", UNKNOWN), ("eligible", ELIGIBLE)):
        for file in found.files(kind):
            assert pq.read_schema(file).equals(schema)


def some_edits(*wanted: str) -> tuple[Edit, ...]:
    return tuple(one for one in ASKED if one.id in wanted)


PAIRS = some_edits("ncci/column-two-code", "ncci/units-above-mue", "structure/no-diagnosis")


def test_a_killed_run_goes_on_and_comes_to_the_same(tmp_path: Path) -> None:
    extract = an_extract(tmp_path / "x", [*examples().values()])
    many = ASKED[:30]
    whole = backtest(extract, many, tmp_path / "whole")
    asked: list[str] = []

    class KilledError(Exception):
        pass

    def say(text: str, share: float) -> None:
        asked.append(text)
        if share > 0.5:
            raise KilledError

    with pytest.raises(KilledError):
        backtest(extract, many, tmp_path / "killed", say=say)
    left = len(open_backtest(tmp_path / "killed").files("eligible"))
    assert 0 < left < len(extract.partitions)
    again: list[str] = []
    found = backtest(extract, many, tmp_path / "killed", say=lambda text, _share: again.append(text))
    assert f"step 1 of {len(extract.partitions) - left}: " in "".join(again)
    assert hits(found) == hits(whole)
    assert not (tmp_path / "killed" / ".spill").exists()


def test_a_stopped_run_keeps_what_is_done(tmp_path: Path) -> None:
    extract = an_extract(tmp_path / "x", [*examples().values()])
    turns = iter(range(100_000))
    found = backtest(extract, ASKED[:30], tmp_path / "run", stop=lambda: next(turns) > 70)
    assert 0 < len(found.files("hits")) < len(extract.partitions)
    assert not found.finished
    assert backtest(extract, ASKED[:30], tmp_path / "run").finished


def test_a_folder_may_have_a_name_that_looks_like_a_pattern(tmp_path: Path) -> None:
    extract = an_extract(tmp_path / "claims [2026] o'clock", [*examples().values()][:60])
    found = backtest(extract, ASKED[:8], tmp_path / "run [1]")
    assert sum(row["rows"] for row in rows(found, "eligible")) > 0
    assert found.finished


def test_few_edits_take_many_partitions_in_one_step(tmp_path: Path) -> None:
    extract = an_extract(tmp_path / "x", [*examples().values()])
    found = backtest(extract, PAIRS, tmp_path / "run")
    assert len(found.files("hits")) == 1
    assert hits(found)


def test_hits_of_a_period_alone_with_the_history_before_it(tmp_path: Path) -> None:
    extract = an_extract(tmp_path / "x", [*examples().values()])
    whole = backtest(extract, PAIRS, tmp_path / "whole")
    part = Period(as_day("2025-01-01"), as_day("2026-06-09"))
    found = backtest(extract, PAIRS, tmp_path / "part", period=part)
    expected = [row for row in rows(whole, "hits") if part.covers(row["on"])]
    assert 0 < len(expected) < len(rows(whole, "hits"))
    assert len(rows(found, "hits")) == len(expected)
    assert all(
        part.covers(row["month"]) or row["month"] >= as_day("2025-01-01") for row in rows(found, "eligible")
    )


def test_eligible_rows_are_those_judged(tmp_path: Path) -> None:
    claims = [*examples().values()]
    extract = an_extract(tmp_path / "x", claims)
    found = backtest(extract, some_edits("structure/no-diagnosis"), tmp_path / "run")
    assert sum(row["rows"] for row in rows(found, "eligible")) == len(claims)
    assert sum(row["claims"] for row in rows(found, "eligible")) == len(claims)


def test_another_run_in_the_folder_is_refused_unless_it_may_go(tmp_path: Path) -> None:
    extract = an_extract(tmp_path / "x", [*examples().values()][:20])
    backtest(extract, PAIRS[:1], tmp_path / "run")
    with pytest.raises(InvalidInputError, match="other edits"):
        backtest(extract, PAIRS, tmp_path / "run")
    backtest(extract, PAIRS, tmp_path / "run", replace=True)
    (tmp_path / "else").mkdir()
    (tmp_path / "else" / "a.txt").write_text("mine")
    with pytest.raises(InvalidInputError, match="holds no back-test"):
        backtest(extract, PAIRS, tmp_path / "else", replace=True)
    with pytest.raises(InvalidInputError, match="There is no engine 'oracle'"):
        backtest(extract, PAIRS, tmp_path / "other", engine="oracle")


def test_claims_that_changed_since_are_said(tmp_path: Path) -> None:
    claims = [*examples().values()][:20]
    found = backtest(an_extract(tmp_path / "x", claims), PAIRS, tmp_path / "run")
    write_extract(
        [Batch(relations_but_prefix(claim_tables(claim_rows(claims[:10]))))], tmp_path / "x", replace=True
    )
    with pytest.raises(InvalidInputError, match="have changed since"):
        found.extract()


@pytest.mark.filterwarnings("default")
def test_an_ibis_connection_gives_the_same_hits(tmp_path: Path) -> None:
    import ibis

    extract = an_extract(tmp_path / "x", [*examples().values()])
    connection = ibis.duckdb.connect()
    found = backtest(extract, PAIRS, tmp_path / "ibis", engine=connection)
    assert hits(found) == hits(backtest(extract, PAIRS, tmp_path / "duck"))
    assert connection.con.execute("SELECT count(*) FROM duckdb_tables()").fetchone() == (0,)
