"""Notes from files, one and many."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from codinglab.lab.command import app
from codinglab.model import DocumentType, InvalidInputError
from codinglab.review import batch, review_many, review_text
from codinglab.review.note_file import LONGEST, read_note

NOTE = "ASSESSMENT\n1. Crohn\u2019s disease of the colon\n2. Hypertension \u2013 stable\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_note_is_read_as_word_processors_write_it(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes(NOTE.replace("\n", "\r\n").encode(encoding))
    assert read_note(path) == NOTE


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"\x00\x01\x02binary", "not readable text"),
        (b"\x81\x8d\x8f" * 20, "not readable text"),
        (b"\xff\xfe\x00", "not readable text"),
        (b"a" * (LONGEST + 1), "longer than"),
    ],
)
def test_what_is_no_note_is_refused(tmp_path: Path, raw: bytes, says: str) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes(raw)
    with pytest.raises(InvalidInputError, match=says):
        read_note(path)
    with pytest.raises(InvalidInputError, match="no such file"):
        read_note(tmp_path / "nowhere.txt")


@pytest.mark.parametrize(
    "text", ["", "   \n", "\U0001f600 fever \U0001f600", "\u202b\u05d7\u05d5\u05dd\u202c fever"]
)
def test_empty_emoji_and_right_to_left_notes_are_read(tmp_path: Path, text: str) -> None:
    path = tmp_path / "note.txt"
    path.write_text(text, encoding="utf-8")
    for concept in review_text(read_note(path), document_type=DocumentType.OFFICE_NOTE):
        assert text[concept.evidence.start : concept.evidence.end] == concept.evidence.quote


def test_many_notes_keep_their_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "FEW", 2)
    words = ["Gout", "Hypertension", "Asthma", "Sepsis", "Anemia"] * 5
    said: list[float] = []
    found = review_many(
        words, document_type=DocumentType.OFFICE_NOTE, progress=lambda _, share: said.append(share)
    )
    assert [concepts[0].evidence.quote for concepts in found] == words
    assert said[-1] == 1.0
    assert said == sorted(said)
    alone = review_many(words, document_type=DocumentType.OFFICE_NOTE, processes=1)
    assert alone == found


def test_the_command_reads_a_note(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("ASSESSMENT\n1. Probable pneumonia [see film]\n2. Gout", encoding="utf-8")
    words = ["review", str(path), "--on", "2026-06-09"]
    office = json.loads(CliRunner().invoke(app, [*words, "--json"], catch_exceptions=False).output)
    assert [one["code"] for one in office["suggestions"]] == ["M109"]
    stay = [*words, "--setting", "inpatient_acute", "--type", "discharge_summary", "--json"]
    codes = json.loads(CliRunner().invoke(app, stay, catch_exceptions=False).output)["suggestions"]
    assert {one["code"] for one in codes} == {"M109", "J189"}
    shown = CliRunner().invoke(app, words, catch_exceptions=False).output
    assert "possible" in shown
    assert "M10.9" in shown
