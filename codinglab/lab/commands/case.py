"""Commands for the author of a teaching case."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from codinglab.lab.commands.shared import console

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
