"""Grouping in batch gives each claim what grouping it alone gives, on one core, on several and on Spark."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codinglab.claims.extract import Extract, write_extract
from codinglab.claims.extract.chunks import claim_chunks
from codinglab.claims.extract.parallel import in_order
from codinglab.claims.intake import Batch
from codinglab.claims.stays import NO_BIRTH_DATE, NO_DAYS
from codinglab.claims.tables import claim_rows, claim_tables
from codinglab.evaluate.batch import extract_of, grouped_otherwise, grouping_row
from codinglab.evaluate.oracle import FILE, as_claim, oracle_claims
from codinglab.evaluate.random_stays import random_stays
from codinglab.group import group
from codinglab.group.batch import GROUPED, group_batch
from codinglab.group.extract import group_extract
from codinglab.model import (
    Claim,
    ClaimType,
    Diagnosis,
    Hcpcs,
    Icd10cm,
    Icd10pcs,
    Patient,
    Procedure,
    ServiceLine,
    Sex,
)
from codinglab.reference.paths import ROOT

ORACLE = ROOT.parent / "shared" / "oracle"
DX = (
    "A419",
    "J189",
    "I214",
    "J9601",
    "N179",
    "O80",
    "Z370",
    "Z3800",
    "S72001A",
    "l89.153",
    "",
    "ZZZ",
    'E"\\',
)
PX = ("0DTJ4ZZ", "0SRD0J9", "5A1955Z", "02YA0Z0", "", "0DTJ4DZ")
DAY = st.dates(date(2022, 1, 1), date(2027, 12, 31))


@st.composite
def stays(draw: Any) -> Claim:
    through = draw(DAY)
    begun = through - timedelta(days=draw(st.integers(-3, 40)))
    listed = st.lists(
        st.tuples(st.sampled_from(DX), st.sampled_from(("Y", "N", "U", "W", "", "1"))), max_size=6
    )
    return Claim(
        claim_id=draw(st.text(max_size=5)),
        claim_type=ClaimType.INPATIENT,
        patient=Patient("p", draw(st.dates(date(1890, 1, 1), date(2027, 1, 1))), draw(st.sampled_from(Sex))),
        from_date=begun,
        through_date=through,
        admission_date=draw(st.sampled_from((None, begun, begun - timedelta(days=1)))),
        discharge_status=draw(st.sampled_from(("01", "20", "7", "", "1A", "²", "99999999999"))),
        admitting_diagnosis=draw(st.sampled_from((None, Icd10cm(""), Icd10cm("R07.9")))),
        diagnoses=tuple(Diagnosis(Icd10cm(code), poa) for code, poa in draw(listed)),
        procedures=tuple(
            Procedure(Icd10pcs(code), begun) for code in draw(st.lists(st.sampled_from(PX), max_size=4))
        ),
    )


def relations_of(claims: Sequence[Claim]) -> dict[str, pa.Table]:
    """The relations as an extract has them, claims numbered in their order."""
    numbered = claim_tables(claim_rows(replace(one, claim_id=str(at)) for at, one in enumerate(claims)))
    held = {
        name: table.set_column(0, "claim_id", table["claim_id"].cast(pa.int64()))
        for name, table in numbered.items()
    }
    held["claim"] = held["claim"].append_column(
        "name", pa.array([one.claim_id for one in claims], pa.string())
    )
    return held


def alone(claims: Sequence[Claim]) -> list[dict[str, object]]:
    return [{"claim_id": at, **grouping_row(group(claim, reasons=False))} for at, claim in enumerate(claims)]


@pytest.mark.skipif(not (ORACLE / FILE).is_file(), reason=f"no oracle claims in {ORACLE}")
def test_every_claim_of_the_oracle_groups_as_it_does_alone() -> None:
    claims = [as_claim(case.facts) for case in oracle_claims(ORACLE)]
    found = group_batch(relations_of(claims))
    assert found.schema == GROUPED
    assert found.to_pylist() == alone(claims)
    assert found["drg"].null_count < len(claims) / 3


@given(st.lists(stays(), max_size=8))
@settings(max_examples=100, deadline=None)
def test_claims_with_whatever_is_odd_group_as_they_do_alone(claims: list[Claim]) -> None:
    assert group_batch(relations_of(claims)).to_pylist() == alone(claims)


def test_rows_out_of_order_and_of_other_claims_change_nothing() -> None:
    claims = list(random_stays(60, 3))
    held = relations_of(claims)
    turned = {
        name: table.take(pa.array(range(table.num_rows - 1, -1, -1), pa.int64()))
        for name, table in held.items()
    }
    foreign = held["diagnosis"].set_column(
        0, "claim_id", pa.array([999_999] * held["diagnosis"].num_rows, pa.int64())
    )
    turned["diagnosis"] = pa.concat_tables([foreign, turned["diagnosis"]])
    assert group_batch(turned).to_pylist() == alone(claims)


def test_other_claim_types_are_passed_over() -> None:
    visit = replace(next(random_stays(1, 1)), claim_type=ClaimType.OUTPATIENT)
    assert group_batch(relations_of([visit])).num_rows == 0
    assert group_batch(relations_of([])).schema == GROUPED


@pytest.mark.parametrize(
    ("column", "reason"), [("birth_date", NO_BIRTH_DATE), ("through_date", NO_DAYS), ("last_day", NO_DAYS)]
)
def test_a_claim_without_a_date_is_not_grouped_and_says_why(column: str, reason: str) -> None:
    held = relations_of([next(random_stays(1, 5, odd=0))])
    gone = [column, *{"birth_date": ["age"], "through_date": ["last_day", "on"], "last_day": []}[column]]
    for name in gone:
        at = held["claim"].schema.get_field_index(name)
        none = pa.nulls(1, held["claim"].schema.field(name).type)
        held["claim"] = held["claim"].set_column(at, name, none)
    row = group_batch(held).to_pylist()[0]
    assert (row["drg"], row["not_evaluated"]) == (None, reason)


@pytest.fixture(scope="module")
def claims() -> list[Claim]:
    visit = replace(
        next(random_stays(1, 2)),
        claim_id="visit",
        claim_type=ClaimType.PROFESSIONAL,
        lines=(ServiceLine(Hcpcs("99213"), date(2026, 6, 1)),),
    )
    return [*random_stays(3_000, 11), visit]


@pytest.fixture(scope="module")
def extract(claims: list[Claim], tmp_path_factory: pytest.TempPathFactory) -> Extract:
    return extract_of(claims, tmp_path_factory.mktemp("made") / "extract")


def test_an_extract_is_grouped_to_a_file(extract: Extract, claims: list[Claim], tmp_path: Path) -> None:
    said: list[tuple[str, float]] = []
    tally = group_extract(extract, tmp_path / "drgs.parquet", say=lambda *words: said.append(words))
    rows = pq.read_table(tmp_path / "drgs.parquet")
    assert rows.schema == GROUPED
    assert tally is not None
    assert tally.claims == rows.num_rows == len(claims) - 1
    assert tally.grouped == Counter(drg for drg in rows["drg"].to_pylist() if drg)
    assert tally.not_evaluated.total() == rows["drg"].null_count
    assert said[-1][0] == "3,000 inpatient claims grouped"
    assert [path.name for path in tmp_path.iterdir()] == ["drgs.parquet"]


def test_chunks_hold_whole_claims_once(extract: Extract, claims: list[Claim]) -> None:
    chunks = list(claim_chunks(extract, 0, claims=700))
    assert len(chunks) == 5
    assert not any(grouped_otherwise(claims[:-1], chunks))


def test_several_processes_give_the_same_in_the_same_order(extract: Extract) -> None:
    chunks = list(claim_chunks(extract, 0, claims=400))
    one = pa.concat_tables(map(group_batch, chunks))
    assert pa.concat_tables(in_order(group_batch, chunks, workers=2)).equals(one)


def test_what_was_stopped_leaves_the_file_of_before(extract: Extract, tmp_path: Path) -> None:
    out = tmp_path / "drgs.parquet"
    out.write_bytes(b"before")
    assert group_extract(extract, out, stopped=lambda: True) is None
    assert out.read_bytes() == b"before"
    assert [path.name for path in tmp_path.iterdir()] == ["drgs.parquet"]


def test_partitions_are_grouped_one_after_the_other(tmp_path: Path) -> None:
    lines = tuple(ServiceLine(Hcpcs("99223"), date(2026, 6, 1)) for _ in range(3))
    claims = [replace(one, lines=lines) for one in random_stays(90, 4)]
    relations = {name: table for name, table in claim_tables(claim_rows(claims)).items() if name != "prefix"}
    extract = write_extract([Batch(relations)], tmp_path / "extract", lines_a_partition=60)
    assert len(extract.partitions) > 2
    tally = group_extract(extract, tmp_path / "drgs.parquet")
    assert tally is not None
    assert tally.claims == 90
    chunks = [chunk for part in extract.partitions for chunk in claim_chunks(extract, part.number)]
    assert not any(grouped_otherwise(claims, chunks))


@pytest.mark.skipif(find_spec("pyspark") is None, reason="no Spark: pip install codinglab[spark]")
@pytest.mark.filterwarnings("default")
def test_spark_groups_as_here(extract: Extract) -> None:
    from codinglab.claims.spark import end_session, local_session
    from codinglab.group.cluster import group_on_spark

    here = pa.concat_tables(group_batch(chunk) for chunk in claim_chunks(extract, 0))
    session = local_session()
    try:
        there = group_on_spark(session, extract).toArrow().cast(GROUPED)
    finally:
        end_session(session)
    assert there.sort_by("claim_id").equals(here.sort_by("claim_id").combine_chunks())
