"""Undo, redo and history: over sessions, over damage, and without ever losing the work itself."""

from __future__ import annotations

import json
import zipfile
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codinglab.model import DismissalReason, Evidence, Hcpcs, HintStep, InvalidInputError, ServiceLine

CASE = "small-inpatient"
WORDS = Evidence("note", 0, 10, "ASSESSMENT")
DAY = date(2026, 6, 9)


def opened(case: str = CASE) -> Any:
    from codinglab.lab.worksheet import open_worksheet

    return open_worksheet(case)


def work(answers: Any) -> tuple[Any, ...]:
    return (answers.diagnoses, answers.procedures, answers.lines, answers.dismissed, answers.notes)


STEPS = st.one_of(
    st.tuples(st.just("add_diagnosis"), st.sampled_from(["E11.22", "I10", "N18.31"])),
    st.tuples(st.just("move_diagnosis"), st.just(2), st.just(1)),
    st.tuples(st.just("set_poa"), st.just(1), st.sampled_from(["Y", "N"])),
    st.tuples(st.just("add_procedure"), st.just("0DTJ4ZZ")),
    st.tuples(st.just("dismiss"), st.just([WORDS]), st.sampled_from(DismissalReason)),
    st.tuples(st.just("restore"), st.just([WORDS])),
    st.tuples(st.just("set_notes"), st.sampled_from(["ask about the stage", ""])),
    st.tuples(st.just("submit")),
    st.tuples(st.just("undo")),
    st.tuples(st.just("redo")),
    st.tuples(st.just("reopen")),
)


@settings(deadline=None, max_examples=60)
@given(st.lists(STEPS, max_size=14))
def test_every_change_can_be_taken_back_and_made_again_in_any_session(steps: list[tuple[Any, ...]]) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("CODINGLAB_WORK", folder)
        sheet = opened()
        states = [work(sheet.answers)]
        for verb, *arguments in steps:
            if verb == "reopen":
                sheet = opened()
                continue
            before = sheet.step
            action = getattr(sheet, verb)
            sheet.attempt(lambda action=action, arguments=arguments: action(*arguments))
            if verb in {"undo", "redo"}:
                assert work(sheet.answers) == states[sheet.step]
            elif sheet.step > before:
                del states[before + 1 :]
                states.append(work(sheet.answers))
        while sheet.can_undo:
            sheet.undo()
            assert work(sheet.answers) == states[sheet.step]
        while sheet.can_redo:
            sheet.redo()
        assert work(sheet.answers) == states[-1]
        assert opened().answers == sheet.answers


def test_the_history_says_in_words_what_was_done(lab: Path) -> None:
    sheet = opened("small-professional")
    sheet.add_diagnosis("I10")
    sheet.add_diagnosis("E11.22", WORDS)
    sheet.move_diagnosis(2, 1)
    sheet.add_line(ServiceLine(Hcpcs("99213"), DAY))
    sheet.edit_line(1, ServiceLine(Hcpcs("99213"), DAY, units=2, pointers=(1,)))
    sheet.link_evidence("I10", WORDS)
    sheet.dismiss([WORDS], DismissalReason.PAST)
    sheet.set_notes("Look at the stage.")
    sheet.submit()
    sheet.remove_diagnosis(2)
    assert [step.said for step in sheet.steps[1:]] == [
        "Assigned I10",
        "Assigned E11.22",
        "Moved E11.22 to 1",
        "Added line 99213",
        "Line 1: units 2, points to 1",
        "Evidence for I10: “ASSESSMENT”",
        "Dismissed “ASSESSMENT”",
        "Notes to oneself",
        "Submitted",
        "Removed I10",
    ]
    sheet.go_back_to(2)
    assert [item.code for item in sheet.answers.diagnoses] == ["I10", "E1122"]
    sheet.redo()
    assert [item.code for item in sheet.answers.diagnoses] == ["E1122", "I10"]
    with pytest.raises(InvalidInputError, match="no step 99"):
        sheet.go_back_to(98)


def test_a_new_change_after_undo_forgets_what_was_undone(lab: Path) -> None:
    sheet = opened()
    sheet.add_diagnosis("I10")
    sheet.undo()
    sheet.add_diagnosis("N18.31")
    assert not sheet.can_redo
    assert [step.said for step in opened().steps[1:]] == ["Assigned N18.31"]


