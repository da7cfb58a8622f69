"""Every built-in edit says the same on DuckDB and on Spark, of 100,000 lines with planted errors."""

from __future__ import annotations

from collections import Counter
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from codinglab.backtest.opened import BackTest
from codinglab.backtest.planted_extract import write_planted
from codinglab.backtest.run import backtest
from codinglab.claims.spark import end_session, local_session
from codinglab.validate.catalogue import edits

pytestmark = [
    pytest.mark.skipif(find_spec("pyspark") is None, reason="no Spark: pip install codinglab[spark]"),
    pytest.mark.filterwarnings("default"),
]
LINES = 100_000
QUICK = {
    "spark__sql__adaptive__enabled": "false",
    "spark__sql__codegen__wholeStage": "false",
    "spark__sql__shuffle__partitions": "2",
}
"""Planning takes longer than judging so few lines; these settings plan least."""


def said(found: BackTest, kind: str) -> Counter[tuple[Any, ...]]:
    return Counter(
        tuple(row.values()) for file in found.files(kind) for row in pq.read_table(file).to_pylist()
    )


def test_every_edit_says_the_same_on_spark(tmp_path: Path) -> None:
    extract, planted = write_planted(tmp_path / "x", LINES, seed=11)
    here = backtest(extract, edits(), tmp_path / "here")
    session = local_session(**QUICK)
    try:
        there = backtest(extract, edits(), tmp_path / "there", engine=session)
    finally:
        end_session(session)
    assert sum(said(here, "hits").values()) >= planted > 1_000
    assert {row[0] for row in said(here, "hits")} == {one.id for one in edits()}
    for kind in ("hits", "unknown", "eligible"):
        one, two = said(here, kind), said(there, kind)
        assert one - two == Counter(), kind
        assert two - one == Counter(), kind
