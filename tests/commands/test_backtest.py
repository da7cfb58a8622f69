"""`codinglab backtest run`: which edits it takes, what it says, and that it goes on."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from codinglab.backtest.opened import open_backtest
from codinglab.backtest.planted_extract import write_planted
from codinglab.lab.commands.backtest import app
from codinglab.model import CodinglabError, InvalidInputError
from codinglab.validate import own

OWN = '''
"""A visit of the highest level."""

from codinglab.validate.own import edit
from codinglab.validate.examples import fires, line, passes, professional


@edit(
    title="Visit of the highest level",
    severity="WARN",
    applies_to=["professional"],
    judges="line",
    message="{code} on line {line}",
    examples=[
        fires(professional(line("99215")), because="the highest level"),
        passes(professional(line("99213")), because="a lower one"),
    ],
)
def highest_level():
    """A visit of the highest level."""
    return "SELECT claim_id, \\"on\\", line, code FROM line WHERE code = '99215'"


EDIT = highest_level
'''


@pytest.fixture(scope="module")
def extract(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_planted(tmp_path_factory.mktemp("made") / "x", 5_000, seed=5)[0].folder


def run(*words: object) -> str:
    done = CliRunner().invoke(app, ["run", *map(str, words)])
    if isinstance(done.exception, CodinglabError):
        raise done.exception
    assert done.exit_code == 0, done.output
    return done.output


def test_a_family_and_an_edit_of_ones_own(extract: Path, tmp_path: Path) -> None:
    mine = tmp_path / "highest_level.py"
    mine.write_text(OWN, encoding="utf-8")
    try:
        said = run(extract, tmp_path / "run", "--edit", "ncci", "--edit", "poa/missing", "--edits", mine)
    finally:
        own.forget("own/highest-level")
    ids = [one["id"] for one in open_backtest(tmp_path / "run").edits]
    assert {one.split("/")[0] for one in ids} == {"ncci", "poa", "own"}
    assert len(ids) == len(set(ids)) > 5
    assert "own/highest-level" in said
    assert "NOT_EVALUATED" in said
    assert "rows judged" in said


def test_the_same_run_again_asks_nothing_anew(extract: Path, tmp_path: Path) -> None:
    words = (extract, tmp_path / "run", "--edit", "ncci/units-above-mue", "--from", "2026-01-01")
    first = run(*words)
    times = [file.stat().st_mtime_ns for file in open_backtest(tmp_path / "run").files("hits")]
    assert run(*words).splitlines()[-3:] == first.splitlines()[-3:]
    assert times == [file.stat().st_mtime_ns for file in open_backtest(tmp_path / "run").files("hits")]


def test_what_is_wrong_is_said(extract: Path, tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="before --from"):
        run(extract, tmp_path / "a", "--from", "2026-02-01", "--through", "2026-01-01")
    with pytest.raises(InvalidInputError, match=r"no such edit|no edit"):
        run(extract, tmp_path / "b", "--edit", "ncci/no-such-thing")
    with pytest.raises(InvalidInputError, match="not an amount of memory"):
        run(extract, tmp_path / "c", "--edit", "poa/missing", "--memory", "much")
    with pytest.raises(InvalidInputError, match="no claim extract"):
        run(tmp_path, tmp_path / "d")
