"""The reference editions that the edits read, as they are installed when the measures are made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codinglab.backtest.measures.opened import BackTest
from codinglab.backtest.measures.table import DAY, TEXT, YES_NO, Column, Table
from codinglab.model import CodinglabError

if TYPE_CHECKING:
    import duckdb

EDITIONS = Table(
    "editions",
    "Editions of the reference tables that the edits read, as installed when the measures were made.",
    (
        Column("name", TEXT, "the table's name"),
        Column("claim_type", TEXT, "the claim type it is for; empty for all"),
        Column("edition", TEXT, "what people call the edition"),
        Column("since", DAY, "its first day"),
        Column("through", DAY, "its last day; null where it is open"),
        Column("complete", YES_NO, "whether an absent row means no; else it is an extract"),
    ),
    "SELECT * FROM edition",
    "name, claim_type, since, edition",
)


def write_editions(connection: duckdb.DuckDBPyConnection, run: BackTest) -> None:
    """The table `edition`; empty where there is no reference store, or the edits are not at hand."""
    connection.execute(
        "CREATE TABLE edition (name TEXT, claim_type TEXT, edition TEXT, since DATE, through DATE, "
        "complete BOOLEAN)"
    )
    for name, kinds in sorted(_held(run).items()):
        for claim_type, editions in sorted(kinds.items()):
            for one in editions:
                values = [name, claim_type, one.edition, one.period.since, one.period.through, one.complete]
                connection.execute("INSERT INTO edition VALUES (?, ?, ?, ?, ?, ?)", values)


def _held(run: BackTest) -> dict[str, dict[str, tuple]]:  # type: ignore[type-arg]
    from codinglab.reference.rules_file import read_card
    from codinglab.reference.store import open_store
    from codinglab.validate.catalogue import edit

    names: set[str] = set()
    for one in run.edits:
        try:
            names.update(edit(one.id).reads)
        except CodinglabError:
            continue
    if not names:
        return {}
    card = read_card(open_store().folder)
    return {name: card.editions[name] for name in names if name in card.editions}
