"""The command that makes a demonstration class."""

from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from codinglab.lab.command import app
from codinglab.model import InvalidInputError

RUN = CliRunner()


def test_a_demonstration_class_is_made_once(tmp_path: Path) -> None:
    words = ["class", "demo", str(tmp_path / "class"), "--learners", "3", "--cases", "2"]
    done = RUN.invoke(app, words)
    assert done.exit_code == 0
    assert "3 learners, 2 cases, 6 files" in " ".join(done.stdout.split())
    assert len(list((tmp_path / "class").rglob("*.json"))) == 6
    assert isinstance(RUN.invoke(app, words).exception, InvalidInputError)
    none = RUN.invoke(app, ["class", "demo", str(tmp_path / "other"), "--cases", "999"])
    assert isinstance(none.exception, InvalidInputError)
