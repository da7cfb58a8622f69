"""The class desk without a browser: a class set up, released, graded, and an objection ruled on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from codinglab.classroom.demonstration import demonstration_cases, make_class
from codinglab.lab.class_desk.desk import ClassDesk, open_class
from codinglab.model import InvalidInputError

WORDS = "correct horse battery staple"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CODINGLAB_CASES", str(tmp_path / "own-cases"))
    made = tmp_path / "class"
    make_class(made, demonstration_cases(2), 6)
    return made


def section(desk: ClassDesk, tab: str) -> Any:
    return desk.show(tab)._sections[tab]


def test_a_missing_folder_is_made_by_a_button_only(tmp_path: Path) -> None:
    desk = open_class(str(tmp_path / "new"))
    assert "There is no folder" in desk.static_html()
    assert not (tmp_path / "new").exists()
    with pytest.raises(InvalidInputError, match="There is no tab"):
        desk.show("Release")
    desk._panel.children[0].click()
    assert (tmp_path / "new").is_dir()
    assert 'role="tab"' in desk.static_html()
    assert "There is no roster yet" in desk.static_html()


def test_a_roster_with_a_fault_is_not_written(folder: Path) -> None:
    part = section(open_class(folder), "Class")
    before = (folder / "roster.csv").read_bytes()
    part._csv.value = "learner,name\nada,Ada\nada,Ada again"
    part._status.attempt(part._replace)
    assert "line 3" in part._status.widget.value
    assert "Nothing was written" in part._status.widget.value
    assert (folder / "roster.csv").read_bytes() == before
    part._csv.value = "learner,name\nada,<b>Ada</b>"
    part._status.attempt(part._replace)
    assert "&lt;b&gt;Ada" in part._shown.value
    part._due.value = "2026-12-01T10:00:00"
    part._status.attempt(part._save)
    assert "time zone" in part._status.widget.value


def test_a_set_is_released_and_the_passphrase_is_kept_nowhere(folder: Path) -> None:
    desk = open_class(folder)
    part = section(desk, "Release")
    name = demonstration_cases(1)[0]
    part._boxes[name].value = True
    part._id.value, part._keys.index = "fall", 1
    part._first.value, part._again.value = WORDS, "another"
    part._status.attempt(part._release)
    assert "same passphrase" in part._status.widget.value
    part._first.value = part._again.value = WORDS
    assert WORDS not in repr(part._first)
    part._status.attempt(part._release)
    assert "codinglab class join fall.zip" in part._status.widget.value
    assert (folder / "released" / "fall.zip").is_file()
    assert part._first.value == part._again.value == ""
    assert WORDS not in json.dumps([w.get_state(["value"]) for w in (part._first, part._again)])
    assert "Cannot be graded" not in section(desk, "Collect and grade").static_html()


def test_an_accepted_objection_changes_the_final_score_and_not_the_raw_one(folder: Path) -> None:
    desk = open_class(folder)
    collecting = section(desk, "Collect and grade")
    assert "✓ handed in" in collecting.static_html()
    collecting._status.attempt(collecting._grade)
    assert "12 grades" in collecting._status.widget.value
    assert collecting._bar.value == 1.0
    assert "canvas.csv" in collecting._files.value
    assert (folder / "grades" / "gradebook.html").is_file()
    book = section(desk, "Gradebook")
    for part in book._part.options:
        book._part.value = part
        assert book._shown.value
    objecting = section(desk, "Objections")
    chosen = objecting._objections()[objecting._which.value][0]
    objecting._status.attempt(lambda: objecting._rule(accepted=True))
    assert "your name first" in objecting._status.widget.value
    objecting._reason.value, objecting._by.value = "The note allows it.", "E. Ducator"
    objecting._status.attempt(lambda: objecting._rule(accepted=True))
    assert "Accepted" in objecting._status.widget.value
    assert desk.answer.book is not None
    after = next(
        one
        for one in desk.answer.book.grades
        if (one.answers.learner, one.case.id) == (chosen.answers.learner, chosen.case.id)
    )
    assert after.raw == chosen.raw
    assert after.card.correct > chosen.card.correct
    assert "accepted:" in objecting._which.options[-1][0]


def test_the_same_class_is_made_each_time(folder: Path, tmp_path: Path) -> None:
    make_class(tmp_path / "again", demonstration_cases(2), 6)
    files = sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    assert len(files) == 14
    assert all((tmp_path / "again" / one).read_bytes() == (folder / one).read_bytes() for one in files)
    with pytest.raises(InvalidInputError, match="not empty"):
        make_class(folder, demonstration_cases(1), 1)
