"""The doctor's command: what is installed, missing or damaged, and how to mend it."""

from __future__ import annotations

from typing import Annotated

import typer

from codinglab.lab.commands.shared import AsJson, OnDate

app = typer.Typer()


@app.command()
def doctor(
    on: OnDate = "",
    as_json: AsJson = False,
    faults: Annotated[bool, typer.Option("--faults", help="Tell only what is not ok.")] = False,
) -> None:
    """Say what is installed, missing, damaged or out of date, and how to mend it; exit code 1 when broken."""
    from codinglab.lab.doctor.printed import print_examination

    if code := print_examination(on, as_json=as_json, faults=faults):
        raise typer.Exit(code)
