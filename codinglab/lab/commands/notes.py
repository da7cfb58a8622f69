"""The command that reads a note: its concepts, and the diagnosis codes they lead to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from codinglab.lab.commands.shared import AsJson, OnDate, console
from codinglab.model import DocumentType, Icd10cm, Setting
from codinglab.parse import as_day

app = typer.Typer()


@app.command()
def review(
    note: Path,
    setting: Annotated[Setting, typer.Option(help="Where the patient was seen.")] = Setting.OFFICE,
    document_type: Annotated[
        DocumentType, typer.Option("--type", help="What the note is: it decides what it may support.")
    ] = DocumentType.OFFICE_NOTE,
    on: OnDate = "",
    as_json: AsJson = False,
) -> None:
    """Read a note file: concepts with section and assertion, and the codes they lead to."""
    from codinglab.diagnose import diagnose
    from codinglab.parse import dump
    from codinglab.review import review as read
    from codinglab.review.note_file import encounter_of, read_note

    encounter = encounter_of(read_note(note), setting, document_type, as_day(on))
    concepts = read(encounter)
    suggestions = diagnose(encounter, concepts)
    if as_json:
        told = {
            "concepts": [dump(concept) for concept in concepts],
            "suggestions": [dump(suggestion) for suggestion in suggestions],
        }
        print(json.dumps(told, indent=2))
        return
    table = Table("words", "kind", "assertion", "section", "code", title=f"{len(concepts)} concepts")
    for concept in concepts:
        code = ", ".join(Icd10cm(code).written for code in concept.codes[:1])
        table.add_row(
            concept.evidence.quote, concept.kind.value, concept.assertion.value, concept.section, code
        )
    console.print(table)
    codes = Table("code", "title", "why", "missing", title=f"{len(suggestions)} diagnosis codes to consider")
    for one in suggestions:
        why = f"{one.reason} ({one.authority})"
        codes.add_row(one.code.written, one.title, why, ", ".join(one.missing))
    console.print(codes)
