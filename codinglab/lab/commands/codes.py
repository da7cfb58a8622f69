"""Commands that look codes up."""

from __future__ import annotations

import json
from typing import Annotated

import typer
from rich.table import Table

from codinglab.lab.commands.shared import AsJson, OnDate, console
from codinglab.parse import as_day

app = typer.Typer()


@app.command()
def lookup(
    words: str,
    on: OnDate = "",
    as_json: AsJson = False,
    limit: Annotated[int, typer.Option(min=1)] = 20,
    system: Annotated[
        list[str] | None, typer.Option(help="ICD-10-CM, ICD-10-PCS, HCPCS Level II, CPT; all by default.")
    ] = None,
) -> None:
    """Find codes by the beginning of a code, or by words in any order, begun, abbreviated or mistyped."""
    from codinglab.lab.look_up import days, mark, place
    from codinglab.lab.look_up import lookup as search
    from codinglab.model import InvalidInputError
    from codinglab.reference.search.find import SYSTEMS

    day = as_day(on)
    unknown = [name for name in system or () if name not in SYSTEMS]
    if unknown:
        msg = f"There is no code system '{unknown[0]}': choose among {', '.join(SYSTEMS)}."
        raise InvalidInputError(msg)
    found = search(words, day, limit, system or SYSTEMS)
    if as_json:
        told = {"query": words, "on": str(day), "codes": found.rows(), "not_searched": found.not_searched}
        print(json.dumps(told, indent=2))
        return
    table = Table("code", "title", "found in", "valid", title=f"{len(found)} codes for “{words}” on {day}")
    for hit in found:
        table.add_row(hit.entry.written + mark(hit), hit.entry.title, place(hit), days(hit))
    console.print(table)
    for sentence in found.not_searched:
        console.print(sentence, style="dim")


@app.command()
def code(written: str, on: OnDate = "", as_json: AsJson = False) -> None:
    """Show an ICD-10-CM code on a day: validity, hierarchy, every note that holds, severity, POA, flags."""
    from codinglab.lab.print import code_lines
    from codinglab.parse import dump
    from codinglab.reference.code_view import view

    shown = view(written, as_day(on))
    if as_json:
        print(json.dumps(dump(shown), indent=2, default=str))
        return
    for line, look in code_lines(shown):
        console.print(line, style=look)
