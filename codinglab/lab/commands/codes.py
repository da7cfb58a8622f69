"""Commands that look codes up."""

from __future__ import annotations

import json

import typer
from rich.table import Table

from codinglab.lab.commands.shared import AsJson, OnDate, console, day_of

app = typer.Typer()


@app.command()
def lookup(words: str, on: OnDate = "", as_json: AsJson = False, limit: int = 20) -> None:
    """Find ICD-10-CM and ICD-10-PCS codes by the beginning of a code, or by words."""
    from codinglab.reference.icd10cm import icd10cm
    from codinglab.reference.icd10pcs import icd10pcs

    day = day_of(on)
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

    tables, day = icd10cm(), day_of(on)
    entry = tables.entry(written, day)
    console.print(f"[bold]{entry.written}[/bold]  {entry.title}")
    console.print(entry.why or f"valid on {day} ({entry.since} to {entry.through})")
    for level in reversed(tables.ancestors(written)):
        console.print(f"  {level}  {tables.title(level)}", style="dim")
    for note in tables.notes(written):
        console.print(f"  {note.level}  {note.kind}: {note.text}", markup=False)
