"""The progress: what counts, what a sealed case keeps to itself, what comes next, and how it is told."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from codinglab.classroom import grade as grade_module
from codinglab.drills import Attempt, History
from codinglab.lab.command import app
from codinglab.lab.progress.gather import gather
from codinglab.lab.progress.panel import open_progress
from codinglab.lab.progress.practice import MOST, practise_next, taught
from codinglab.model import InvalidInputError
from codinglab.parse import dump_json
from codinglab.reference.cases import load_case

OFFICE, STAY, CDI = (
    "office-diabetes-knee-injection",
    "inpatient-sepsis-kidney-injury",
    "cdi-heart-failure-three-days",
)
TODAY = date(2026, 11, 26)


def drill(lab: Path, *marks: bool) -> None:
    """Save drills of one kind, missed or not, answered some days ago."""
    days = date(2026, 11, 20)
    attempts = tuple(
        Attempt(f"poa:{number}:1", "poa", "Appendix I", right, days, 20.0, date(2026, 6, 1))
        for number, right in enumerate(marks)
    )
    path = lab / "work" / "ana" / "drills.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(dump_json(History("ana", attempts)), encoding="utf-8")


def test_what_was_handed_in_is_scored_and_what_is_begun_is_not(worked: Callable[..., Any]) -> None:
    worked(OFFICE)
    worked(STAY, less=3, submitted=False)
    found = gather("ana", on=TODAY)
    assert [one.case.id for one in found.grades] == [OFFICE]
    assert found.begun == (STAY,)
    assert found.figures.codes.share == 1.0
    assert all(one.share == 1.0 for one in found.sections)
    assert gather("nobody", on=TODAY).grades == ()


def test_work_taken_up_again_counts_as_it_was_handed_in(lab: Path, worked: Callable[..., Any]) -> None:
    worked(OFFICE)
    path = lab / "work" / "ana" / f"{OFFICE}.json"
    changed = json.loads(path.read_text(encoding="utf-8")) | {
        "submitted": False,
        "diagnoses": [],
        "lines": [],
    }
    path.write_text(json.dumps(changed), encoding="utf-8")
    found = gather("ana", on=TODAY)
    assert found.figures.codes.share == 1.0
    assert found.begun == ()


def test_the_key_of_a_sealed_case_is_never_read(
    worked: Callable[..., Any], seal: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    worked(OFFICE)
    worked(STAY)
    seal(OFFICE)
    asked: list[str] = []
    read = grade_module.load_key
    monkeypatch.setattr(
        grade_module, "load_key", lambda case, folder=None: (asked.append(case), read(case, folder))[1]
    )
    found = gather("ana", on=TODAY)
    assert asked == [STAY]
    assert found.sealed == (OFFICE,)
    assert [one.case.id for one in found.grades] == [STAY]
    assert "1 case handed in, to be scored by your educator" in open_progress("ana").static_html()


def test_next_are_weak_sections_poor_cases_and_drills_that_come_back(
    lab: Path, worked: Callable[..., Any]
) -> None:
    worked(STAY, less=6)
    drill(lab, True, False, False)
    found = gather("ana", on=TODAY)
    chosen = practise_next(found)
    assert len(chosen) <= MOST
    assert chosen[0].what == "Drill"
    assert chosen[0].why == "2 exercises that you missed come back today."
    assert ("Do again", STAY) in {(one.what, one.case) for one in chosen}
    weak = {one.section for one in found.sections if one.share < 0.9}
    offered = [one.case for one in chosen if one.what == "New case"]
    assert offered
    assert all(taught(load_case(case)) & weak for case in offered)
    assert STAY not in offered


def test_a_beginner_gets_an_easy_case_and_a_master_a_new_one(worked: Callable[..., Any]) -> None:
    begin = practise_next(gather("new", on=TODAY))
    assert len(begin) == 1
    assert "A case to begin with" in begin[0].why
    worked(OFFICE)
    after = practise_next(gather("ana", on=TODAY))
    assert after[0].what == "New case"
    assert after[0].case != OFFICE


def test_the_page_is_escaped_and_tells_in_words(
    lab: Path, worked: Callable[..., Any], seal: Callable[[str], None]
) -> None:
    worked(STAY, less=6)
    worked(OFFICE)
    drill(lab, False)
    (lab / "work" / "ana" / f"{CDI}.json").write_text('{"<script>": 1}', encoding="utf-8")
    page = open_progress("ana")
    shown = page.static_html()
    assert repr(page) == "ProgressPage('ana')"
    assert page._repr_mimebundle_()["text/plain"] == repr(page)
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown
    for words in ("Practise next", "By guideline section", "Learning curve", "to practise", "minutes"):
        assert words in shown
    assert "<svg" in shown


def test_the_page_refuses_a_name_that_cannot_stand(lab: Path) -> None:
    page = open_progress()
    page._name.value = "../x"
    assert page.learner == "me"
    assert "cannot be used as a learner name" in page._said.value
    page._name.value = "ben"
    assert page.learner == "ben"
    assert (lab / "work" / "learner.txt").read_text(encoding="utf-8") == "ben"
    with pytest.raises(InvalidInputError):
        open_progress("a b")


def test_damaged_drills_are_said_and_left_as_they_are(lab: Path) -> None:
    path = lab / "work" / "ana" / "drills.json"
    path.parent.mkdir(parents=True)
    path.write_text("{", encoding="utf-8")
    assert "The drills do not count" in gather("ana", on=TODAY).troubles[0]
    assert path.read_text(encoding="utf-8") == "{"


def test_the_command_prints_and_writes_a_page(lab: Path, worked: Callable[..., Any]) -> None:
    worked(OFFICE, less=2)
    told = CliRunner().invoke(app, ["progress", "ana"], catch_exceptions=False).output
    assert "1 scored, 0 with the educator" in told
    assert "Practise next:" in told
    out = lab / "ana.html"
    CliRunner().invoke(app, ["progress", "ana", "--html", str(out)], catch_exceptions=False)
    page = out.read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>")
    assert "<script" not in page
    assert "http" not in page
