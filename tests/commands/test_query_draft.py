"""The command that drafts the queries of a case."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from codinglab.lab.command import app
from codinglab.model import InvalidInputError, Query
from codinglab.parse import dump, parse_json
from codinglab.query import lint
from codinglab.query.template_examples import examples

RUN = CliRunner()
CASE = "inpatient-sepsis-kidney-injury"
WHO = ("--author", "C. Writer, RN, CCDS", "--contact", "ext. 4021", "--reviewer", "C. Writer, RN, CCDS")


def run(*words: str) -> str:
    result = RUN.invoke(app, ("query", "draft", CASE, *words), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_the_queries_of_a_case_are_drafted_as_json() -> None:
    queries = parse_json(tuple[Query, ...], run("--json", *WHO), source="the command")
    assert len(queries) == 3
    assert {query.author for query in queries} == {"C. Writer, RN, CCDS"}
    assert not [one for query in queries for one in lint(query) if one.severity == "FAIL"]


def test_one_query_is_shown_and_written_as_a_page(tmp_path: Path) -> None:
    page = tmp_path / "query.html"
    shown = run("--opportunity", "sodium", "--html", str(page), "--on", "2026-06-17", *WHO)
    assert "IP-2026-0614-sodium" in shown
    assert "Date: 2026-06-17" in shown
    assert page.read_text(encoding="utf-8").count("<section") == 1


def test_an_unknown_opportunity_names_those_there_are() -> None:
    with pytest.raises(InvalidInputError, match="It has: kidney-link, sodium"):
        run("--opportunity", "nope")


def test_opportunities_of_a_file_are_asked_by_their_templates(tmp_path: Path) -> None:
    found = tmp_path / "found.json"
    listed = [dump(examples()[topic].opportunity()) for topic in ("low-sodium", "general-specificity")]
    found.write_text(json.dumps(listed), encoding="utf-8")
    queries = parse_json(tuple[Query, ...], run("--found", str(found), "--json", *WHO), source="the command")
    assert [query.title for query in queries] == ["Clarification: sodium", "Clarification: specificity"]
    assert {query.addressee for query in queries} == {"M. Okafor, MD"}
    found.write_text('[{"id": "x"}]', encoding="utf-8")
    with pytest.raises(InvalidInputError, match=r"found\.json"):
        run("--found", str(found))
