"""What reviewers said of an edit goes with it to the claims team."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from codinglab.backtest.hand_over import DIALECTS, export
from codinglab.backtest.opened import BackTest, open_backtest
from codinglab.backtest.verdicts import Said
from codinglab.lab.command import app
from codinglab.lab.hit_review.desk import HitReview
from codinglab.validate.catalogue import edit


def test_the_precision_goes_with_the_edit(small: BackTest, built: Any, tmp_path: Path) -> None:
    shutil.copytree(small.folder, tmp_path / "run", ignore=shutil.ignore_patterns("review"))
    run = open_backtest(tmp_path / "run")
    one, options = edit(built.edit), {"run": run, "dialects": DIALECTS[:1], "prove": ()}
    words = (export(one, tmp_path / "unseen", **options).folder / "README.md").read_text(encoding="utf-8")
    assert "its precision is not known" in words
    drawn = CliRunner().invoke(
        app, ["backtest", "sample", str(run.folder), built.edit, "--size", "20", "--by", "specialty"]
    )
    assert drawn.exit_code == 0, drawn.output
    desk = HitReview(run, built.edit, "ana")
    for number in range(20):
        desk.say(Said.UNSURE if number == 0 else Said.YES)
    handed = export(one, tmp_path / "seen", **options)
    words = (handed.folder / "README.md").read_text(encoding="utf-8")
    assert "precision 100.0% (95 % interval" in words
    assert "19 decided, 1 unsure" in words
    strata = (handed.folder / "backtest" / "precision.csv").read_text(encoding="utf-8-sig")
    assert strata.splitlines()[0].startswith("sample,stratum,population,sampled,yes")
