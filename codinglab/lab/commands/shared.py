"""What the commands share: the console, dates as people write them, and a progress bar."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from codinglab.model import InvalidInputError

console = Console()
OnDate = Annotated[str, typer.Option("--on", help="The day asked about, YYYY-MM-DD; today by default.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a program.")]


def day_of(written: str) -> date:
    """Read a date; today when nothing is written.

    Raises:
        InvalidInputError: it is not a date.
    """
    if not written:
        return date.today()
    try:
        return datetime.strptime(written, "%Y-%m-%d").date()
    except ValueError:
        msg = f"'{written}' is not a date: write it as YYYY-MM-DD, for example 2026-06-09."
        raise InvalidInputError(msg) from None


@contextmanager
def progress_bar(title: str) -> Iterator[Callable[[str, float], None]]:
    """A progress bar; gives the function to call with a sentence and the share done, 0 to 1."""
    with Progress(console=console) as progress:
        task = progress.add_task(title, total=1.0)
        yield lambda sentence, share: progress.update(task, description=sentence, completed=share)
