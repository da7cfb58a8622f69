"""The case library: rows with the state of the work, filters, opening and coming back, sealed keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from codinglab.classroom.sets import release
from codinglab.lab.case_library import rows as rows_module
from codinglab.lab.case_library.panel import CaseLibrary, open_library
from codinglab.lab.case_library.rows import State, shelf
from codinglab.model import InvalidInputError

OFFICE, STAY, CDI = (
    "office-diabetes-knee-injection",
    "inpatient-sepsis-kidney-injury",
    "cdi-heart-failure-three-days",
)


def states(learner: str) -> dict[str, tuple[State, str]]:
    return {row.case.id: (row.state, row.beside) for row in shelf(learner).rows}


def test_a_row_tells_the_state_of_the_work(worked: Callable[..., Any]) -> None:
    worked(OFFICE)
    worked(STAY, submitted=False)
    told = states("ana")
    state, beside = told[OFFICE]
    assert state is State.HANDED_IN
    assert beside.startswith("100% of codes (")
    assert told[STAY] == (State.BEGUN, "")
    assert told[CDI] == (State.NEW, "")
    assert states("ben")[OFFICE] == (State.NEW, "")


def test_the_key_of_a_sealed_case_is_never_read(
    worked: Callable[..., Any], seal: Callable[[str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    worked(OFFICE)
    seal(OFFICE)

    def opened(case_id: str) -> None:
        pytest.fail(f"the key of {case_id} was asked for")

    monkeypatch.setattr(rows_module, "load_key", opened)
    row = next(row for row in shelf("ana").rows if row.case.id == OFFICE)
    assert (row.state, row.beside, row.set_title) == (State.WITH_EDUCATOR, "", "Week <1>")
    shown = open_library("ana").static_html()
    assert "handed in; with your educator" in shown
    assert "set: Week &lt;1&gt;" in shown
    assert "% of codes" not in shown


def test_what_cannot_be_read_is_said_and_the_rest_is_shown(lab: Path, worked: Callable[..., Any]) -> None:
    worked(OFFICE)
    (lab / "work" / "ana" / f"{STAY}.json").write_text("{", encoding="utf-8")
    (lab / "work" / "ana" / f"{STAY}.conflict-1.json").write_text("{", encoding="utf-8")
    (lab / "work" / "ana" / "drills.json").write_text("{}", encoding="utf-8")
    (lab / "cases" / "mine").mkdir(parents=True)
    (lab / "cases" / "mine" / "case.toml").write_text("title = <b>", encoding="utf-8")
    found = shelf("ana")
    assert {row.case.id for row in found.rows} >= {OFFICE, STAY, CDI}
    assert len(found.troubles) == 2
    assert "is not readable TOML" in open_library("ana").static_html()


def test_filters_and_words_are_told_in_the_count() -> None:
    library = CaseLibrary("ana")
    of = len(library.answer)
    library.filters.role.value = "cdi"
    assert {row.case.role.value for row in library.answer} == {"cdi"}
    library.filters.role.value = ""
    library.filters.words.value = "knee INJECTION"
    assert [row.case.id for row in library.answer] == [OFFICE]
    assert f"1 of {of} cases" in library.static_html()
    library.filters.words.value = "i.c.9.a.3"
    assert CDI in {row.case.id for row in library.answer}
    library.filters.words.value = "no case has such words"
    assert library.answer == ()
    assert "Choose “any” in a list" in library.static_html()
    library.filters.words.value = ""
    library.filters.state.value = "begun"
    assert library.answer == ()


def test_one_row_is_reached_by_tab_and_the_others_by_arrows() -> None:
    page = CaseLibrary("ana")._page.html
    assert page.count('tabindex="0"') == 1
    assert page.count("<tr>") == page.count("data-say=") + 1
    assert 'role="grid"' in page


def test_a_case_opens_in_place_and_its_work_shows_after_coming_back() -> None:
    library = open_library("ana")
    said: list[str] = []
    library.opened._said.observe(lambda change: said.append(change["new"]), names="value")
    library._heard(f"open {OFFICE}", "")
    assert "Opening: “" in said[0]
    assert 'role="status"' in said[0]
    assert library._front.layout.display == "none"
    bench = library.opened.workbench
    assert bench is not None
    bench.worksheet.add_diagnosis("E11.22")
    library.opened._back.click()
    assert library._front.layout.display == ""
    assert library.opened.workbench is None
    assert states("ana")[OFFICE][0] is State.BEGUN
    assert "◐ begun" in library.static_html()
    library._heard("open nowhere", "")
    assert library.opened.case is None


def test_typed_queries_are_saved_when_the_learner_goes_back() -> None:
    library = open_library("ana")
    library.open(OFFICE)
    bench = library.opened.workbench
    assert bench is not None
    told: list[str] = []
    bench.worksheet.observe(lambda topic: told.append(topic.value))
    library.opened.close()
    assert "settle" in told


def test_a_stay_has_two_desks_and_its_work_is_the_same_at_both() -> None:
    library = open_library("ana")
    library.open(OFFICE)
    assert library.opened._desk.layout.display == "none"
    library.opened.close()
    library.open(CDI)
    assert library.opened._desk.layout.display == ""
    assert "at the CDI desk is open." in library.opened._said.value
    bench = library.opened.workbench
    assert bench is not None
    assert bench.days is not None
    bench.worksheet.add_diagnosis("I50.23")
    library.opened._bench.click()
    coder = library.opened.workbench
    assert coder is not None
    assert coder.days is None
    assert [item.code for item in coder.worksheet.answers.diagnoses] == ["I5023"]


def test_the_name_is_checked_and_remembered(lab: Path) -> None:
    library = open_library()
    assert library.learner == "me"
    library._name.value = "../ana"
    assert library.learner == "me"
    assert "cannot be used as a learner name" in library._said.value
    library._name.value = "ana"
    assert (library.learner, library._said.value) == ("ana", "")
    assert open_library().learner == "ana"
    assert open_library("ben").learner == "ben"
    (lab / "work" / "learner.txt").write_text("../x", encoding="utf-8")
    assert open_library().learner == "me"
    with pytest.raises(InvalidInputError):
        open_library("a/b")


def test_progress_and_drills_open_in_the_place_of_the_list() -> None:
    library = open_library("ana")
    library.open_progress()
    assert "The progress is open." in library.opened._said.value
    assert library._front.layout.display == "none"
    library.opened.close()
    library.open_drills()
    assert "The drill desk is open." in library.opened._said.value
    library.opened.close()
    assert library._front.layout.display == ""
    assert library.opened._place.children == ()


def test_a_set_is_joined_and_work_is_handed_in_without_commands(
    lab: Path, worked: Callable[..., Any], tmp_path: Path
) -> None:
    release("week-1", "Week 1", [CDI], tmp_path / "set.zip")
    library = open_library("ana")
    library.room.join("set.zip", (tmp_path / "set.zip").read_bytes())
    assert "Week 1: 1 case is in your library now." in library.room._said.value
    assert next(row for row in library.answer if row.case.id == CDI).set_title == "Week 1"
    library.room.join("other.zip", b"no zip")
    assert "other.zip cannot be read as a zip file" in library.room._said.value
    library.room.hand_in()
    assert "There is no work of" in library.room._said.value
    worked(OFFICE)
    library.room.hand_in()
    assert "Give this file to your educator" in library.room._said.value
    assert (lab / "work" / "hand-in-ana.zip").is_file()
