"""The measure of section headers: what is right is defined without our detector."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from codinglab.evaluate.sections import agreement, annotated, main, read_notes, typographic_lines
from codinglab.model import InvalidInputError

DATA = Path("/work/shared/eval")


@pytest.mark.parametrize(
    ("note", "lines"),
    [
        ("PLAN\n\nRest.", {1}),
        ("PLAN\nRest.", set()),
        ("Seen.\n\nASSESSMENT AND PLAN:\n\nFlu", {3}),
        ("Medical\n\nHIV\nCOPD.\n\nResults:\n\nBP 120", set()),
        ("A/P\r\n\r\nFlu", {1}),
    ],
)
def test_the_typography_of_a_header(note: str, lines: set[int]) -> None:
    assert typographic_lines(note) == lines


def test_the_counts() -> None:
    found = agreement([(frozenset({1, 2}), frozenset({1, 3, 4}))])
    assert (found.both, found.extra, found.missed) == (1, 1, 2)
    assert (found.precision, found.recall) == (0.5, 1 / 3)


def test_a_note_nobody_read_goes_by_typography(tmp_path: Path) -> None:
    notes = [{"id": "x", "note": "PLAN\n\nRest.\n\nFAMILY HISTORY\n\nNone"}]
    (tmp_path / "aci-bench-x.json").write_text(json.dumps(notes), encoding="utf-8")
    said: list[str] = []
    assert main(tmp_path, said.append) == 0
    assert "0 annotated, 1 by typography" in said[0]
    assert any("precision" in line and "1.000" in line and "0.97" in line for line in said)


def test_a_missed_target_is_the_exit_code(tmp_path: Path) -> None:
    (tmp_path / "aci-bench-x.json").write_text('[{"id": "x", "note": "ZEBRA\\n\\nRest."}]', encoding="utf-8")
    assert main(tmp_path, lambda _line: None) == 1


@pytest.mark.parametrize("content", [None, "{}", "[1]", "no json"])
def test_a_folder_without_notes(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "aci-bench-x.json").write_text(content, encoding="utf-8")
    with pytest.raises(InvalidInputError, match="aci-bench"):
        read_notes(tmp_path)


def test_the_annotation_has_numbers_only() -> None:
    assert len(annotated()) == 67
    assert all(lines and min(lines) >= 1 for lines in annotated().values())


@pytest.mark.skipif(not DATA.is_dir(), reason=f"{DATA} is not on this machine")
def test_the_targets_are_met() -> None:
    assert main(DATA, lambda _line: None) == 0
