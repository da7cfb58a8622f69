"""`codinglab claims generate`: claims made by a seed, with planted errors, as an extract."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from codinglab.lab.commands.shared import console, progress_bar
from codinglab.model import ClaimType, InvalidInputError
from codinglab.parse import as_day

app = typer.Typer()


@app.command("generate")
def generate_claims(
    extract: Annotated[Path, typer.Argument(help="The folder of the extract.")],
    lines: Annotated[int, typer.Option(min=1, help="How many service lines.")] = 100_000,
    seed: Annotated[int, typer.Option(min=0, help="The same seed and lines give the same claims.")] = 7,
    types: Annotated[
        str,
        typer.Option(help="Claim types, with their shares of the lines: professional=0.7,outpatient=0.3."),
    ] = "",
    plants: Annotated[bool, typer.Option("--plants/--no-plants", help="Plant errors.")] = True,
    plant_rate: Annotated[
        float, typer.Option(min=0, max=1, help="The share of claims with an error.")
    ] = 0.02,
    since: Annotated[str, typer.Option(help="The first day, YYYY-MM-DD.")] = "2025-10-01",
    through: Annotated[str, typer.Option(help="The last day, YYYY-MM-DD.")] = "2026-09-30",
    contractors: Annotated[str, typer.Option(help="Contractor numbers, with commas between.")] = "",
    replace: Annotated[bool, typer.Option("--replace", help="Replace an extract that is there.")] = False,
) -> None:
    """Make realistic claims with planted errors of known kind; what was planted is in truth.parquet."""
    from codinglab.backtest.planted_extract import write_planted

    with progress_bar("making claims") as say:
        made, planted = write_planted(
            extract,
            lines,
            seed=seed,
            types=shares(types),
            since=as_day(since),
            through=as_day(through),
            contractors=[one.strip() for one in contractors.split(",") if one.strip()] or None,
            rate=plant_rate if plants else 0.0,
            replace=replace,
            say=say,
        )
    console.print(f"{made.count('claim'):,} claims with {made.count('line'):,} lines are in {extract}.")
    if planted:
        console.print(f"{planted:,} of the claims hold a planted error: see {extract / 'truth.parquet'}.")


def shares(written: str) -> dict[ClaimType, float] | None:
    """Shares by claim type; a type without a number has the share 1.

    >>> shares("professional=0.7,outpatient=0.3")[ClaimType.OUTPATIENT]
    0.3

    Raises:
        InvalidInputError: a type is not known, or a share is no number.
    """
    if not written.strip():
        return None
    found = {}
    for part in written.split(","):
        name, _, number = part.partition("=")
        try:
            found[ClaimType(name.strip())] = float(number) if number else 1.0
        except ValueError:
            msg = f"--types: “{part}” is not known. Write for example professional=0.7,outpatient=0.3."
            raise InvalidInputError(msg) from None
    return found
