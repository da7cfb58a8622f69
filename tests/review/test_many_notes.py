"""Many notes, and the notes that are hard to read: order, faults in their place, sizes, scripts."""

from __future__ import annotations

import json
import time
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from codinglab.lab.command import app
from codinglab.lab.note_data import read_and_code
from codinglab.model import DocumentType, InvalidInputError, Setting
from codinglab.review import Unread, batch, review_many, review_text
from codinglab.review.note_file import LONGEST, read_note

KIND = DocumentType.OFFICE_NOTE
LINE = "Denies fever. Hypertension and type 2 diabetes, on metformin; possible pneumonia. Na 128.\n"


@pytest.mark.parametrize("processes", [1, 2])
def test_an_unreadable_note_loses_no_other(monkeypatch: pytest.MonkeyPatch, processes: int) -> None:
    monkeypatch.setattr(batch, "FEW", 2)
    notes = ["Gout", "Gout\0", "Asthma", "", "Anemia"]
    found = review_many(notes, document_type=KIND, processes=processes)
    assert len(found) == len(notes)
    fault = found[1]
    assert isinstance(fault, Unread)
    assert fault.place == 1
    assert "not readable text" in fault.why
    assert found[3] == ()
    quotes = [one[0].evidence.quote for one in found if not isinstance(one, Unread) and one]
    assert quotes == ["Gout", "Asthma", "Anemia"]


def test_one_text_is_no_list_of_notes() -> None:
    with pytest.raises(InvalidInputError, match="list of notes"):
        review_many("Gout", document_type=KIND)
    assert review_many([], document_type=KIND) == []


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("\U0001f600\U0001f469\u200d\u2695\ufe0f hypertension", "hypertension"),
        (
            "\u202b\u05db\u05d0\u05d1 \u05e8\u05d0\u05e9\u202c hypertension \u0645\u0631\u064a\u0636",
            "hypertension",
        ),
        ("\u200bhypertension\u200b \ufeff", "hypertension"),
        ("PLAN\r\n1. No fever\r\n2. hypertension\r\n", "hypertension"),
        ("e\u0301le\u0300ve\u00a0hypertension", "hypertension"),
    ],
)
def test_offsets_count_code_points_in_every_script(text: str, quote: str) -> None:
    concepts = review_text(text, document_type=KIND)
    assert quote in {one.evidence.quote for one in concepts}
    for one in concepts:
        assert text[one.evidence.start : one.evidence.end] == one.evidence.quote


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_of_every_encoding_gives_the_same_concepts(tmp_path: Path, encoding: str) -> None:
    text = "ASSESSMENT\n1. Crohn\u2019s disease\n2. No fever \u2013 caf\u00e9\n"
    path = tmp_path / "note.txt"
    path.write_bytes(text.replace("\n", "\r\n").encode(encoding))
    assert review_text(read_note(path), document_type=KIND) == review_text(text, document_type=KIND)


def test_the_time_of_a_long_note_grows_with_its_length() -> None:
    spent = []
    for times in (500, 4_000):
        text = "ASSESSMENT\n" + LINE * times
        start = time.perf_counter()
        assert len(review_text(text, document_type=KIND)) >= 5 * times
        spent.append(time.perf_counter() - start)
    assert spent[1] < 24 * spent[0]


def test_five_megabytes_are_the_limit_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_bytes(b"\n" * LONGEST)
    assert len(read_note(path)) == LONGEST
    path.write_bytes(b"\n" * (LONGEST + 1))
    with pytest.raises(InvalidInputError, match="Cut it into its documents"):
        read_note(path)


def test_the_command_reads_a_folder_in_order(tmp_path: Path) -> None:
    for name, raw in (("b.txt", b"Gout"), ("a.txt", b"Asthma"), ("c.txt", b"Gout\0"), ("d.pdf", b"no note")):
        (tmp_path / name).write_bytes(raw)
    words = ["review", str(tmp_path), "--on", "2026-06-09"]
    done = CliRunner().invoke(app, [*words, "--json"])
    assert done.exit_code == 2
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert [Path(one["note"]).name for one in told] == ["a.txt", "b.txt", "c.txt"]
    assert told[0]["concepts"][0]["evidence"]["quote"] == "Asthma"
    assert set(told[2]) == {"note", "error"}
    assert "1 of 3 notes" in done.stderr
    shown = CliRunner().invoke(app, words).stdout
    assert "not read" in shown
    assert "M10.9" in shown


def test_a_folder_without_notes_is_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="holds no notes"):
        CliRunner().invoke(app, ["review", str(tmp_path)], catch_exceptions=False)


def test_the_json_of_a_note_has_its_stated_shape(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_text("ASSESSMENT\n1. Gout, BP 144/84", encoding="utf-8")
    words = ["review", str(path), "--on", "2026-06-09", "--json"]
    told = json.loads(CliRunner().invoke(app, words, catch_exceptions=False).stdout)
    keys = {
        "note",
        "setting",
        "type",
        "type_from",
        "on",
        "characters",
        "sections",
        "concepts",
        "suggestions",
        "procedures",
    }
    assert set(told) == keys
    assert set(told["sections"][0]) == {"name", "header", "start", "body_start", "end"}
    assert {"evidence", "slots", "quantity", "source", "trigger"} <= set(told["concepts"][0])
    assert {"matched", "supporting", "passed_over", "poa", "poa_reason"} <= set(told["suggestions"][0])


def test_the_command_tells_what_was_done(tmp_path: Path) -> None:
    note = tmp_path / "op.txt"
    note.write_text("PROCEDURE PERFORMED: Laparoscopic appendectomy.", encoding="utf-8")
    setting = Setting.INPATIENT_ACUTE
    read = read_and_code(read_note(note), setting, DocumentType.OPERATIVE_REPORT, date(2026, 6, 1))
    done = read.data("op.txt")["procedures"][0]
    assert (done["term"], done["tables"][0]["code"]) == ("appendectomy", "0DTJ4ZZ")


def test_a_note_says_its_kind_or_is_taken_for_an_office_note() -> None:
    told = read_and_code("DISCHARGE SUMMARY\n\nAdmitted with cough.", Setting.OFFICE, None, date(2026, 6, 1))
    assert told.encounter.documents[0].type is DocumentType.DISCHARGE_SUMMARY
    assert told.type_from == "its title or headers"
    silent = read_and_code("Seen today, doing well.", Setting.OFFICE, None, date(2026, 6, 1))
    assert silent.encounter.documents[0].type is DocumentType.OFFICE_NOTE
    assert silent.type_from.startswith("nothing tells")
