"""Commands about the reference pages."""

from __future__ import annotations

import typer

from codinglab.lab.commands.shared import console

app = typer.Typer(no_args_is_help=True, help="The reference pages in docs/reference.")


@app.callback()
def about() -> None:
    """The reference pages in docs/reference."""


@app.command()
def write() -> None:
    """Write the reference pages, docs/reference, from docstrings, commands and edits."""
    from codinglab.lab.docs.pages import FOLDER, write_pages

    console.print(f"Written: {len(write_pages())} pages in {FOLDER}")


@app.command()
def pictures() -> None:
    """Take the pictures of the three desks, docs/pictures; needs the extra e2e and Chromium."""
    from codinglab.lab.docs.pictures import take_pictures

    for path in take_pictures():
        console.print(f"Written: {path}", soft_wrap=True)
