"""The commands that begin a case."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from codinglab.lab.command import app
from codinglab.model import InvalidInputError
from codinglab.reference.cases import load_case, load_key


@pytest.fixture(autouse=True)
def own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setenv("CODINGLAB_CASES", str(tmp_path))
    return tmp_path


def test_a_case_is_begun_told_and_named_as_unfinished(own: Path) -> None:
    words = [
        "case",
        "new",
        "my-case",
        "--title",
        "Mine",
        "--role",
        "facility_inpatient",
        "--on",
        "2026-06-09",
    ]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0
    assert "my-case is in" in done.output
    assert 'title = "Mine"' in (own / "my-case" / "case.toml").read_text(encoding="utf-8")
    again = CliRunner().invoke(app, words)
    assert isinstance(again.exception, InvalidInputError)
    assert "already; nothing was changed" in str(again.exception)
    listed = CliRunner().invoke(app, ["cases"])
    assert "Not listed: my-case." in listed.output
    checked = CliRunner().invoke(app, ["case", "check", str(own / "my-case")])
    assert checked.exit_code == 1


def test_a_case_is_copied_with_its_key() -> None:
    old = "office-diabetes-knee-injection"
    done = CliRunner().invoke(app, ["case", "copy", old, "my-knee"])
    assert done.exit_code == 0
    assert load_case("my-knee").title == load_case(old).title
    assert load_key("my-knee").edition == 1
    assert isinstance(CliRunner().invoke(app, ["case", "copy", "none", "x"]).exception, Exception)


def test_a_role_that_is_none_is_refused() -> None:
    done = CliRunner().invoke(app, ["case", "new", "my-case", "--title", "Mine", "--role", "clerk"])
    assert done.exit_code == 2
