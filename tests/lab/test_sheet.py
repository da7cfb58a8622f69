"""Working time, attempts, and what undo never takes back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from codinglab.model import Answers, HintStep

START = datetime(2026, 6, 9, 8, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def wait(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def bench(lab: Path) -> tuple[Any, Clock]:
    from codinglab.lab.worksheet import Worksheet
    from tests.lab.conftest import CASES

    clock, case = Clock(), CASES["small-professional"]
    path = lab / "me" / f"{case.id}.json"
    return Worksheet(case, Answers("me", case.id), path, clock=clock), clock


def test_time_is_counted_and_long_pauses_are_not(bench: Any) -> None:
    sheet, clock = bench
    clock.wait(100)
    sheet.add_diagnosis("E11.22")
    assert sheet.answers.seconds == 100
    clock.wait(3600)
    sheet.add_diagnosis("I10")
    assert sheet.answers.seconds == 280
    clock.wait(-50)
    sheet.add_diagnosis("N18.31")
    assert sheet.answers.seconds == 280
    clock.wait(20)
    sheet.undo()
    assert sheet.answers.seconds == 300


@pytest.mark.parametrize("pause", [0.4, 0.6])
def test_quick_changes_add_up_to_the_time_they_took(bench: Any, pause: float) -> None:
    sheet, clock = bench
    for number in range(100):
        clock.wait(pause)
        sheet.note(f"{number}")
    assert sheet.answers.seconds == round(100 * pause)


def test_an_attempt_keeps_what_was_handed_in_and_when(bench: Any) -> None:
    sheet, clock = bench
    clock.wait(60)
    sheet.add_diagnosis("E11.22")
    sheet.take_hint("diagnosis 2", HintStep.RULE)
    clock.wait(30)
    sheet.submit()
    sheet.submit()
    (attempt,) = sheet.answers.attempts
    assert (attempt.submitted_at, attempt.seconds, attempt.hints) == (START + timedelta(seconds=90), 90, 1)
    clock.wait(30)
    sheet.add_diagnosis("I10")
    assert not sheet.answers.submitted
    sheet.submit()
    assert [len(one.diagnoses) for one in sheet.answers.attempts] == [1, 2]


def test_undo_takes_back_neither_hints_nor_attempts_nor_objections(bench: Any) -> None:
    sheet, _ = bench
    sheet.add_diagnosis("E11.22")
    sheet.submit()
    sheet.take_hint("diagnosis 2", HintStep.ANSWER)
    sheet.rebut("diagnosis||I10|", "It is there.")
    sheet.note("Hard.")
    assert sheet.answers.submitted, "what stands beside the codes leaves the work handed in"
    while sheet.can_undo:
        sheet.undo()
    kept = sheet.answers
    assert kept.diagnoses == ()
    assert not kept.submitted
    assert (len(kept.attempts), len(kept.hints), len(kept.rebuttals), kept.comment) == (1, 1, 1, "Hard.")
    sheet.rebut("diagnosis||I10|", " ")
    assert sheet.answers.rebuttals == ()


def test_what_changes_nothing_does_not_take_the_work_back(bench: Any) -> None:
    sheet, _ = bench
    sheet.add_diagnosis("E11.22")
    sheet.submit()
    before = sheet.answers
    sheet.add_diagnosis("E11.22")
    sheet.set_poa(1, "")
    sheet.move_diagnosis(1, 1)
    assert sheet.answers == before
    sheet.set_poa(1, "Y")
    assert not sheet.answers.submitted
