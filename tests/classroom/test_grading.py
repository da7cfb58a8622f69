"""A class graded: the same bytes, nothing lost in silence, nothing run, nothing unescaped."""

from __future__ import annotations

import csv
import json
import os
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codinglab.classroom.collect import collect
from codinglab.classroom.roster import read_roster
from codinglab.classroom.rulings_file import add_ruling, read_rulings
from codinglab.csv_files import csv_text, safe
from codinglab.lab.grading import grade_folder, grades_folder, write_grades
from codinglab.lab.hand_in import hand_in
from codinglab.model import Hcpcs, Icd10cm, InvalidInputError, Query, QueryType, Rebuttal
from codinglab.parse import dump_json
from codinglab.score import Ruling

BAD = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1",
    "＋1",
    "－1",
    "＠1",
    " =1",
    "\u200b=1",
    "\u3000=1",
    "\ufeff=1",
)


def graded(folder: Path, out: Path | None = None) -> dict[str, bytes]:
    files = write_grades(grade_folder(folder), out or grades_folder(folder))
    return {file.name: file.read_bytes() for file in files}


def rows(data: bytes) -> Iterator[dict[str, str]]:
    return csv.DictReader(data.decode("utf-8-sig").splitlines())


@pytest.fixture
def folder(room: Any, tmp_path: Path) -> Path:
    made = tmp_path / "class"
    for learner, missing in (("ann", 0), ("ben", 1), ("cy", 2)):
        room.put(made, room.work(learner, missing))
    room.put(made, room.work("ann", 1, room.other))
    return made


def test_the_same_answers_give_the_same_bytes(room: Any, folder: Path, tmp_path: Path) -> None:
    first = graded(folder)
    assert graded(folder) == first
    assert graded(folder, tmp_path / "out") == first
    for path in folder.rglob("*.json"):
        os.utime(path, (1e9, 1e9))
    assert graded(folder) == first
    moved = tmp_path / "moved"
    moved.mkdir()
    files = sorted((path for path in folder.rglob("*.json")), reverse=True)
    with zipfile.ZipFile(moved / "a.zip", "w") as archive:
        archive.write(files[0], "anywhere/x.json")
        archive.write(files[1], "y.JSON")
        archive.writestr("__MACOSX/._y.json", b"\0")
    for number, path in enumerate(files[2:]):
        (moved / f"{number}.json").write_bytes(path.read_bytes())
    assert graded(moved) == first
    assert first["not_graded.csv"] == b"\xef\xbb\xbfnothing\r\n"


def test_grades_in_any_folder_of_the_class_are_not_collected(folder: Path) -> None:
    first = graded(folder, folder / "results")
    assert graded(folder, folder / "results") == first


def test_a_learner_called_grades_is_graded(room: Any, folder: Path) -> None:
    room.put(folder, room.work("grades"))
    book = grade_folder(folder)
    assert "grades" in {grade.answers.learner for grade in book.grades}
    with pytest.raises(InvalidInputError, match="holds other things than grades"):
        write_grades(book, grades_folder(folder))


def test_whatever_is_not_graded_is_told(room: Any, folder: Path) -> None:
    (folder / "broken.json").write_bytes(b"{")
    (folder / "bytes.json").write_bytes(b"\xff\xfe\0")
    (folder / "deep.json").write_bytes(b"[" * 100_000)
    (folder / "huge.json").write_bytes(b" " * 5_000_001)
    (folder / "essay.docx").write_bytes(b"PK")
    (folder / "zip.zip").write_bytes(b"PK no zip")
    room.put(folder, replace(room.work("dan"), case="no-such-case"))
    text = dump_json(room.work("eve")).replace('"learner"', '"Learner"')
    (folder / "wrong-word.json").write_text(text, encoding="utf-8")
    (folder / "surrogate.json").write_text(dump_json(room.work("fay")).replace('"fay"', r'"\ud800"'))
    first, later = replace(room.work("ben", 2), revision=1), replace(room.work("BEN"), revision=9)
    room.put(folder, first, "copy.json")
    room.put(folder, later, "later.json")
    line = room.work("gus").lines[0]
    room.put(folder, replace(room.work("gus"), lines=(replace(line, units=10**30),)))
    naive = replace(room.work("hal").attempts[0], submitted_at=room.when.replace(tzinfo=None))
    room.put(folder, replace(room.work("hal"), attempts=(naive,)))
    with zipfile.ZipFile(folder / "in.zip", "w") as archive:
        archive.writestr("notes.txt", b"hello")
        archive.writestr("huge.json", b" " * 5_000_001)
    files = graded(folder)
    told = {row["file"]: row["why"] for row in rows(files["not_graded.csv"])}
    assert set(told) == {
        "broken.json", "bytes.json", "deep.json", "huge.json", "essay.docx", "zip.zip", "no-such-case",
        "wrong-word.json", "surrogate.json", "copy.json", f"ben/{room.office.id}.json",
        f"gus/{room.office.id}.json", f"hal/{room.office.id}.json", "in.zip: notes.txt", "in.zip: huge.json",
    }  # fmt: skip
    assert "later.json is graded" in told["copy.json"]
    assert "later.json is graded" in told[f"ben/{room.office.id}.json"]
    assert "key is not here" in told["no-such-case"]
    by_name = {row["learner"]: row for row in rows(files["gradebook.csv"]) if row["case"] == room.office.id}
    assert by_name["BEN"]["code_over_code"] == "1.0"
    assert set(by_name) == {"ann", "BEN", "cy"}


