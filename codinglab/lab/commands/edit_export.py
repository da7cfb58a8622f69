"""The command that hands an edit over: `codinglab edit export`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from codinglab.lab.commands.shared import console, progress_bar
from codinglab.model import InvalidInputError

if TYPE_CHECKING:
    from codinglab.validate.edit import Edit

app = typer.Typer()

_ENGINES = ("duckdb", "sqlite", "spark")


@app.command()
def export(
    edit: Annotated[str, typer.Argument(help="The edit's id, or the Python file of an edit of your own.")],
    to: Annotated[
        Path | None, typer.Option("--to", help="The folder to write; by default the id, in this folder.")
    ] = None,
    run: Annotated[Path | None, typer.Option("--run", help="A back-test of the edit, to go with it.")] = None,
    on: Annotated[
        str, typer.Option("--on", help="Hand over only the logic of this day, YYYY-MM-DD; by default all.")
    ] = "",
    force: Annotated[bool, typer.Option("--force", help="Replace an earlier export.")] = False,
    zipped: Annotated[bool, typer.Option("--zip", help="Write a zip file beside the folder too.")] = False,
    spark: Annotated[
        bool, typer.Option("--spark", help="Run the examples on Spark too; it takes half a minute.")
    ] = False,
) -> None:
    """Write a folder from which a claims team can implement an edit: SQL, documentation, examples, proof."""
    from codinglab.backtest.hand_over import export as hand_over
    from codinglab.backtest.hand_over import folder_name
    from codinglab.backtest.opened import open_backtest
    from codinglab.parse import as_day

    chosen = _edit(edit)
    backtest = open_backtest(run) if run is not None else None
    with progress_bar(f"handing over {chosen.id}") as say:
        handed = hand_over(
            chosen,
            to or Path(folder_name(chosen)),
            run=backtest,
            on=as_day(on) if on else None,
            prove=_ENGINES if spark else _ENGINES[:2],
            force=force,
            zipped=zipped,
            say=say,
        )
    console.print(f"{chosen.id} is in {handed.folder}; begin with its README.md.")
    for engine, proof in handed.proven.items():
        console.print(f"  {engine}: {proof} examples came out as expected")
    if not handed.proven:
        console.print("  It is no SQL: README.md says how it is run.")
    if handed.zipped:
        console.print(f"  zipped: {handed.zipped}")


def _edit(named: str) -> Edit:
    """The edit of an id, or of a file, which is run as Python."""
    from codinglab.validate import own
    from codinglab.validate.catalogue import edit as by_id

    path = Path(named)
    if path.suffix != ".py":
        return by_id(named)
    if not path.is_file():
        msg = f"There is no file {path}. Name the Python file of an edit of your own, or an edit's id."
        raise InvalidInputError(msg)
    return own.read_file(path)
