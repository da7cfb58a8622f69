"""Looking codes up from the command line."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from codinglab.lab.command import app
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
