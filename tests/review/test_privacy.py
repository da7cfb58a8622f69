"""No word of a note reaches stdout, stderr, a warning or a log, whatever goes wrong."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

MARKER = "Zyxwvutov"
NOTE = f"ASSESSMENT\n{MARKER} has hypertension. No pneumonia. Possible sepsis, Na 128. {MARKER}."
LOUD = "import logging, warnings; logging.basicConfig(level=0); warnings.simplefilter('always')\n"
READ = f"""
from codinglab.model import DocumentType
from codinglab.review import batch, review_many, review_text, run
KIND = DocumentType.OFFICE_NOTE
NOTE = {NOTE!r}
"""


def said(code: str, *words: str) -> str:
    """Everything that a process writes."""
    command = [sys.executable, "-c", code, *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")
    return done.stdout + done.stderr


@pytest.mark.parametrize(
    "code",
    [
        "assert review_text(NOTE, document_type=KIND)",
        "print(review_many([NOTE, NOTE + chr(0)], document_type=KIND)[1])",
        "batch.FEW = 1\n"
        "if __name__ == '__main__': print(review_many([NOTE, NOTE + chr(0)], document_type=KIND)[1])",
        "review_text(NOTE + chr(0), document_type=KIND)",
        "review_many(NOTE, document_type=KIND)",
        "import codinglab.review.batch as b\n"
        "def fails(text): raise ValueError(text)\n"
        "print(b.each_in_processes(fails, [NOTE]))",
        "import codinglab; print(codinglab.review_note(NOTE, on='2026-06-09'))",
        "import codinglab; codinglab.review_note(NOTE, setting='nowhere')",
    ],
)
def test_reading_says_nothing_of_the_note(code: str) -> None:
    written = said(LOUD + READ + code + "\nprint('reached')")
    assert MARKER not in written.replace(repr(NOTE), "")
    assert "reached" in written or "InvalidInputError" in written


@pytest.mark.parametrize(
    "raw", [NOTE.encode() + b"\0", NOTE.encode("utf-16-le"), NOTE.encode() + b"\x81" * 99]
)
@pytest.mark.parametrize("many", [False, True])
def test_the_command_says_nothing_of_a_note_that_fails(tmp_path: Path, raw: bytes, many: bool) -> None:
    (tmp_path / "bad.txt").write_bytes(raw)
    place = tmp_path if many else tmp_path / "bad.txt"
    code = LOUD + "from codinglab.lab.command import main; main()"
    written = said(code, "review", str(place), "--json")
    assert MARKER not in written
    assert MARKER not in written.replace("\\u0000", "")
    assert "not readable text" in written
