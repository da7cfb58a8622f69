"""The command line."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from codinglab.claims.json import read_claim, write_claim
from codinglab.model import Claim, CodinglabError, DocumentType, InvalidInputError, Status
from codinglab.parse import json_schema

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="The coding lab, from the command line.",
)
reference = typer.Typer(no_args_is_help=True, help="The reference store.")
claim = typer.Typer(no_args_is_help=True, help="Claim files.")
app.add_typer(reference, name="reference")
edits = typer.Typer(no_args_is_help=True, help="The catalogue of edits.")
app.add_typer(claim, name="claim")
app.add_typer(edits, name="edits")

console = Console()
OnDate = Annotated[str, typer.Option("--on", help="The day asked about, YYYY-MM-DD; today by default.")]


def _day(written: str) -> date:
    if not written:
        return date.today()
    try:
        return datetime.strptime(written, "%Y-%m-%d").date()
    except ValueError:
        msg = f"'{written}' is not a date: write it as YYYY-MM-DD, for example 2026-06-09."
        raise InvalidInputError(msg) from None


@reference.command()
def build() -> None:
    """Build the reference store from the installed packages."""
    from codinglab.reference.build import build_store

    with Progress(console=console) as progress:
        task = progress.add_task("reference store", total=1.0)
        folder = build_store(
            lambda sentence, share: progress.update(task, description=sentence, completed=share)
        )
    console.print(f"The reference store is in {folder}")


@reference.command()
def verify() -> None:
    """Compare every table of the store with the hash recorded when it was built."""
    from codinglab.model import StoreError
    from codinglab.reference.store import open_store

    store = open_store()
    damaged = store.verify()
    if damaged:
        msg = f"Damaged tables: {', '.join(damaged)}. Rebuild with: python lab.py reference build"
        raise StoreError(msg)
    console.print(f"{len(store.tables)} tables are as they were built")


@app.command()
def lookup(
    words: str, on: OnDate = "", as_json: Annotated[bool, typer.Option("--json")] = False, limit: int = 20
) -> None:
    """Find ICD-10-CM and ICD-10-PCS codes by the beginning of a code, or by words."""
    from codinglab.reference.icd10cm import icd10cm
    from codinglab.reference.icd10pcs import icd10pcs

    day = _day(on)
    found = (*icd10cm().search(words, day, limit), *icd10pcs().search(words, day, limit))[:limit]
    if as_json:
        rows = [{"code": entry.written, "title": entry.title, "billable": entry.billable} for entry in found]
        console.print_json(json.dumps(rows))
        return
    table = Table("code", "title", title=f"{len(found)} codes for “{words}” on {day}")
    for entry in found:
        table.add_row(entry.written, entry.title)
    console.print(table)


@app.command()
def code(written: str, on: OnDate = "") -> None:
    """Show an ICD-10-CM code on a day: validity, hierarchy and every note that holds for it."""
    from codinglab.reference.icd10cm import icd10cm

    tables, day = icd10cm(), _day(on)
    entry = tables.entry(written, day)
    console.print(f"[bold]{entry.written}[/bold]  {entry.title}")
    console.print(entry.why or f"valid on {day} ({entry.since} to {entry.through})")
    for level in reversed(tables.ancestors(written)):
        console.print(f"  {level}  {tables.title(level)}", style="dim")
    for note in tables.notes(written):
        console.print(f"  {note.level}  {note.kind}: {note.text}", markup=False)


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
    as_json: Annotated[bool, typer.Option("--json")] = False,
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
def validate(path: Path, as_json: Annotated[bool, typer.Option("--json")] = False) -> None:
    """Run every edit over a claim file; exit code 1 when the claim has a FAIL."""
    from codinglab.lab.print import report_table
    from codinglab.parse import dump_json
    from codinglab.validate import validate as run_edits

    report = run_edits(read_claim(path))
    if as_json:
        console.print_json(dump_json(report))
    else:
        console.print(*report_table(report), sep="\n")
    if report.status is Status.FAIL:
        raise typer.Exit(1)


@app.command()
def explain(edit_id: str) -> None:
    """Show an edit's page: the fault, why it matters, what to do, authority and examples."""
    from rich.markdown import Markdown

    from codinglab.validate import explain as page

    console.print(Markdown(page(edit_id)))


@app.command()
def group(path: Path) -> None:
    """Group an inpatient claim file: MS-DRG, MDC, weight and the reasons."""
    from codinglab.group import group as run_grouper
    from codinglab.lab.print import grouping_table

    console.print(*grouping_table(run_grouper(read_claim(path))), sep="\n")


@edits.command()
def write() -> None:
    """Write the catalogue of edits, reference/EDITS.md, from the edits themselves."""
    from codinglab.reference.paths import REFERENCE
    from codinglab.validate.catalogue import render

    path = REFERENCE / "EDITS.md"
    path.write_text(render(), encoding="utf-8")
    console.print(f"Written: {path}")


@claim.command()
def show(path: Path) -> None:
    """Read a claim file and print it in its normal form."""
    console.print_json(write_claim(read_claim(path)))


@claim.command()
def schema() -> None:
    """Print the JSON Schema of the claim file."""
    console.print_json(json.dumps(json_schema(Claim)))


def main() -> None:
    """Run the command line; a fault meant for a person ends with its message and exit code 2."""
    try:
        app()
    except CodinglabError as fault:
        print(fault, file=sys.stderr)
        sys.exit(2)
