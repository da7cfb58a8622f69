"""Commands about a back-test that has run: its tables, its report, and two versions compared."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from codinglab.lab.commands.shared import console, progress_bar

app = typer.Typer()
Folder = Annotated[Path, typer.Argument(help="The back-test's folder.")]
Memory = Annotated[str, typer.Option(help="What DuckDB may use, such as 4GB; the rest goes to disk.")]
Moved = Annotated[
    Path | None, typer.Option("--extract", help="Where the claim extract lies, if it was moved.")
]
Sample = Annotated[int, typer.Option(help="Hits of an edit tried with each modifier; 0 tries none.")]
Edits = Annotated[
    Path | None, typer.Option("--edits", help="A folder of your own edits; its files are run as Python.")
]
LooksBack = Annotated[
    list[str] | None,
    typer.Option(help="How far an edit of your own looks back, as own/NAME=DAYS; may be given again."),
]
Replaced = Annotated[bool, typer.Option("--replaced", help="Measure replaced and voided claims too.")]


@app.command()
def tables(
    run: Folder,
    memory: Memory = "2GB",
    sample: Sample = 100,
    looks_back: LooksBack = None,
    own_edits: Edits = None,
    replaced: Replaced = False,
    extract: Moved = None,
) -> None:
    """Measure a back-test: Parquet tables in RUN/tables, explained in the README.md beside them."""
    folder = _measured(run, memory, sample, looks_back, own_edits, replaced, extract)
    console.print(f"{len(list(folder.glob('*.parquet'))):,} tables in {folder}", soft_wrap=True)


@app.command()
def report(
    run: Folder,
    html: Annotated[Path | None, typer.Option(help="Where to; RUN/report.html by default.")] = None,
    holdout_from: Annotated[
        str, typer.Option(help="The first day of a holdout period, the first of a month: YYYY-MM-DD.")
    ] = "",
    against: Annotated[
        Path | None, typer.Option(help="An earlier back-test over the same claims, to compare an edit with.")
    ] = None,
    edit: Annotated[str, typer.Option(help="The edit to compare; needed with --against.")] = "",
    memory: Memory = "2GB",
    sample: Sample = 100,
    looks_back: LooksBack = None,
    own_edits: Edits = None,
    replaced: Replaced = False,
    extract: Moved = None,
) -> None:
    """Measure a back-test and write its report: one page of HTML that needs nothing else."""
    from codinglab.backtest.measures import Scope, compare, hold_out, open_run
    from codinglab.lab.backtest_html import backtest_html
    from codinglab.parse import as_day

    if against is not None and not edit:
        msg = "--against needs the edit to compare: --edit ID."
        raise typer.BadParameter(msg)
    split = as_day(holdout_from) if holdout_from else None
    folder = _measured(run, memory, sample, looks_back, own_edits, replaced, extract)
    opened = open_run(run, extract)
    compared = held_out = None
    if against is not None:
        with progress_bar("comparing") as say:
            compared = compare(
                open_run(against, extract),
                edit,
                opened,
                edit,
                Scope(replaced=replaced),
                memory=memory,
                say=say,
            )
    if split is not None:
        with progress_bar("holdout") as say:
            held_out = hold_out(opened, split, memory=memory, say=say)
    written = _write(html or run / "report.html", backtest_html(opened, compared, held_out))
    console.print(f"Tables in {folder}", soft_wrap=True)
    console.print(f"Open {written}", soft_wrap=True)


@app.command()
def compare(
    first: Annotated[Path, typer.Argument(help="The back-test of the version before.")],
    second: Annotated[Path, typer.Argument(help="The back-test of the version after, over the same claims.")],
    edit: Annotated[str, typer.Argument(help="The edit's id.")],
    edit_after: Annotated[
        str, typer.Option("--after", help="The edit's id in the second back-test, where it has another.")
    ] = "",
    html: Annotated[Path | None, typer.Option(help="Write it as a page of HTML too.")] = None,
    tables: Annotated[Path | None, typer.Option(help="Write its tables as Parquet into this folder.")] = None,
    memory: Memory = "2GB",
    replaced: Replaced = False,
    extract: Moved = None,
) -> None:
    """Compare two versions of an edit: what is newly hit, released and kept."""
    from codinglab.backtest.measures import Scope, open_run
    from codinglab.backtest.measures import compare as compared
    from codinglab.lab.backtest_html import compared_html

    one, two = open_run(first, extract), open_run(second, extract)
    with progress_bar("comparing") as say:
        found = compared(one, edit, two, edit_after or edit, Scope(replaced=replaced), memory=memory, say=say)
    if found.same_logic:
        console.print("Both versions are of one logic.")
    for row in found.tables["version_changes"].to_pylist():
        allowed = "not evaluated" if row["allowed"] is None else f"${row['allowed']:,.2f}"
        console.print(
            f"{row['change']:>9}: {row['hits']:,} hits, {row['claims']:,} claims, {row['providers']:,} "
            "providers, "
            f"allowed {allowed}"
        )
    if tables is not None:
        found.write(tables)
        console.print(f"Tables in {tables}", soft_wrap=True)
    if html is not None:
        console.print(f"Open {_write(html, compared_html(found))}", soft_wrap=True)


def _measured(
    run: Path,
    memory: str,
    sample: int,
    looks_back: list[str] | None,
    own_edits: Path | None,
    replaced: bool,
    extract: Path | None,
) -> Path:
    from codinglab.backtest.measures import Scope, measure, open_run

    if own_edits is not None:
        from codinglab.validate.own import load

        load(own_edits)
    opened, needs = open_run(run, extract), _days(looks_back or [])
    scope = Scope(replaced=replaced)
    with progress_bar("measuring") as say:
        return measure(opened, scope, memory=memory, sample=max(sample, 0), needs=needs, say=say)


def _days(said: list[str]) -> dict[str, int]:
    found = {}
    for one in said:
        name, _, days = one.partition("=")
        if not name or not days.isdigit():
            msg = f"'{one}' is not an edit with its days: write it as own/name=365."
            raise typer.BadParameter(msg)
        found[name] = int(days)
    return found


def _write(path: Path, page: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(page, encoding="utf-8")
    return path
