"""Commands about the reference store."""

from __future__ import annotations

import typer
from rich.progress import Progress

from codinglab.lab.commands.shared import console

app = typer.Typer(no_args_is_help=True, help="The reference store.")


@app.command()
def build() -> None:
    """Build the reference store from the installed packages."""
    from codinglab.reference.build import build_store

    with Progress(console=console) as progress:
        task = progress.add_task("reference store", total=1.0)
        folder = build_store(
            lambda sentence, share: progress.update(task, description=sentence, completed=share)
        )
    console.print(f"The reference store is in {folder}")


@app.command()
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
