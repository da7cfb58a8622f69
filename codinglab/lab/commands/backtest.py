"""Commands that run edits over a claim extract."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from codinglab.lab.commands.shared import console, progress_bar
from codinglab.model import InvalidInputError
from codinglab.model.period import Period
from codinglab.parse import as_day

if TYPE_CHECKING:
    from codinglab.validate.edit import Edit

app = typer.Typer(no_args_is_help=True, help="Edits over many claims: run, measure, review.")


@app.callback()
def backtests() -> None:
    """Edits over many claims: run, measure, review."""


@app.command()
def run(
    extract: Annotated[Path, typer.Argument(help="The folder of a claim extract.")],
    folder: Annotated[Path, typer.Argument(help="The folder of the back-test; one begun there goes on.")],
    edits: Annotated[
        list[str] | None,
        typer.Option("--edit", help="An edit's id, or a family such as ncci; all by default."),
    ] = None,
    own: Annotated[
        Path | None,
        typer.Option("--edits", help="A file or folder of your own edits; it is run as Python."),
    ] = None,
    engine: Annotated[str, typer.Option(help="duckdb, or spark.")] = "duckdb",
    since: Annotated[str, typer.Option("--from", help="The first day whose hits count, YYYY-MM-DD.")] = "",
    through: Annotated[str, typer.Option(help="The last day whose hits count.")] = "",
    memory: Annotated[str, typer.Option(help="What DuckDB may use, such as 4GB.")] = "4GB",
    threads: Annotated[int | None, typer.Option(help="How many threads DuckDB may use.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace another back-test in the folder.")] = False,
) -> None:
    """Run edits over a claim extract. Ctrl-C stops it; the same command goes on where it stopped."""
    from codinglab.backtest.opened import ALL_DAYS
    from codinglab.backtest.run import backtest
    from codinglab.claims.extract import open_extract
    from codinglab.lab.backtest_summary import run_table

    chosen = _chosen(edits or [], own)
    first = as_day(since) if since else ALL_DAYS.since
    last = as_day(through) if through else ALL_DAYS.through
    if last is not None and last < first:
        msg = f"--through {last} is before --from {first}."
        raise InvalidInputError(msg)
    claims = open_extract(extract)
    try:
        with progress_bar("back-test") as say:
            found = backtest(
                claims,
                chosen,
                folder,
                engine=engine,
                period=Period(first, last),
                memory=memory,
                threads=threads,
                replace=force,
                say=say,
            )
    except KeyboardInterrupt:
        console.print("Stopped. What is done is kept: the same command goes on with what is left.")
        raise typer.Exit(130) from None
    console.print(*run_table(found), sep="\n")


def _chosen(named: list[str], own: Path | None) -> tuple[Edit, ...]:
    """The edits that are named, with those of a file or folder; all built-in ones where none is."""
    from codinglab.validate.catalogue import edit, edits
    from codinglab.validate.own import load
    from codinglab.validate.own.files import read_file

    mine = () if own is None else (read_file(own),) if own.is_file() else load(own)
    if not named:
        return mine or edits()
    families = {one.family for one in edits()}
    found = []
    for name in named:
        found += [one for one in edits() if one.family == name] if name in families else [edit(name)]
    return tuple({one.id: one for one in (*found, *mine)}.values())
