"""The worksheet and its file: nothing is lost, nothing is overwritten."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codinglab.model import Evidence, Hcpcs, InvalidInputError, Modifier, Query, QueryType, ServiceLine

CASE = "small-professional"
DAY = date(2026, 6, 9)
CODES = st.sampled_from(["E11.22", "I10", "N18.31", "not a code"])
PLACES = st.sampled_from([1, 2, 3, 9])
LINE = ServiceLine(Hcpcs("99213"), DAY, (Modifier("25"),), 1, None, (1,), Decimal("12.50"), "11")
WORDS = st.text(max_size=9)
QUERIES = st.builds(Query, st.text(max_size=3), st.just("e1"), st.just(QueryType.OPEN), WORDS, WORDS)
STEPS = st.one_of(
    st.tuples(st.just("add_diagnosis"), CODES),
    st.tuples(st.just("add_diagnosis"), CODES, st.just(Evidence("note", 0, 10, "ASSESSMENT"))),
    st.tuples(st.just("remove_diagnosis"), PLACES),
    st.tuples(st.just("move_diagnosis"), PLACES, PLACES),
    st.tuples(st.just("set_poa"), PLACES, st.sampled_from(["Y", "N", "", "?"])),
    st.tuples(st.just("add_procedure"), st.sampled_from(["0DTJ4ZZ", "0DTI4ZZ"])),
    st.tuples(st.just("remove_procedure"), PLACES),
    st.tuples(st.just("add_line"), st.just(LINE)),
    st.tuples(st.just("remove_line"), PLACES),
    st.tuples(st.just("put_query"), QUERIES),
    st.tuples(st.just("submit")),
    st.tuples(st.just("undo")),
)  # fmt: skip


def opened(learner: str = "me") -> Any:
    from codinglab.lab.worksheet import open_worksheet

    return open_worksheet(CASE, learner)


@settings(deadline=None)
@given(st.lists(STEPS, max_size=12))
def test_whatever_is_done_is_there_again_when_reopened(steps: list[tuple[Any, ...]]) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("CODINGLAB_WORK", folder)
        worksheet = opened()
        for verb, *arguments in steps:
            worksheet.attempt(lambda verb=verb, arguments=arguments: getattr(worksheet, verb)(*arguments))
            count = len(worksheet.answers.diagnoses)
            assert all(1 <= at <= max(count, 1) for line in worksheet.answers.lines for at in line.pointers)
        assert opened().answers == worksheet.answers


@settings(deadline=None)
@given(st.lists(STEPS.filter(lambda step: step[0] != "undo"), max_size=8))
def test_undo_takes_back_every_step_one_by_one(steps: list[tuple[Any, ...]]) -> None:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setenv("CODINGLAB_WORK", folder)
        worksheet = opened()
        for verb, *arguments in steps:
            worksheet.attempt(lambda verb=verb, arguments=arguments: getattr(worksheet, verb)(*arguments))
        revision = worksheet.answers.revision
        while worksheet.can_undo:
            worksheet.undo()
        assert (worksheet.answers.diagnoses, worksheet.answers.lines, worksheet.answers.queries) == (
            (),
            (),
            (),
        )
        assert worksheet.answers.revision == 2 * revision


def test_pointers_follow_their_diagnosis(lab: Path) -> None:
    worksheet = opened()
    for code in ("E11.22", "N18.31", "I10"):
        worksheet.add_diagnosis(code)
    worksheet.add_line(ServiceLine(Hcpcs("99213"), DAY, pointers=(3, 1)))
    worksheet.move_diagnosis(3, 1)
    assert worksheet.answers.lines[0].pointers == (1, 2)
    worksheet.remove_diagnosis(1)
    assert worksheet.answers.lines[0].pointers == (1,)


def test_another_windows_work_is_never_overwritten(lab: Path) -> None:
    ours, theirs = opened(), opened()
    theirs.add_diagnosis("I10")
    ours.add_diagnosis("E11.22")
    ours.add_diagnosis("N18.31")
    assert "Another window changed" in ours.status or ours.saved_to.name == f"{CASE}.conflict-1.json"
    assert [item.code for item in opened().answers.diagnoses] == ["I10"]
    kept = json.loads((lab / "me" / f"{CASE}.conflict-1.json").read_text(encoding="utf-8"))
    assert [item["code"] for item in kept["diagnoses"]] == ["E1122", "N1831"]


@pytest.mark.parametrize("content", [b"{", b"\xff\xfe", b"[]", b'{"learner": "me", "case": "other"}', b""])
def test_a_damaged_file_is_kept_aside_and_said(lab: Path, content: bytes) -> None:
    path = lab / "me" / f"{CASE}.json"
    path.parent.mkdir()
    path.write_bytes(content)
    worksheet = opened()
    assert "damaged" in worksheet.status
    assert worksheet.answers.revision == 0
    assert (lab / "me" / f"{CASE}.damaged").read_bytes() == content
    worksheet.add_diagnosis("I10")
    assert opened().answers == worksheet.answers


@pytest.mark.parametrize("learner", ["../me", "", ".", "a/b", "a\\b", "CON", "nul", "me\n", "é", "x" * 65])
def test_a_name_that_could_stray_is_refused(lab: Path, learner: str) -> None:
    with pytest.raises(InvalidInputError, match="cannot be used as a learner name"):
        opened(learner)
    assert list(lab.iterdir()) == []


def test_a_folder_that_cannot_be_written_loses_nothing(lab: Path) -> None:
    (lab / "me").write_text("in the way", encoding="utf-8")
    from codinglab.lab.answer_file import AnswerFile
    from codinglab.model import Answers

    file = AnswerFile(lab / "me" / "x.json")
    assert file.save(Answers("me", "x")).startswith("Not saved")
    assert (lab / "me").read_text(encoding="utf-8") == "in the way"


def test_selection_counts_code_points_and_drops_blanks(lab: Path) -> None:
    worksheet = opened()
    worksheet.select("note", 10, 18)
    assert worksheet.selection is not None
    assert (worksheet.selection.start, worksheet.selection.quote) == (11, "😀 Type")
    worksheet.select("note", 5, 5)
    assert worksheet.selection is None
    with pytest.raises(InvalidInputError, match="no document"):
        worksheet.select("nowhere", 0, 3)
