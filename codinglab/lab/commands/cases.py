"""Commands about cases and notebooks."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from codinglab.lab.commands.shared import console

app = typer.Typer()


@app.command()
def demo(case_id: Annotated[str, typer.Argument()] = "inpatient-sepsis-kidney-injury") -> None:
    """Do the main job for one case, from the note to the score, and print every step."""
    from codinglab.lab.demo import show as show_case

    show_case(case_id, console)


@app.command()
def cases() -> None:
    """List the teaching cases."""
    from codinglab.reference.cases import list_cases, unreadable_cases

    table = Table("id", "title", "role", "difficulty")
    for case in list_cases():
        table.add_row(case.id, case.title, case.role.value, case.difficulty.value)
    console.print(table)
    for case_id, why in unreadable_cases().items():
        console.print(f"Not listed: {case_id}. {why}", soft_wrap=True)


@app.command()
def refresh(
    paths: Annotated[list[Path] | None, typer.Argument(help="Notebooks; all of them by default.")] = None,
) -> None:
    """Run the notebooks again and store them with their outputs."""
    from rich.progress import track

    from codinglab.lab.refresh import notebooks
    from codinglab.lab.refresh import refresh as run_again

    run_again(track(paths or notebooks(), description="notebooks", console=console))
