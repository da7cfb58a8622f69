"""A class folder graded and written out: tables as CSV, the page, the files for Canvas and Moodle."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from codinglab.classroom.collect import GRADES, collect
from codinglab.classroom.grade import Gradebook, Say, absent, grade
from codinglab.classroom.lms import canvas, moodle
from codinglab.classroom.roster import read_roster
from codinglab.classroom.rulings_file import read_rulings
from codinglab.classroom.tables import tables
from codinglab.csv_files import csv_text
from codinglab.lab.gradebook_html import gradebook_html
from codinglab.model import AnswerKey, InvalidInputError


def grade_folder(
    folder: Path,
    *,
    keys: Path | None = None,
    opened: dict[str, AnswerKey] | None = None,
    say: Say = lambda _sentence, _share: None,
) -> Gradebook:
    """Grade everything that a class handed in.

    Args:
        folder: the class folder: answers files or hand-ins anywhere below it, and if wanted `class.toml`,
            `roster.csv` and `rulings.json`.
        keys: a folder of cases with their keys, as `grade` takes it.
        opened: keys that were unsealed, by case.
        say: called with a sentence and the share done, 0 to 1.

    Raises:
        InvalidInputError: there is no such folder, or its class file, roster or rulings are wrong.
        StoreError: the reference store is missing or damaged.
    """
    collected, roster = collect(folder), read_roster(folder)
    book = grade(collected, roster, read_rulings(folder), keys=keys, opened=opened, say=say)
    return replace(book, troubles=(*book.troubles, *absent(roster, collected.answers)))


def write_grades(book: Gradebook, out: Path) -> tuple[Path, ...]:
    """Write the gradebook into a folder, which takes the place of grades written there before; its files.

    Raises:
        InvalidInputError: the folder holds something else than grades.
        OSError: the system refused.
    """
    files = dict(_files(book))
    if out.exists() and (strange := sorted({path.name for path in out.iterdir()} - files.keys())):
        msg = f"{out} holds other things than grades ({strange[0]}): choose another folder with --out."
        raise InvalidInputError(msg)
    out.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=out.parent, prefix=".grades-"))
    try:
        for name, text in files.items():
            (draft / name).write_bytes(text.encode())
        if out.exists():
            shutil.rmtree(out)
        draft.replace(out)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return tuple(sorted(out.iterdir()))


def grades_folder(folder: Path) -> Path:
    """Where the grades of a class folder go by default."""
    return folder / GRADES


def _files(book: Gradebook) -> Iterator[tuple[str, str]]:
    known = tables(book)
    for table in known:
        yield f"{table.name}.csv", csv_text(table.header, table.rows)
    for table in (canvas(book), moodle(book)):
        yield f"{table.name}.csv", csv_text(table.header, table.rows, mark=False)
    yield "gradebook.html", gradebook_html(book, known)
