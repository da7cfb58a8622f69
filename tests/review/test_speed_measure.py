"""The measure of speed: the notes it makes, the terms it gives to stock medspaCy, its targets."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from codinglab.evaluate.reference import Figure
from codinglab.evaluate.speed import read_notes, seconds, terms
from codinglab.model import InvalidInputError
from codinglab.review.stock import stock_reader


def test_notes_are_joined_and_cut_at_line_ends(tmp_path: Path) -> None:
    notes = [{"note": "Gout, on colchicine.\n" * lines} for lines in (2, 3, 30, 1)]
    (tmp_path / "aci-bench-test.json").write_text(json.dumps(notes), encoding="utf-8")
    found = read_notes(tmp_path, size=100)
    assert [len(note) <= 100 for note in found] == [True, True]
    assert all(note.endswith(".") for note in found)


def test_a_folder_without_notes_is_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="name the folder"):
        read_notes(tmp_path)
    (tmp_path / "aci-bench-bad.json").write_text('[{"text": "Gout"}]', encoding="utf-8")
    with pytest.raises(InvalidInputError, match="'note' is needed"):
        read_notes(tmp_path)


def test_a_target_may_be_a_floor() -> None:
    assert Figure("times", 12.0, "x", 10.0, at_least=True).met
    assert not Figure("times", 9.0, "x", 10.0, at_least=True).met
    assert "target 1.5 s" in str(Figure("load", 2.0, "s", 1.5))


def test_stock_medspacy_reads_the_same_terms_in_silence(capfd: pytest.CaptureFixture[str]) -> None:
    read = stock_reader([*terms(20), "gout"])
    assert read("Gout. No gout.") == 2
    assert len(seconds(read, ["Gout.", "Gout"])) == 2
    written = capfd.readouterr()
    assert "gout" not in (written.out + written.err).lower()
