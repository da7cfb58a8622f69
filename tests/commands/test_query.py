"""The commands about queries: a file of them linted, the rules listed and explained."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from codinglab.lab.command import app
from codinglab.model import InvalidInputError
from codinglab.parse import dump
from codinglab.query.examples import COMPLIANT
from codinglab.query.query_file import read_queries

LEADING = replace(COMPLIANT, id="q-2", question="Please document acute kidney injury – “today”.")
RUN = CliRunner()


def written(folder: Path, data: object) -> Path:
    path = folder / "queries.json"
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return path


def test_one_query_or_a_list_is_linted_and_a_fail_ends_with_1(tmp_path: Path) -> None:
    kept = RUN.invoke(app, ["query", "lint", str(written(tmp_path, dump(COMPLIANT))), "--json"])
    assert (kept.exit_code, json.loads(kept.stdout)) == (0, [{"query": "example", "findings": []}])
    both = [dump(COMPLIANT), dump(LEADING)]
    broken = RUN.invoke(app, ["query", "lint", str(written(tmp_path, both)), "--json"])
    assert broken.exit_code == 1
    (finding,) = json.loads(broken.stdout)[1]["findings"]
    assert (finding["rule"], finding["severity"]) == ("QL-12", "FAIL")
    assert finding["authority"]["edition"] == "2022"
    told = RUN.invoke(app, ["query", "lint", str(written(tmp_path, both))])
    assert told.exit_code == 1
    assert "QL-12" in told.stdout


def test_a_warning_does_not_end_with_1(tmp_path: Path) -> None:
    unread = replace(COMPLIANT, generator="a model")
    assert RUN.invoke(app, ["query", "lint", str(written(tmp_path, dump(unread)))]).exit_code == 0


def test_a_file_that_notepad_wrote_is_read(tmp_path: Path) -> None:
    path = tmp_path / "queries.json"
    path.write_text(json.dumps(dump(LEADING)), encoding="utf-8-sig")
    assert read_queries(path) == (LEADING,)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "is not JSON: .* line 1"),
        (b"\xff\xfe", "is not UTF-8 text"),
        (b"[]", "empty list"),
        (b'[{"id": "q"}]', r"query 1 is not a valid Query:(?s:.*)title"),
        (b'{"id": "q", "colour": "red"}', "colour: unknown key"),
        (b'"a query"', "is not a valid Query"),
    ],
)
def test_a_file_that_is_no_query_is_said_clearly(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "queries.json"
    path.write_bytes(content)
    with pytest.raises(InvalidInputError, match=said):
        read_queries(path)
    with pytest.raises(InvalidInputError, match="cannot be read"):
        read_queries(tmp_path)


def test_the_rules_are_listed_and_explained() -> None:
    listed = json.loads(RUN.invoke(app, ["query", "rules", "--json"]).stdout)
    assert [row["id"] for row in listed["rules"]] == [f"QL-{number:02}" for number in range(1, 25)]
    assert "unconfirmed" in listed["status"]
    assert "QL-24" in RUN.invoke(app, ["query", "rules"]).stdout
    assert "QL-08" in RUN.invoke(app, ["query", "explain", "ql-08"]).stdout
