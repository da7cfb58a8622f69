"""What the commands share: the console, dates as people write them, and a progress bar."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

console = Console(markup=False, emoji=False, highlight=False)
OnDate = Annotated[str, typer.Option("--on", help="The day asked about, YYYY-MM-DD; today by default.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a program.")]


@contextmanager
def progress_bar(title: str) -> Iterator[Callable[[str, float], None]]:
    """A progress bar; gives the function to call with a sentence and the share done, 0 to 1."""
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console) as progress:
        task = progress.add_task(title, total=1.0)
        yield lambda sentence, share: progress.update(task, description=sentence, completed=share)
