"""Commands about cases, notes and notebooks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from codinglab.lab.commands.shared import AsJson, console
from codinglab.model import DocumentType, InvalidInputError

app = typer.Typer()


@app.command()
def demo(case_id: Annotated[str, typer.Argument()] = "inpatient-sepsis-kidney-injury") -> None:
    """Do the main job for one case, from the note to the score, and print every step."""
    from codinglab.lab.demo import show as show_case

    show_case(case_id, console)


@app.command()
def cases() -> None:
    """List the teaching cases."""
    from codinglab.reference.cases import list_cases

    table = Table("id", "title", "role", "difficulty")
    for case in list_cases():
        table.add_row(case.id, case.title, case.role.value, case.difficulty.value)
    console.print(table)


@app.command()
def review(
    note: Path,
    kind: Annotated[
        DocumentType, typer.Option("--type", help="What the note is.")
    ] = DocumentType.PROGRESS_NOTE,
    as_json: AsJson = False,
) -> None:
    """Read a note in UTF-8 and list its concepts with their section and assertion."""
    from codinglab.parse import dump
    from codinglab.review import review_text

    try:
        text = note.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        msg = f"{note} cannot be read as text in UTF-8: {error}. Save it as UTF-8 and try again."
        raise InvalidInputError(msg) from None
    found = review_text(text, document_type=kind)
    if as_json:
        console.print_json(json.dumps([dump(concept) for concept in found]))
        return
    table = Table("words", "kind", "assertion", "section", "codes")
    for concept in found:
        codes = ", ".join(concept.codes[:3])
        table.add_row(
            concept.evidence.quote, concept.kind.value, concept.assertion.value, concept.section, codes
        )
    console.print(table)


@app.command()
def refresh(
    paths: Annotated[list[Path] | None, typer.Argument(help="Notebooks; all of them by default.")] = None,
) -> None:
    """Run the notebooks again and store them with their outputs."""
    from rich.progress import track

    from codinglab.lab.refresh import notebooks
    from codinglab.lab.refresh import refresh as run_again

    run_again(track(paths or notebooks(), description="notebooks", console=console))
