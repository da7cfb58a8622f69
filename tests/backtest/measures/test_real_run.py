"""From claims to measures, through the writer and the runner themselves."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from codinglab.backtest.measures import compare, measure, open_run
from codinglab.backtest.run import backtest
from codinglab.claims.extract import Extract, write_extract
from codinglab.claims.intake import Batch
from codinglab.claims.tables import claim_rows, claim_tables
from codinglab.model import Claim
from codinglab.validate import own
from codinglab.validate.catalogue import edit
from codinglab.validate.examples import dx, fires, line, passes, professional


def an_extract(folder: Path, claims: list[Claim]) -> Extract:
    numbered = [
        replace(one, claim_id=f"c{n}", patient=replace(one.patient, id=f"p{n}"))
        for n, one in enumerate(claims, start=1)
    ]
    relations = claim_tables(claim_rows(numbered))
    batch = Batch({name: table for name, table in relations.items() if name != "prefix"}, read=1.0)
    return write_extract([batch], folder)


CLAIMS = [
    professional(line("45385"), line("45380")),
    professional(line("45385"), line("45380", "22", "76", "77", "GA")),
    professional(line("80053"), line("80048")),
    professional(line("45385"), line("45380", "XS")),
    professional(line("99213")),
]


def rows(folder: Path, name: str, /, **where: Any) -> list[dict[str, Any]]:
    found = pq.read_table(folder / f"{name}.parquet").to_pylist()
    return [row for row in found if all(row[key] == value for key, value in where.items())]


def test_a_modifier_is_tried_on_the_hit_line_alone(tmp_path: Path) -> None:
    extract = an_extract(tmp_path / "extract", CLAIMS)
    chosen = [edit("ncci/column-two-code"), edit("structure/missing-pointer")]
    run = open_run(backtest(extract, chosen, tmp_path / "run"))
    folder = measure(run)
    found = {row["modifier"]: row for row in rows(folder, "modifiers", edit="ncci/column-two-code")}
    assert (found["XS"]["tried"], found["XS"]["cleared"], found["XS"]["associated"]) == (2, 1, True)
    assert (found["76"]["tried"], found["76"]["cleared"], found["76"]["associated"]) == (2, 0, False)
    assert (found["any NCCI-associated"]["tried"], found["any NCCI-associated"]["cleared"]) == (2, 1)
    by_indicator = {row["indicator"]: row["hits"] for row in rows(folder, "indicator")}
    assert by_indicator == {"0": 1, "1": 2}
    assert [row["edition"] for row in rows(folder, "editions", name="ncci_ptp")] == ["teaching slice"]
    (summary,) = rows(folder, "summary", edit="ncci/column-two-code")
    assert (summary["hits"], summary["claims"]) == (3, 3)


def test_an_edit_that_changed_since_is_not_asked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    extract = an_extract(tmp_path / "extract", CLAIMS)
    one = edit("ncci/column-two-code")
    run = open_run(backtest(extract, [one], tmp_path / "run"))
    changed = replace(one, version="2")
    monkeypatch.setattr("codinglab.backtest.measures.asked_again.edit", lambda _edit_id: changed)
    folder = measure(run)
    assert rows(folder, "modifiers") == []
    (rail,) = rows(folder, "guard_rails", rail="modifiers not tried")
    assert "another now than when it ran" in rail["words"]


def test_two_versions_of_an_own_edit_are_compared(tmp_path: Path) -> None:
    def visits(claims: Any, reference: Any) -> Any:
        """A visit."""
        return claims.lines.filter(lambda row: row.code.startswith("99"))

    def visits_and_scopes(claims: Any, reference: Any) -> Any:
        """A visit or an endoscopy."""
        return claims.lines.filter(lambda row: row.code.isin(["99213", "45385"]))

    said: dict[str, Any] = {
        "title": "Visit",
        "severity": "WARN",
        "applies_to": ["professional"],
        "judges": "line",
        "message": "{code}",
        "examples": [
            fires(professional(dx("I10"), line("99213")), because="a visit"),
            passes(professional(dx("I10"), line("80053")), because="none"),
        ],
    }
    extract = an_extract(tmp_path / "extract", CLAIMS)
    runs = []
    try:
        for number, function in enumerate((visits, visits_and_scopes), start=1):
            function.__name__ = "visits"
            one = own.edit(**said)(function)
            runs.append(open_run(backtest(extract, [one], tmp_path / f"run-{number}")))
    finally:
        own.forget("own/visits")
    found = compare(runs[0], "own/visits", runs[1], "own/visits")
    assert not found.same_logic
    counts = {row["change"]: row["hits"] for row in found.tables["version_changes"].to_pylist()}
    assert counts == {"newly hit": 3, "released": 0, "kept": 1}
