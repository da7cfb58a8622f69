"""Commands for the author of a teaching case."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from codinglab.lab.commands.shared import console
from codinglab.model import Role

app = typer.Typer(no_args_is_help=True, help="Write a teaching case, and see what it still lacks.")


@app.command()
def check(
    folders: Annotated[list[Path], typer.Argument(help="Folders with case.toml and key.toml.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Prove cases: evidence, validity, edits, DRG, order, queries. Exit code 1 while one is not ready."""
    from codinglab.classroom import prove_folder

    found = {folder.resolve().name: prove_folder(folder.resolve()) for folder in folders}
    if as_json:
        listed = {name: [asdict(fault) for fault in faults] for name, faults in found.items()}
        print(json.dumps(listed, indent=2))
    else:
        for name, faults in found.items():
            for fault in faults:
                mark = "✗ must" if fault.blocks else "· may"
                console.print(f"{name}: {mark}  {fault.place}: {fault.message}", markup=False, soft_wrap=True)
            if not any(fault.blocks for fault in faults):
                console.print(f"{name}: ✓ can be released", markup=False)
    if any(fault.blocks for faults in found.values() for fault in faults):
        raise typer.Exit(1)


@app.command()
def new(
    case_id: Annotated[str, typer.Argument(metavar="ID", help="Small letters, digits and '-'.")],
    title: Annotated[str, typer.Option(help="The title that learners see.")],
    role: Annotated[Role, typer.Option(help="Who codes the case.")],
    on: Annotated[str, typer.Option("--on", help="The day of service, YYYY-MM-DD; today by default.")] = "",
) -> None:
    """Begin a case in the folder of your own cases; it never overwrites one."""
    from codinglab.classroom.authoring import new_case
    from codinglab.parse import as_day

    _begun(new_case(case_id, title, role, as_day(on)).id)


@app.command()
def copy(
    old: Annotated[str, typer.Argument(help="The case to begin from, shipped or your own.")],
    new: Annotated[str, typer.Argument(help="The id of the copy.")],
) -> None:
    """Copy a case with its key to your own cases under a new id, to begin from it."""
    from codinglab.classroom.authoring import copy_case

    _begun(copy_case(old, new).id)


def _begun(case_id: str) -> None:
    from codinglab.reference.case_folders import cases_dir

    console.print(f"{case_id} is in {cases_dir() / case_id}.", soft_wrap=True)
    console.print(
        "Write it in notebooks/educator/author_a_case.ipynb, or with a text editor; "
        f"then: codinglab case check {cases_dir() / case_id}",
        soft_wrap=True,
    )
