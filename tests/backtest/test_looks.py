"""Edits that look at claims, in the layout of a back-test: by partition, by period, on several processes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from codinglab.backtest import layout
from codinglab.backtest.looks import looked
from codinglab.claims.extract import Extract, write_extract
from codinglab.claims.intake import Batch
from codinglab.claims.tables import claim_rows, claim_tables
from codinglab.evaluate.random_stays import random_stays
from codinglab.model import Hcpcs, ServiceLine
from codinglab.model.period import Period
from codinglab.validate.catalogue import edits

ALWAYS = Period(date(1900, 1, 1), None)


@pytest.fixture(scope="module")
def extract(tmp_path_factory: pytest.TempPathFactory) -> Extract:
    lines = (ServiceLine(Hcpcs("99223"), date(2026, 6, 1)),)
    claims = [replace(one, lines=lines) for one in random_stays(300, 31)]
    relations = claim_tables(claim_rows(claims))
    batch = Batch({name: rows for name, rows in relations.items() if name != "prefix"})
    folder: Path = tmp_path_factory.mktemp("made") / "extract"
    return write_extract([batch], folder, lines_a_partition=100)


def rows(table: pa.Table) -> list[str]:
    return sorted(map(str, table.to_pylist()))


def test_partitions_apart_and_together(extract: Extract) -> None:
    numbers = [one.number for one in extract.partitions]
    assert len(numbers) == 3
    together = looked(extract, numbers, edits(), ALWAYS)
    apart = [looked(extract, [number], edits(), ALWAYS) for number in numbers]
    assert together is not None
    assert together.hits.schema.names == layout.HITS.names
    assert together.hits.schema.types == layout.HITS.types
    assert together.unknown.schema.equals(layout.UNKNOWN)
    assert together.eligible.schema.equals(layout.ELIGIBLE)
    assert rows(together.hits) == rows(pa.concat_tables(one.hits for one in apart if one))
    totals = [pc.sum(one.eligible["rows"]).as_py() for one in (together, *apart) if one]
    assert totals[0] == sum(totals[1:])


def test_several_processes_say_the_same(extract: Extract) -> None:
    numbers = [one.number for one in extract.partitions]
    one, two = (looked(extract, numbers, edits(), ALWAYS, workers=workers) for workers in (1, 2))
    assert one is not None
    assert two is not None
    assert all(rows(getattr(one, name)) == rows(getattr(two, name)) for name in one.__slots__)


def test_only_the_days_asked_about(extract: Extract) -> None:
    numbers = [one.number for one in extract.partitions]
    whole, some = (
        looked(extract, numbers, edits(), period)
        for period in (ALWAYS, Period(date(2025, 10, 1), date(2025, 12, 31)))
    )
    assert whole is not None
    assert some is not None

    def inside(row: dict[str, Any]) -> bool:
        return date(2025, 10, 1) <= row["on"] <= date(2025, 12, 31)

    assert some.hits.num_rows
    assert rows(some.hits) == sorted(str(row) for row in whole.hits.to_pylist() if inside(row))


def test_it_can_be_stopped(extract: Extract) -> None:
    assert looked(extract, [0, 1], edits(), ALWAYS, stop=lambda: True) is None
