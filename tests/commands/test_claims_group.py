"""`codinglab claims group`: the file, the counts, and what is said where something is wrong."""

from __future__ import annotations

from collections import Counter
from importlib.util import find_spec
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

from codinglab.claims.extract import Extract
from codinglab.evaluate.batch import extract_of
from codinglab.evaluate.random_stays import random_stays
from codinglab.group.extract import Tally
from codinglab.lab.commands.claims_group import app, most_first, told
from codinglab.model import InvalidInputError


@pytest.fixture(scope="module")
def extract(tmp_path_factory: pytest.TempPathFactory) -> Extract:
    return extract_of(list(random_stays(400, 17)), tmp_path_factory.mktemp("made") / "extract")


def run(*words: object) -> str:
    done = CliRunner().invoke(app, [str(word) for word in words])
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    assert done.exit_code == 0
    return done.stdout


def test_a_file_and_counts(extract: Extract, tmp_path: Path) -> None:
    said = run(extract.folder, tmp_path / "drgs.parquet")
    rows = pq.read_table(tmp_path / "drgs.parquet").to_pylist()
    counted = Counter(row["drg"] for row in rows if row["drg"])
    assert f"{counted.total():,} of 400 inpatient claims grouped." in said
    drg, count = most_first(counted)[0]
    assert f"  {drg}  {count:>9,}  {count / 400:6.1%}  " in said
    assert f"{400 - counted.total():,} not evaluated:" in said
    assert "The claim has no diagnosis: add the principal diagnosis." in said
    assert "for a discharge: versions 40 to 44 cover" in said
    assert len([line for line in said.splitlines() if "%" in line]) == 20


def test_what_is_there_is_not_overwritten(extract: Extract, tmp_path: Path) -> None:
    out = tmp_path / "drgs.parquet"
    out.write_text("mine")
    with pytest.raises(InvalidInputError, match="--force"):
        run(extract.folder, out)
    assert out.read_text() == "mine"
    run(extract.folder, out, "--force")
    assert pq.read_table(out).num_rows == 400


def test_what_is_no_extract(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="is no claim extract"):
        run(tmp_path, tmp_path / "drgs.parquet")
    with pytest.raises(InvalidInputError, match="is there already"):
        run(tmp_path, tmp_path)


def test_an_extract_without_stays() -> None:
    assert list(told(Tally())) == ["The extract has no inpatient claims, and only those have an MS-DRG."]


@pytest.mark.skipif(find_spec("pyspark") is None, reason="no Spark: pip install codinglab[spark]")
@pytest.mark.filterwarnings("default")
def test_spark_writes_the_same(extract: Extract, tmp_path: Path) -> None:
    here = run(extract.folder, tmp_path / "here.parquet")
    there = run(extract.folder, tmp_path / "there.parquet", "--engine", "spark")
    assert here.splitlines()[-28:-1] == there.splitlines()[-28:-1]
    rows = [pq.read_table(tmp_path / name).sort_by("claim_id") for name in ("here.parquet", "there.parquet")]
    assert rows[0].to_pylist() == rows[1].to_pylist()
    (tmp_path / "there.parquet" / "mine.txt").write_text("mine")
    with pytest.raises(InvalidInputError, match=r"mine\.txt"):
        run(extract.folder, tmp_path / "there.parquet", "--engine", "spark", "--force")
