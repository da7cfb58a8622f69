"""What the commands share: the console and dates as people write them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

import typer
from rich.console import Console

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
