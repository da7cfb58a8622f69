"""The measure of notes to codes."""

from __future__ import annotations

from pathlib import Path

import pytest

from codinglab.evaluate.coding import Counts, addressed, all_suggested, measure, mentioned, read_notes
from codinglab.model import InvalidInputError


def test_codes_are_counted_over_all_notes() -> None:
    counts = measure(
        [
            {"id": "a", "note": "ASSESSMENT\n1. Gout\n2. Hypertension", "codes": ["I10", "E11.9"]},
            {"id": "b", "note": "ASSESSMENT\n1. Gout", "codes": ["M10.9"]},
        ],
        all_suggested,
    )
    assert counts == Counts(right=2, wrong=1, missed=1)
    assert counts.f1 == pytest.approx(2 / 3)


def test_nothing_suggested_and_nothing_keyed_is_no_division() -> None:
    assert (Counts(0, 0, 0).f1, Counts(0, 0, 0).precision, Counts(0, 0, 0).recall) == (0, 0, 0)


def test_a_note_leads_to_written_codes() -> None:
    assert all_suggested("ASSESSMENT\n1. Essential hypertension") == {"I10"}


def test_what_is_only_listed_is_not_addressed() -> None:
    note = "PAST MEDICAL HISTORY\nAtrial fibrillation\n\nASSESSMENT\n1. Gout."
    assert (addressed(note), all_suggested(note)) == ({"M10.9"}, {"M10.9", "I48.91"})


def test_every_mention_counts_in_a_case_report() -> None:
    assert mentioned("He has gout. There was no fever. His father had a stroke.") == {"M10.9", "R50.9"}


@pytest.mark.parametrize("content", ["", "[]", "{}", '[{"id": 1}]', '[{"note": 3, "codes": []}]'])
def test_another_file_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "notes.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InvalidInputError, match="annotated notes"):
        read_notes(path)
    with pytest.raises(InvalidInputError):
        read_notes(tmp_path / "nowhere.json")
