"""Compliant queries of daily work, from many specialties: nothing blocks them, and no rule is broken."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from codinglab.model import Severity
from codinglab.query import lint
from codinglab.query.examples import choices, on, query

DAILY = tomllib.loads(Path(__file__).with_name("daily_queries.toml").read_text(encoding="utf-8"))["query"]


@pytest.mark.parametrize("row", DAILY, ids=lambda row: row["title"])
def test_a_query_of_daily_work_breaks_nothing(row: dict[str, Any]) -> None:
    asked = query(
        title=row["title"],
        question=row["question"],
        indicators=on(11, 4, *row["facts"], source="Medical record"),
        options=choices(*row["options"]),
        documented=tuple(row.get("documented", ())),
    )
    found = [one for one in lint(asked) if one.severity is not Severity.INFO or one.rule != "QL-08"]
    assert not [f"{one.rule} {one.message}" for one in found]
