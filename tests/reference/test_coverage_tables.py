"""Local coverage from installed exports, as edits read it: contractors, parts, versions and days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from codinglab.model import Status
from codinglab.reference.install.catalogue import Source
from codinglab.reference.install.install import install
from codinglab.reference.install.reading import Reading
from codinglab.reference.rule_tables import RuleTable, rule_table
from codinglab.reference.store import Store, open_store
from codinglab.validate.catalogue import edits
from codinglab.validate.engines.many_claims import ManyClaimsEngine
from codinglab.validate.examples import dx, line, outpatient, professional
from codinglab.validate.run import run

DAY = date(2026, 1, 1)
Installed = Callable[..., None]


def _table(names: str, *rows: tuple[Any, ...]) -> pa.Table:
    kinds = {"version": pa.int32(), "group": pa.int32()}
    columns = zip(names.split(), zip(*rows, strict=True), strict=True)
    return pa.table({name: pa.array(column, kinds.get(name)) for name, column in columns})


EXPORT = {
    "coverage_policy": _table(
        "kind id version title since through status",
        ("article", "A1", 1, "Heart", date(2025, 1, 1), None, "A"),
        ("article", "A1", 2, "Heart", date(2026, 3, 1), None, "A"),
        ("article", "A2", 1, "Nails", date(2025, 1, 1), date(2026, 5, 31), "R"),
        ("article", "A3", 1, "Never", None, None, "A"),
    ),
    "coverage_contractor": _table(
        "kind id version contractor number state part",
        *(
            ("article", "A1", version, "One", "11111", state, "B")
            for version in (1, 2)
            for state in ("NY", "CT")
        ),
        ("article", "A1", 2, "One", "22222", "NY", "A"),
        ("article", "A2", 1, "Two, Inc.", "", "NJ", "B"),
        ("article", "A3", 1, "One", "11111", "NY", "B"),
    ),
    "coverage_hcpcs": _table(
        "id version code group",
        ("A1", 1, "93306", 1),
        ("A1", 2, "93306", 1),
        ("A2", 1, "G0127", 2),
        ("A3", 1, "G0127", 1),
    ),
    "coverage_diagnosis_list": _table(
        "id version code group covered asterisk",
        ("A1", 2, "I509", 1, True, False),
        ("A1", 2, "R69", 1, False, False),
    ),
}


@pytest.fixture(scope="module")
def store() -> Store:
    """What comes inside packages: found before the home of a test takes its place."""
    return open_store()


@pytest.fixture
def installed(
    store: Store, own_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[str], RuleTable]:
    """Install an export, and give a rule table by its name."""
    reading = Reading("as of 2026-01-01", DAY, None, EXPORT)
    monkeypatch.setattr(Source, "load_reader", lambda _source: lambda _request: reading)
    file = tmp_path / "current_article.zip"
    file.write_text("an export", encoding="utf-8")
    install("coverage-articles", file, accept_licence=True)

    def table(name: str) -> RuleTable:
        found = rule_table(name, store)
        assert found is not None
        return found

    return table


def test_articles_by_contractor_part_and_version(installed: Callable[[str], RuleTable]) -> None:
    found = installed("coverage_article")
    rows = [tuple(row.values()) for row in found.rows.to_pylist()]
    last = date(2026, 2, 28)
    assert rows == [
        ("professional", "A1", 1, "11111", "93306", 1, DAY, last),
        ("professional", "A1", 2, "11111", "93306", 1, date(2026, 3, 1), None),
        ("professional", "A2", 1, "Two, Inc., NJ", "G0127", 2, DAY, date(2026, 5, 31)),
        ("outpatient", "A1", 2, "22222", "93306", 1, date(2026, 3, 1), None),
    ]
    assert {kind: [one.complete for one in found.editions[kind]] for kind in found.editions} == {
        "professional": [True],
        "outpatient": [True],
    }


def test_diagnoses_and_paragraphs_take_the_place_of_the_slice(installed: Callable[[str], RuleTable]) -> None:
    rows = [tuple(row.values()) for row in installed("coverage_diagnosis").rows.to_pylist()]
    assert rows == [("A1", 2, "I509", 1, True, DAY, None), ("A1", 2, "R69", 1, False, DAY, None)]
    assert installed("coverage_paragraph").rows.num_rows == 0


def test_an_installed_article_without_a_reviewed_map_is_not_judged(
    installed: Callable[[str], RuleTable],
) -> None:
    edit = next(one for one in edits() if one.id == "coverage/diagnosis-not-covered")
    engine = ManyClaimsEngine([edit], {name: installed(name) for name in edit.reads})
    for claim in (
        professional(dx("I50.9"), line("93306", to=(1,)), contractor="11111"),
        outpatient(dx("I10"), line("93306"), contractor="22222"),
    ):
        report = run(engine, [claim])["example"]
        assert report.status is Status.NOT_EVALUATED
        assert "no person has reviewed which diagnosis groups go with it" in report.not_evaluated[0].reason
    elsewhere = professional(dx("I50.9"), line("93306", to=(1,)), contractor="22222")
    reason = run(engine, [elsewhere])["example"].not_evaluated[0].reason
    assert reason == "no local policy of contractor 22222 is installed for 93306"
