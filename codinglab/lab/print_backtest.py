"""A back-test for the terminal: what each edit hit, of how many rows, and what was not evaluated."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from rich.table import Column, Table
from rich.text import Text

if TYPE_CHECKING:
    from codinglab.backtest.opened import BackTest

_REASONS = 12


def run_table(found: BackTest) -> Iterator[Table | Text]:
    """The edits that hit, with their rates; then why rows were not evaluated, the commonest reason first."""
    hits = _sums(found, "hits", "edit", "count(*), count(DISTINCT claim_id)")
    eligible = _sums(found, "eligible", "edit", "sum(rows)")
    table = Table(
        Column("edit", overflow="fold"),
        Column("hits", justify="right"),
        Column("claims", justify="right"),
        Column("rows judged", justify="right"),
        Column("hit rate", justify="right"),
    )
    for (edit,), (rows, claims) in sorted(hits.items(), key=lambda item: -item[1][0]):
        judged = int(eligible.get((edit,), (0,))[0])
        rate = f"{rows / judged:.3%}" if judged else ""
        table.add_row(edit, f"{rows:,}", f"{claims:,}", f"{judged:,}", rate)
    if not found.finished:
        yield Text("The run is not finished: the same command goes on with what is left.", "bold red")
    silent = len(found.edits) - len(hits)
    yield Text(f"{len(found.edits)} edits over {found.card['extract']}: {silent} of them hit nothing", "bold")
    yield table
    unknown = _sums(found, "unknown", "reason", "sum(rows), count(DISTINCT edit)")
    for (reason,), (rows, edits) in sorted(unknown.items(), key=lambda item: -item[1][0])[:_REASONS]:
        yield Text(f"NOT_EVALUATED, {int(rows):,} rows, {edits} edits: {reason}", style="dim")
    if len(unknown) > _REASONS:
        yield Text(f"and {len(unknown) - _REASONS} further reasons: see the report", style="dim")


def _sums(found: BackTest, kind: str, by: str, what: str) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    import duckdb

    files = [str(file) for file in found.files(kind)]
    if not files:
        return {}
    with duckdb.connect() as connection:
        rows = connection.execute(
            f"SELECT {by}, {what} FROM read_parquet(?) GROUP BY {by}",  # noqa: S608 (our own columns)
            [files],
        ).fetchall()
    return {row[:1]: row[1:] for row in rows}
