"""Looking codes up from the command line."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from codinglab.lab.command import app, main
from codinglab.model import InvalidInputError, NotInForceError

RUN = CliRunner()


def run(*words: str) -> str:
    """The output of a command that succeeds."""
    result = RUN.invoke(app, words, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_lookup_prints_json_for_a_program() -> None:
    told = json.loads(run("lookup", "pnuemonia", "--on", "2026-06-09", "--json"))
    assert told["codes"][0]["code"] == "J18.9"
    assert told["codes"][0]["read_as"] == "pneumonia"
    assert "CPT is not installed." in told["not_searched"]


def test_lookup_prints_a_table_for_a_person() -> None:
    shown = run("lookup", "E11.2", "--on", "2026-06-09", "--system", "ICD-10-CM")
    assert "E11.2-" in shown
    assert "E11.22" in shown


def test_code_prints_its_page() -> None:
    shown = run("code", "A41.9", "--on", "2026-06-09")
    assert "billable on 2026-06-09" in shown
    assert "MCC" in shown
    told = json.loads(run("code", "A41.9", "--on", "2026-06-09", "--json"))
    assert told["cc"]["level"] == "MCC"
    assert told["poa_exempt"] is False


@pytest.mark.parametrize(
    ("words", "fault", "says"),
    [
        (("lookup", "sepsis", "--on", "2026-13-01"), InvalidInputError, "YYYY-MM-DD"),
        (("lookup", "sepsis", "--on", "2031-01-01"), NotInForceError, "covers"),
        (("lookup", "sepsis", "--system", "ICD-9"), InvalidInputError, "no code system"),
        (("code", "A41.9", "--on", "1999-01-01"), NotInForceError, "covers"),
    ],
)
def test_what_is_wrong_is_said(words: tuple[str, ...], fault: type[Exception], says: str) -> None:
    result = RUN.invoke(app, words)
    assert isinstance(result.exception, fault)
    assert says in str(result.exception)


@pytest.mark.parametrize("words", ["[/x]", "[bold]chf", ":smile: chf"])
def test_brackets_are_words_like_any_other(words: str) -> None:
    assert words in run("lookup", words, "--on", "2026-06-09").replace("\n", " ")


def test_brackets_in_titles_are_shown() -> None:
    assert "[any part" in run("code", "L02.212", "--on", "2026-06-09")


def test_a_home_that_is_a_file_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "home"
    home.write_text("a file", encoding="utf-8")
    monkeypatch.setenv("CODINGLAB_HOME", str(home))
    monkeypatch.setattr(sys, "argv", ["codinglab", "reference", "build"])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert "cannot be written" in capsys.readouterr().err