def test_a_learner_is_one_person_whatever_the_capitals(room: Any, tmp_path: Path) -> None:
    room.put(tmp_path / "class", room.work("Ann"), "1.json")
    room.put(tmp_path / "class", room.work("ann", case=room.other), "2.json")
    files = graded(tmp_path / "class")
    for name in ("learners.csv", "moodle.csv"):
        assert len(list(rows(files[name]))) == 1
    assert len({row["learner"] for row in rows(files["mastery.csv"])}) == 2


@pytest.mark.parametrize("bad", BAD)
def test_no_cell_is_a_formula(bad: str) -> None:
    assert str(safe(bad)).startswith("'")
    assert safe(-1) == -1
    (row,) = (
        csv.reader(csv_text([bad], []).removeprefix("\ufeff").splitlines(keepends=True))
        if "\r" not in bad
        else [[safe(bad)]]
    )
    assert str(row[0]).startswith("'")


@given(st.text(max_size=20))
def test_what_a_cell_says_is_kept(text: str) -> None:
    assert str(safe(text)).removeprefix("'") in {
        text.replace("\0", ""),
        text.replace("\0", "").removeprefix("'"),
    }


def test_hostile_names_codes_and_words_stay_words(room: Any, tmp_path: Path) -> None:
    folder = tmp_path / "class"
    evil = '<script>alert("x")</script>'
    for number, bad in enumerate((*BAD, evil)):
        work = room.work(bad)
        query = Query(bad, "e", QueryType.OPEN, bad, bad, options=(bad,))
        codes = (*work.diagnoses, replace(work.diagnoses[0], code=Icd10cm(bad)))
        lines = (*work.lines, replace(work.lines[0], code=Hcpcs(bad)))
        work = replace(work, comment=bad, queries=(query,), diagnoses=codes, lines=lines)
        room.put(folder, replace(work, rebuttals=(Rebuttal(bad, bad),)), f"{number}.json")
    (folder / "class.toml").write_text(f"title = '{evil}'\n", encoding="utf-8")
    roster = f'learner,name,email,id,cohort\n"{evil.replace(chr(34), chr(34) * 2)}","=2+2",=2,@3,<b>x</b>\n'
    (folder / "roster.csv").write_text(roster, encoding="utf-8")
    files = graded(folder)
    for name, data in files.items():
        if name.endswith(".csv"):
            for row in csv.reader(data.decode("utf-8-sig").splitlines(keepends=True)):
                for cell in row:
                    number = re.fullmatch(r"-?\d+(\.\d+)?(e-?\d+)?", cell)
                    assert number or not cell.lstrip(" \u200b\u3000\ufeff").startswith(
                        tuple("=+-@\t\r＝＋－＠")
                    ), (name, cell)
    html = files["gradebook.html"].decode()
    assert "<script" not in html
    assert "<b>x" not in html
    assert "&lt;script&gt;" in html
    seen: list[str] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: seen.extend([tag, *(name for name, _ in attrs)])  # type: ignore[method-assign]
    parser.feed(html)
    assert not {"script", "iframe", "img", "onclick", "onerror", "src"} & set(seen)


