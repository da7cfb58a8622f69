"""Column two codes of many lines: exactly those of plain nested loops, on DuckDB and on Spark.

CI takes fewer lines; `codinglab evaluate edits --data DIR` takes the million, on both.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from codinglab.evaluate.edits import (
    FIRST,
    LAST,
    column_two_code,
    extract_hits,
    hits_of,
    official_pairs,
    pair_table,
)
from codinglab.evaluate.many_lines import make_lines, plain_hits
from codinglab.model import ClaimType
from codinglab.reference.paths import ROOT
from codinglab.validate.engines.many_claims import ManyClaimsEngine

OFFICIAL = ROOT.parent / "shared" / "official"
pytestmark = pytest.mark.skipif(not OFFICIAL.is_dir(), reason=f"no official files in {OFFICIAL}")
TYPES = (ClaimType.OUTPATIENT,)
MANY, FEW, FEW_PAIRS = 100_000, 20_000, 50_000


@cache
def pairs() -> Any:
    return official_pairs(OFFICIAL)


def test_duckdb_finds_what_plain_loops_find() -> None:
    outside = timedelta(days=30)
    relations = make_lines(pairs(), MANY, FIRST - outside, LAST + outside)
    engine = ManyClaimsEngine([column_two_code()], pair_table(pairs()))
    found = hits_of(engine.judge(relations, TYPES))
    expected = plain_hits(relations, pairs(), FIRST, LAST)
    assert len(found) > MANY // 10
    assert len(found) == len(set(found))
    assert set(found) == expected


def test_a_back_test_finds_what_plain_loops_find(tmp_path: Path) -> None:
    some = pairs().slice(0, FEW_PAIRS)
    relations = make_lines(some, FEW, FIRST, LAST)
    found = extract_hits(relations, some, "duckdb", tmp_path)
    assert len(found) == len(set(found))
    assert set(found) == plain_hits(relations, some, FIRST, LAST)


@pytest.mark.skipif(find_spec("pyspark") is None, reason="no Spark: pip install codinglab[spark]")
@pytest.mark.filterwarnings("default")
def test_spark_finds_what_plain_loops_find(tmp_path: Path) -> None:
    some = pairs().slice(0, FEW_PAIRS)
    relations = make_lines(some, FEW, FIRST, LAST)
    found = extract_hits(relations, some, "spark", tmp_path)
    assert len(found) == len(set(found))
    assert set(found) == plain_hits(relations, some, FIRST, LAST)


def test_lines_are_made_again_alike() -> None:
    few = pairs().slice(0, 100)
    one, two = (make_lines(few, 500, date(2026, 4, 1), LAST) for _ in range(2))
    assert one["line"].equals(two["line"])
    assert one["line"].num_rows == 500
