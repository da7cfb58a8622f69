"""What the commands share: the console, dates as people write them, and a progress bar."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

console = Console(markup=False, emoji=False, highlight=False)
beside = Console(markup=False, emoji=False, highlight=False, stderr=True)
OnDate = Annotated[str, typer.Option("--on", help="The day asked about, YYYY-MM-DD; today by default.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a program.")]


@contextmanager
def progress_bar(title: str, on: Console = console) -> Iterator[Callable[[str, float], None]]:
    """A progress bar; gives the function to call with a sentence and the share done, 0 to 1.

    Args:
        title: what is said before anything is done.
        on: where it is drawn; `beside` (stderr) where stdout is for a program.
    """
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=on) as progress:
        task = progress.add_task(title, total=1.0)
        yield lambda sentence, share: progress.update(task, description=sentence, completed=share)


def rebuilt() -> Path:
    """Build the reference store again, the edits over it and the index of guidance; the store's folder."""
    from codinglab.reference.build import build_store

    with progress_bar("reference store") as say:
        folder = build_store(say)
    from codinglab.validate.run import prepare

    with progress_bar("edits") as say:
        prepare(say)
    guidance_indexed()
    return folder


def guidance_indexed(on: Console = console) -> None:
    """Make the index of guidance when anything changed since the last time, with a progress bar."""
    from codinglab.guidance.index import guidance_index

    with progress_bar("index of guidance", on) as say:
        guidance_index(say)
        say("the index of guidance is ready", 1.0)


def passphrase(*, again: bool = False) -> str:
    """The passphrase of a sealed set: from CODINGLAB_PASSPHRASE, else asked for without showing it."""
    given = os.environ.get("CODINGLAB_PASSPHRASE")
    return given or str(typer.prompt("Passphrase", hide_input=True, confirmation_prompt=again))