def test_late_and_extra_time(room: Any, folder: Path) -> None:
    due = room.when - timedelta(minutes=1)
    (folder / "class.toml").write_text(f"title = 'Fall'\ndue = {due.isoformat()}\n", encoding="utf-8")
    (folder / "roster.csv").write_text("learner,cohort,extra_time\nben,blue,1.5\nCY,red,\n", encoding="utf-8")
    slow = room.office.minutes * 60 + 1
    for learner in ("ben", "cy"):
        room.put(folder, room.work(learner, seconds=slow))
    found = {row["learner"]: row for row in rows(graded(folder)["gradebook.csv"])}
    assert {row["late"] for row in found.values()} == {"late"}
    assert (found["ben"]["time"], found["cy"]["time"]) == ("", "over the time")
    assert (found["ben"]["cohort"], found["cy"]["cohort"], found["ann"]["cohort"]) == ("blue", "red", "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name\nx\n", "expected learner and any of"),
        ("learner,learner\na,b\n", "expected learner"),
        ("learner,colour\na,red\n", "expected learner"),
        ("learner,name\na,Ann\n,Ben\n", "line 3: no learner"),
        ("learner,name\n\n\na,Ann\n,Ben\n", "line 5: no learner"),
        ("learner,name\na,Smith, Ann\n", "line 2: more cells than columns"),
        ("learner,extra_time\na,1\nb,fast\n", "line 3: extra_time"),
        ("learner,extra_time\na,nan\n", "line 2: extra_time"),
        ("learner,extra_time\na,0.5\n", "line 2: extra_time"),
        ("learner\nann\nben\nANN\n", "line 4: 'ANN' stands there twice"),
        ("", "expected learner"),
    ],
)  # fmt: skip
def test_a_fault_of_the_roster_is_named_by_its_line(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "roster.csv").write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInputError, match=said):
        read_roster(tmp_path)


@pytest.mark.parametrize("text", ["due = 2026-12-01T23:59:00\n", "title = 3\n", "titel = 'x'\n", "title"])
def test_a_fault_of_the_class_file_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "class.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InvalidInputError, match=r"class\.toml"):
        read_roster(tmp_path)


def test_a_ruling_changes_the_final_score_and_the_raw_stays(room: Any, folder: Path) -> None:
    before = {row["learner"]: row for row in rows(graded(folder)["gradebook.csv"])}
    (fault,) = [
        line
        for grade in grade_folder(folder).grades
        for line in grade.card.lines
        if grade.answers.learner == "ben" and line.counts and not line.right
    ]
    add_ruling(folder, Ruling("BEN", room.office.id, fault.item, True, "Right.", "E"))
    assert len(read_rulings(folder)) == 1
    after = {row["learner"]: row for row in rows(graded(folder)["gradebook.csv"])}
    assert after["ben"]["code_over_code"] == "1.0"
    assert after["ben"]["raw_code_over_code"] == before["ben"]["code_over_code"] != "1.0"
    assert after["cy"]["code_over_code"] == before["cy"]["code_over_code"]
    assert not grade_folder(folder).troubles
    add_ruling(folder, Ruling("ben", room.office.id, "no such line", True, "Right.", "E"))
    (trouble,) = grade_folder(folder).troubles
    assert "no such line" in trouble.why


def test_a_hand_in_holds_the_work_of_every_window(room: Any, tmp_path: Path) -> None:
    from codinglab.reference.paths import work_dir

    room.put(work_dir(), replace(room.work("ann"), submitted=False, revision=2))
    room.put(work_dir(), replace(room.work("ann"), revision=5), f"ann/{room.office.id}.conflict-1.json")
    (work_dir() / "ann" / "drills.json").write_text("{}", encoding="utf-8")
    (work_dir() / "ann" / ".x.tmp").write_text("{", encoding="utf-8")
    path, cases = hand_in("ann", tmp_path / "class" / "hand-in.zip")
    assert cases == (room.office.id,)
    collected = collect(path.parent)
    assert [answers.revision for answers in collected.answers] == [5]
    assert len(collected.troubles) == 1
    with pytest.raises(InvalidInputError, match="no work of 'ben'"):
        hand_in("ben")


def test_the_same_hand_in_is_the_same_file(room: Any, tmp_path: Path) -> None:
    from codinglab.reference.paths import work_dir

    room.put(work_dir(), room.work("ann"))
    first = hand_in("ann", tmp_path / "1.zip")[0].read_bytes()
    os.utime(work_dir() / "ann" / f"{room.office.id}.json", (1, 1))
    assert hand_in("ann", tmp_path / "2.zip")[0].read_bytes() == first
    assert (
        json.loads(zipfile.ZipFile(tmp_path / "1.zip").read(f"ann/{room.office.id}.json"))["learner"] == "ann"
    )


def test_learners_of_the_roster_who_handed_in_nothing_are_told(tmp_path: Path) -> None:
    (tmp_path / "roster.csv").write_text("learner,name\nann,Ann A\nbob,Bob B\n", encoding="utf-8")
    book = grade_folder(tmp_path)
    assert [(one.file, one.why) for one in book.troubles] == [
        ("ann", "Nothing was handed in."),
        ("bob", "Nothing was handed in."),
    ]
