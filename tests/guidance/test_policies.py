"""Coverage policies by version, export and catalogue, and for whom they are told."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from codinglab.guidance import Answer, ask
from codinglab.guidance.reading import all_editions
from codinglab.reference.install.install import install
from tests.guidance.build import Bind, Shelf, row
from tests.reference.conftest import Zipped
from tests.reference.test_coverage_passages import ARTICLE, LCD, export, grid

SOUTH: Bind = ("Invented Southern Services, LLC", "01112", "CA")
NORTH: Bind = ("National Government Inventions, Inc.", "", "NY")
WINTER, SUMMER = date(2026, 1, 15), date(2026, 7, 1)


def spans(shelf: Shelf) -> dict[tuple[str, str, str], str]:
    return {
        (held.document, held.name, held.source): str(held.period)
        for held in all_editions(shelf.index()).values()
    }


def policy(document: str, version: int, **more: Any) -> Any:
    return row(
        "Article Text", f"Nail care, as {document} in version {version}.", document, version=version, **more
    )


def texts(answer: Answer) -> set[str]:
    return {found.passage.text for found in answer.found}


def test_a_version_ends_where_a_higher_begins_and_each_is_there_once(shelf: Shelf) -> None:
    rows = [policy("L1", 1, since=date(2025, 1, 1)), policy("L1", 2, since=date(2026, 3, 1))]
    shelf.put_policies("coverage-lcds", WINTER, rows)
    shelf.put_policies("coverage-lcds", SUMMER, rows)
    assert spans(shelf) == {
        ("L1", "version 1", "coverage-lcds"): "2025-01-01 to 2026-02-28",
        ("L1", "version 2", "coverage-lcds"): "2026-03-01 to open",
    }


def test_a_policy_that_a_later_export_has_no_more_ends_before_it(shelf: Shelf) -> None:
    kept, gone = policy("L1", 1, since=date(2025, 1, 1)), policy("L2", 1, since=date(2025, 1, 1))
    shelf.put_policies("coverage-lcds", WINTER, [kept, gone])
    shelf.put_policies("coverage-lcds", SUMMER, [kept])
    shelf.put_policies("coverage-articles", date(2026, 8, 1), [policy("A1", 1, since=date(2025, 1, 1))])
    assert spans(shelf) == {
        ("L1", "version 1", "coverage-lcds"): "2025-01-01 to open",
        ("L2", "version 1", "coverage-lcds"): "2025-01-01 to 2026-06-30",
        ("A1", "version 1", "coverage-articles"): "2025-01-01 to open",
    }


def test_a_version_without_a_first_day_holds_from_the_first_export_that_has_it(shelf: Shelf) -> None:
    shelf.put_policies("coverage-ncds", WINTER, [policy("310.9", 1)])
    shelf.put_policies("coverage-ncds", SUMMER, [policy("310.9", 1)])
    assert spans(shelf) == {("310.9", "version 1", "coverage-ncds"): f"{WINTER} to open"}


def test_the_catalogue_fills_in_what_no_export_has(shelf: Shelf) -> None:
    shelf.put_policies("coverage-lcds", WINTER, [policy("L1", 1, since=date(2025, 1, 1))])
    catalogue = [
        policy("L1", 1, since=date(2024, 1, 1)),
        policy("L1", 2, since=SUMMER),
        policy("L3", 4, since=date(2025, 6, 1), through=date(2026, 9, 30)),
    ]
    shelf.put_policies("coverage-catalogue", SUMMER, catalogue)
    assert spans(shelf) == {
        ("L1", "version 1", "coverage-lcds"): "2025-01-01 to 2026-06-30",
        ("L1", "version 2", "coverage-catalogue"): f"{SUMMER} to open",
        ("L3", "version 4", "coverage-catalogue"): "2025-06-01 to 2026-09-30",
    }


def test_a_newer_catalogue_keeps_what_an_export_dropped_before(shelf: Shelf) -> None:
    shelf.put_policies("coverage-lcds", WINTER, [policy("L1", 1, since=date(2025, 1, 1))])
    shelf.put_policies("coverage-lcds", date(2026, 3, 1), [policy("L9", 1, since=date(2025, 1, 1))])
    shelf.put_policies("coverage-catalogue", SUMMER, [policy("L1", 2, since=date(2026, 5, 1))])
    found = spans(shelf)
    assert found["L1", "version 1", "coverage-lcds"] == "2025-01-01 to 2026-02-28"
    assert found["L1", "version 2", "coverage-catalogue"] == "2026-05-01 to open"


@pytest.mark.parametrize(
    ("who", "found", "left_out"),
    [
        ("", {"310.9"}, 3),
        ("any", {"310.9", "L1", "A1", "A2"}, 0),
        ("01112", {"310.9", "L1"}, 2),
        ("Invented Southern Services, LLC", {"310.9", "L1"}, 2),
        ("invented southern", {"310.9", "L1"}, 2),
        ("NGI", {"310.9", "A1"}, 2),
        ("ngi, NY", {"310.9", "A1"}, 2),
        ("ngi, TX", {"310.9"}, 3),
        ("Unheard-of Services", {"310.9"}, 3),
        ("' OR 1=1 --", {"310.9"}, 3),
        ("  ", {"310.9"}, 3),
    ],
)
def test_a_local_policy_is_told_to_whom_it_binds(
    shelf: Shelf, who: str, found: set[str], left_out: int
) -> None:
    """A2 is local, though its export names nobody: it binds nobody who asks."""
    since = date(2025, 1, 1)
    shelf.put_policies("coverage-lcds", WINTER, [policy("L1", 2, since=since)], [("L1", 2, SOUTH)])
    articles = [policy("A1", 3, since=since), policy("A2", 1, since=since)]
    shelf.put_policies("coverage-articles", WINTER, articles, [("A1", 3, NORTH)])
    shelf.put_policies("coverage-ncds", WINTER, [policy("310.9", 1)])
    shelf.index()
    answer = ask("nail care", SUMMER, who)
    assert {one.passage.edition.document for one in answer.found} == found
    assert answer.left_out == left_out
    assert answer.elsewhere == ()


def test_what_binds_others_is_told_only_where_nothing_is_found_and_apart(shelf: Shelf) -> None:
    lcd = policy("L1", 2, since=date(2025, 1, 1))
    shelf.put_policies("coverage-lcds", WINTER, [lcd], [("L1", 2, SOUTH)])
    shelf.index()
    answer = ask("nail care", SUMMER, "NGI")
    assert answer.found == ()
    (told,) = answer.elsewhere
    assert told.passage.edition.binds == ("Invented Southern Services, LLC, CA (01112)",)
    assert ask("nail care", SUMMER, "01112").elsewhere == ()


@pytest.mark.usefixtures("own_home")
def test_exports_and_a_catalogue_installed(
    shelf: Shelf, zipped: Zipped, publish: Any, tmp_path: Path
) -> None:
    install(
        "coverage-articles",
        zipped("current_article.zip", export("article", ARTICLE)),
        accept_licence=True,
    )
    install("coverage-lcds", zipped("all_lcd.zip", export("lcd", LCD, "all")), accept_licence=True)
    head = (
        "contractor_name_type,document_display_id,document_type,document_version,effective_date,note,"
        "retirement_date,title"
    )
    other = '"Other Services\n(MAC - Part A)",L39777,LCD,2,02/01/2026,,N/A,Invented Assay of Nails'
    publish("catalogue-2026-09.csv", grid(head, other))
    install("coverage-catalogue", tmp_path / "catalogue-2026-09.csv", date(2026, 9, 1))
    on = date(2026, 10, 1)
    for who in ("12345", "Invented", "IS", "Invented Services, LLC"):
        answer = ask("invented assay once a year, report it with", on, who)
        found = {(one.passage.edition.document, one.passage.edition.name) for one in answer.found}
        assert found >= {("L39001", "version 2"), ("A59001", "version 3")}, who
        assert ("L39777", "version 2") not in found
    assert [one.passage.edition.document for one in ask("assay of nails", on, "OS").found] == ["L39777"]
    assert {one.passage.edition.name for one in ask("older words", date(2021, 5, 5), "any").found} == {
        "version 1"
    }
