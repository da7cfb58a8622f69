"""A back-test from a cell: it tells how far it is, can be stopped, and shows what it came to."""

from __future__ import annotations

from pathlib import Path
from threading import Event
from typing import Any

import pytest

from codinglab.backtest.planted_extract import write_planted
from codinglab.backtest.run import backtest
from codinglab.claims.extract import Extract
from codinglab.lab.backtest_runner import RunningBackTest, run_backtest
from codinglab.model import InvalidInputError
from codinglab.validate.catalogue import edit


@pytest.fixture(scope="module")
def extract(tmp_path_factory: pytest.TempPathFactory) -> Extract:
    return write_planted(tmp_path_factory.mktemp("made") / "x", 2_000, seed=5)[0]


def test_a_run_shows_what_it_came_to(extract: Extract, tmp_path: Path) -> None:
    running = run_backtest(extract, [edit("ncci/units-above-mue")], tmp_path / "run")
    found = running.result()
    assert found.finished
    assert running.answer == found
    shown = running.static_html()
    assert "ncci/units-above-mue" in shown
    assert 'role="status"' in shown
    assert "no MUE of ‹code› is in teaching slice" in shown
    assert running._stop.disabled


def test_a_stopped_run_says_that_it_is_not_finished_and_goes_on(extract: Extract, tmp_path: Path) -> None:
    chosen = [edit("ncci/units-above-mue")]
    go = Event()

    def run(**beside: Any) -> Any:
        go.wait(10)
        return backtest(extract, chosen, tmp_path / "run", **beside)

    running = RunningBackTest(run)
    running.stop()
    go.set()
    assert not running.result().finished
    assert "not finished" in running.static_html()
    assert run_backtest(extract, chosen, tmp_path / "run").result().finished


def test_what_cannot_run_says_why(extract: Extract, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    running = run_backtest(extract, [edit("ncci/units-above-mue")], tmp_path)
    with pytest.raises(InvalidInputError):
        running.result()
    assert "holds no back-test" in running.static_html()
    assert running.answer is None
