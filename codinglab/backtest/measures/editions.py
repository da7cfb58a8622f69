"""The reference editions that the edits read, as the run has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codinglab.backtest.measures.opened import Run
from codinglab.backtest.measures.table import TEXT, YES_NO, Column, Table

if TYPE_CHECKING:
    import duckdb

EDITIONS = Table(
    "editions",
    "Editions of the reference tables that the edits read: one row a table, claim type and edition.",
    (
        Column("name", TEXT, "the table's name"),
        Column("claim_type", TEXT, "the claim type it is for; all for all"),
        Column("edition", TEXT, "what people call the edition"),
        Column("days", TEXT, "the days it holds"),
        Column("complete", YES_NO, "whether an absent row means no; else it is an extract"),
    ),
    "SELECT * FROM edition",
    "name, claim_type, days, edition",
)


def write_editions(connection: duckdb.DuckDBPyConnection, run: Run) -> None:
    """The table `edition`."""
    connection.execute(
        "CREATE TABLE edition (name TEXT, claim_type TEXT, edition TEXT, days TEXT, complete BOOLEAN)"
    )
    rows = [
        [name, claim_type, *(str(edition), str(days), bool(complete))]
        for name, kinds in run.editions.items()
        for claim_type, editions in kinds.items()
        for edition, days, complete in editions
    ]
    if rows:
        connection.executemany("INSERT INTO edition VALUES (?, ?, ?, ?, ?)", rows)
