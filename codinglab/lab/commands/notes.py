"""The command that reads notes: their concepts, and the diagnosis codes they lead to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from codinglab.lab.commands.shared import AsJson, OnDate, beside, console, progress_bar
from codinglab.model import DocumentType, Icd10cm, Setting
from codinglab.parse import as_day

if TYPE_CHECKING:
    from codinglab.lab.note_data import NoteRead
    from codinglab.review import Unread

app = typer.Typer()


@app.command()
def review(
    notes: Annotated[list[Path], typer.Argument(help="Note files, or folders of them.")],
    setting: Annotated[Setting, typer.Option(help="Where the patient was seen.")] = Setting.OFFICE,
    document_type: Annotated[
        DocumentType | None,
        typer.Option("--type", help="What the note is: it decides what it may support. Read from the note."),
    ] = None,
    on: OnDate = "",
    as_json: AsJson = False,
) -> None:
    """Read note files: concepts with section and assertion, and the codes they lead to.

    Of several files or a folder: a line a note, in their order; with --json one JSON object a line. A
    note that cannot be read has its error in its place, and the exit code is then 2.
    """
    from codinglab.lab.note_data import note_files, read_and_code, read_files
    from codinglab.review import Unread
    from codinglab.review.note_file import read_note

    day = as_day(on)
    if len(notes) == 1 and not notes[0].is_dir():
        read = read_and_code(read_note(notes[0]), setting, document_type, day)
        if as_json:
            print(json.dumps(read.data(str(notes[0])), indent=2))
        else:
            _show(read)
        return
    files = note_files(notes)
    with progress_bar("Reading", beside) as say:
        found = read_files(files, setting, document_type, day, say)
    if as_json:
        for file, one in zip(files, found, strict=True):
            print(json.dumps(_line(file, one)))
    else:
        _list(files, found)
    unread = sum(isinstance(one, Unread) for one in found)
    if unread:
        beside.print(f"{unread} of {len(files)} notes could not be read; the error stands in its place.")
        raise typer.Exit(2)


def _line(file: Path, one: NoteRead | Unread) -> dict[str, object]:
    from codinglab.lab.note_data import NoteRead

    return one.data(str(file)) if isinstance(one, NoteRead) else {"note": str(file), "error": one.why}


def _list(files: list[Path], found: list[NoteRead | Unread]) -> None:
    from codinglab.lab.note_data import NoteRead

    table = Table("note", "concepts", "codes to consider", title=f"{len(files)} notes")
    for file, one in zip(files, found, strict=True):
        if isinstance(one, NoteRead):
            codes = ", ".join(item.code.written for item in one.suggestions)
            table.add_row(str(file), str(len(one.concepts)), codes)
        else:
            table.add_row(str(file), "not read", one.why)
    console.print(table)


def _show(read: NoteRead) -> None:
    kind = read.encounter.documents[0].type.value.replace("_", " ")
    console.print(f"Read as: {kind} (type: {read.type_from}; --type says it otherwise)")
    table = Table("words", "kind", "assertion", "section", "code", title=f"Concepts: {len(read.concepts)}")
    for concept in read.concepts:
        code = ", ".join(Icd10cm(code).written for code in concept.codes[:1])
        table.add_row(
            concept.evidence.quote, concept.kind.value, concept.assertion.value, concept.section, code
        )
    console.print(table)
    title = f"Diagnosis codes to consider: {len(read.suggestions)}"
    codes = Table("code", "title", "why", "missing", title=title)
    for one in read.suggestions:
        why = f"{one.reason} ({one.authority})"
        if not one.addressed:
            why = f"{why} Only listed or mentioned here."
        codes.add_row(one.code.written, one.title, why, ", ".join(one.missing))
    console.print(codes)
    if read.procedures:
        done = Table("procedure", "codes or tables", "details", "missing", title="what was done")
        for item in read.procedures:
            tables = [table.code or table.pattern for table in item.tables]
            services = [f"{one.code} x {one.units or '?'}" for one in item.services]
            details = "; ".join(f"{slot.name}: {slot.value}" for slot in item.slots)
            done.add_row(item.term, ", ".join((*tables, *services)), details, ", ".join(item.missing))
        console.print(done)
