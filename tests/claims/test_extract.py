"""A claim extract holds what was put in, once, with the pairs of a day, whatever the batches."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from codinglab.claims.extract import EXTRACT_SCHEMAS, Extract, open_extract, write_extract
from codinglab.claims.intake import Batch, Rejection
from codinglab.claims.tables import claim_rows, claim_tables
from codinglab.model import Claim, ClaimType, Hcpcs, InvalidInputError, Patient, Provider, ServiceLine, Sex

BORN, DAY = date(1950, 1, 1), date(2026, 6, 1)


def a_claim(number: int, patient: int = 0, days: tuple[int, ...] = (0,)) -> Claim:
    lines = tuple(
        ServiceLine(Hcpcs(f"9921{n % 10}"), DAY + timedelta(days=day)) for n, day in enumerate(days)
    )
    return Claim(
        f"claim {number}",
        ClaimType.PROFESSIONAL,
        Patient(f"patient {patient}", BORN, Sex.FEMALE),
        DAY,
        DAY + timedelta(days=40),
        provider=Provider("1234567893", "internal medicine", "group"),
        lines=lines,
    )


def a_batch(claims: list[Claim], read: float = 1.0) -> Batch:
    relations = claim_tables(claim_rows(claims))
    return Batch({name: table for name, table in relations.items() if name != "prefix"}, read=read)


def rows(extract: Extract, relation: str) -> list[dict[str, object]]:
    return [row for file in extract.files(relation) for row in pq.read_table(file).to_pylist()]


CLAIMS = st.lists(
    st.tuples(st.integers(0, 5), st.lists(st.integers(0, 2), max_size=4)), min_size=1, max_size=12
)


@given(CLAIMS, st.integers(1, 4), st.integers(1, 12))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_extract_holds_what_was_put_in(
    tmp_path: Path, made: list[tuple[int, list[int]]], batches: int, lines: int
) -> None:
    claims = [a_claim(number, patient, tuple(days)) for number, (patient, days) in enumerate(made)]
    cut = [claims[at::batches] for at in range(batches)]
    extract = write_extract(
        (a_batch(some) for some in cut if some), tmp_path / "x", lines_a_partition=lines, replace=True
    )
    found = rows(extract, "claim")
    assert Counter(row["name"] for row in found) == Counter(claim.claim_id for claim in claims)
    assert sorted(row["claim_id"] for row in found) == list(range(1, len(claims) + 1))
    names = {row["claim_id"]: row["name"] for row in found}
    given_lines = claim_rows(claims)["line"]
    assert Counter((names[row["claim_id"]], row["line"], row["code"]) for row in rows(extract, "line")) == (
        Counter((row[0], row[2], row[3]) for row in given_lines)
    )
    pairs = Counter(
        (one[0], one[2], two[0], two[2])
        for one in given_lines
        for two in given_lines
        if one[5] == two[5] and one[13] == two[13] and (one[0], one[2]) != (two[0], two[2])
    )
    stored = rows(extract, "day_pair")
    assert pairs == Counter(
        (names[row["claim_id"]], row["line"], names[row["other_claim"]], row["other_line"]) for row in stored
    )
    for partition in extract.partitions:
        for name, schema in EXTRACT_SCHEMAS.items():
            table = pq.read_table(extract.file(name, partition.number))
            assert table.schema.names == schema.names
            assert table.num_rows == partition.rows[name]


def test_a_patient_is_in_one_partition(tmp_path: Path) -> None:
    claims = [a_claim(number, number % 40) for number in range(200)]
    extract = write_extract([a_batch(claims)], tmp_path / "x", lines_a_partition=20)
    places = {
        (row["patient"], partition.number)
        for partition in extract.partitions
        for row in pq.read_table(extract.file("claim", partition.number)).to_pylist()
    }
    assert len(extract.partitions) == 10
    assert len(places) == 40


def test_a_claim_id_that_stands_twice_is_rejected_and_kept(tmp_path: Path) -> None:
    extract = write_extract([a_batch([a_claim(1)]), a_batch([a_claim(1, 3), a_claim(2)])], tmp_path / "x")
    assert sorted(row["name"] for row in rows(extract, "claim")) == ["claim 1", "claim 2"]
    assert len(rows(extract, "line")) == 2
    assert extract.rejected == 1
    assert "an earlier claim has this id" in (tmp_path / "x" / "rejected.csv").read_text("utf-8-sig")


def test_rejected_rows_are_kept_and_no_formula(tmp_path: Path) -> None:
    bad = Rejection("claims.csv", "row 7", "=1+1", "from_date", "2026-13-01", "no such day", "a,b" * 9_000)
    extract = write_extract([replace(a_batch([a_claim(1)]), rejections=(bad,))], tmp_path / "x")
    text = (extract.folder / "rejected.csv").read_text("utf-8-sig")
    assert extract.rejected == 1
    assert "row 7,'=1+1,from_date" in text
    assert "27,000 characters" in text


def test_the_same_claims_give_the_same_fingerprint_and_others_another(tmp_path: Path) -> None:
    one, two, other = (
        write_extract([a_batch([a_claim(1, 0, days)])], tmp_path / name)
        for name, days in (("a", (0, 1)), ("b", (0, 1)), ("c", (0, 2)))
    )
    assert one.fingerprint == two.fingerprint != other.fingerprint


def test_what_is_no_extract_is_said(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="no claim extract"):
        open_extract(tmp_path)
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(InvalidInputError, match=r"other things than an extract \(notes.txt\)"):
        write_extract([a_batch([a_claim(1)])], tmp_path, replace=True)
    with pytest.raises(InvalidInputError, match="--force"):
        write_extract([a_batch([a_claim(1)])], tmp_path)
    extract = write_extract([a_batch([a_claim(1)])], tmp_path / "x")
    extract.file("line", 0).unlink()
    with pytest.raises(InvalidInputError, match=r"line.part-00000.parquet is missing"):
        open_extract(tmp_path / "x")
    (tmp_path / "x" / "extract.json").write_text("[")
    with pytest.raises(InvalidInputError, match="cannot be read as a claim extract's card"):
        open_extract(tmp_path / "x")


def test_an_extract_of_nothing_and_a_wrong_patient_column_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="No claim was taken"):
        write_extract([], tmp_path / "x")
    many = [a_claim(number, 0, (0,) * 60) for number in range(100)]
    with pytest.raises(InvalidInputError, match="6,000 lines are of one patient"):
        write_extract([a_batch(many)], tmp_path / "y")
    with pytest.raises(InvalidInputError, match="not an amount of memory"):
        write_extract([a_batch([a_claim(1)])], tmp_path / "z", memory="lots")


def test_a_batch_of_other_columns_is_refused(tmp_path: Path) -> None:
    table = a_batch([a_claim(1)]).relations["claim"]
    with pytest.raises(InvalidInputError, match="no birth_date in its relation claim"):
        write_extract([Batch({"claim": table.drop_columns(["birth_date"])})], tmp_path / "x")
    with pytest.raises(InvalidInputError, match="a relation 'visits'"):
        write_extract([Batch({"claim": table, "visits": pa.table({"a": [1]})})], tmp_path / "y")