def test_what_was_read_is_not_undone(lab: Path) -> None:
    sheet = opened()
    sheet.add_diagnosis("I10")
    sheet.take_hint("diagnosis 1", HintStep.RULE)
    sheet.undo()
    assert len(sheet.answers.hints) == 1
    assert not sheet.answers.diagnoses


def test_notes_and_dismissals_leave_handed_in_work_handed_in(lab: Path) -> None:
    sheet = opened()
    sheet.add_diagnosis("I10")
    sheet.submit()
    sheet.dismiss([WORDS], DismissalReason.INTEGRAL)
    sheet.set_notes("Why was it integral?")
    assert sheet.answers.submitted
    sheet.add_diagnosis("N18.31")
    assert not sheet.answers.submitted


def test_a_line_cut_off_by_a_crash_is_passed_by_and_a_damaged_file_is_told(lab: Path) -> None:
    sheet = opened()
    for code in ("I10", "N18.31"):
        sheet.add_diagnosis(code)
    file = sheet.saved_to.with_suffix(".history.jsonl")
    whole = file.read_text(encoding="utf-8")
    file.write_text(whole[:-30], encoding="utf-8")
    again = opened()
    assert [item.code for item in again.answers.diagnoses] == ["I10", "N1831"]
    again.undo()
    assert [item.code for item in again.answers.diagnoses] == ["I10"]

    file.write_text("nonsense\n" + whole, encoding="utf-8")
    told = opened()
    assert "history of your work is damaged" in told.status
    assert [item.code for item in told.answers.diagnoses] == ["I10"]
    told.add_diagnosis("E11.22")
    assert not opened().status
    assert opened().can_undo


def test_work_changed_elsewhere_is_a_step_of_its_own(lab: Path) -> None:
    sheet = opened()
    sheet.add_diagnosis("I10")
    data = json.loads(sheet.saved_to.read_text(encoding="utf-8"))
    data["diagnoses"] = [{"code": "N1831", "poa": "Y"}]
    sheet.saved_to.write_text(json.dumps(data), encoding="utf-8")
    again = opened()
    assert again.steps[-1].said == "Found the work changed elsewhere"
    again.undo()
    assert [item.code for item in again.answers.diagnoses] == ["I10"]


def test_two_windows_have_a_history_each(lab: Path) -> None:
    one, two = opened(), opened()
    one.add_diagnosis("I10")
    two.add_diagnosis("N18.31")
    assert "Another window" in two.status
    assert two.saved_to != one.saved_to
    one.add_diagnosis("E11.22")
    assert [step.said for step in opened().steps[1:]] == ["Assigned I10", "Assigned E11.22"]


def test_a_folder_that_refuses_the_history_keeps_the_work(lab: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet = opened()
    sheet.saved_to.with_suffix(".history.jsonl").mkdir(parents=True)
    sheet.add_diagnosis("I10")
    assert [item.code for item in opened().answers.diagnoses] == ["I10"]
    sheet.undo()
    assert not sheet.answers.diagnoses


def test_the_history_stays_within_its_bounds(lab: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from codinglab.lab import history

    monkeypatch.setattr(history, "MOST_STEPS", 5)
    sheet = opened()
    for number in range(9):
        sheet.set_notes(f"{number}")
    assert len(sheet.steps) == 5
    assert [step.answers.notes for step in opened().steps] == ["4", "5", "6", "7", "8"]


def test_notes_to_oneself_are_not_handed_in(lab: Path) -> None:
    from codinglab.lab.hand_in import hand_in

    sheet = opened()
    sheet.add_diagnosis("I10")
    sheet.set_notes("I think the educator is wrong.")
    archive, _ = hand_in("me")
    with zipfile.ZipFile(archive) as made:
        (name,) = made.namelist()
        handed_in = json.loads(made.read(name))
    assert handed_in["notes"] == ""
    assert handed_in["diagnoses"][0]["code"] == "I10"
    with pytest.raises(InvalidInputError, match="hold up to"):
        sheet.set_notes("x" * 20_001)
