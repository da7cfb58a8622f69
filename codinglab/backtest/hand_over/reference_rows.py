"""The rows of the reference tables that the examples need: so few that no table is handed over.

Those rows are kept that hold a word of the examples' claims, and what it takes beside them for the statements
to answer as they do with the whole tables.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from codinglab.claims.tables import SCHEMAS

if TYPE_CHECKING:
    import pyarrow as pa

_ENOUGH = 60
_SHORTEST = (3, 1)

Answers = list[Counter[Any]]


class Trial:
    """Statements over example claims in DuckDB, with the reference tables or some of their rows."""

    def __init__(self, relations: Mapping[str, pa.Table], statements: Sequence[str]) -> None:
        import duckdb

        self._connection = duckdb.connect()
        self._statements = tuple(statements)
        for name in SCHEMAS:
            self._connection.register("_rows", relations[name])
            self._connection.execute(f"CREATE TABLE {name} AS SELECT * FROM _rows")
            self._connection.unregister("_rows")

    def answers(self, tables: Mapping[str, pa.Table]) -> Answers:
        """What the statements give with these tables."""
        for name, rows in tables.items():
            self._connection.register(name, rows)
        return [Counter(self._connection.execute(statement).fetchall()) for statement in self._statements]


def rows_needed(
    trial: Trial, tables: Mapping[str, pa.Table], relations: Mapping[str, pa.Table]
) -> dict[str, pa.Table]:
    """The rows of each table that the statements need to answer as they do with all of them.

    Args:
        trial: the statements over the claims.
        tables: the reference tables whole.
        relations: the claims.
    """
    if not tables:
        return {}
    wanted = trial.answers(tables)
    kept = dict(tables)
    for some in _guesses(tables, relations):
        if trial.answers(some) == wanted:
            kept = some
            break
    for name in sorted(kept, key=lambda table: -kept[table].num_rows):
        kept[name] = _fewest(trial, kept, name, wanted)
    return kept


def _guesses(
    tables: Mapping[str, pa.Table], relations: Mapping[str, pa.Table]
) -> Iterable[dict[str, pa.Table]]:
    """Ever more of the tables: the rows with a word of the claims, then with a word of such rows."""
    words = _words(relations.values(), without={"claim_id", "claim_type", "patient", "key"})
    for shortest in _SHORTEST:
        some = {
            name: _with(rows, {word for word in words if len(word) >= shortest})
            for name, rows in tables.items()
        }
        yield some
    for _ in range(2):
        words = words | _words(some.values(), without={"claim_type"})
        some = {name: _with(rows, words) for name, rows in tables.items()}
        yield some


def _words(tables: Iterable[pa.Table], without: set[str]) -> set[str]:
    return {
        word
        for table in tables
        for name in table.column_names
        if name not in without and str(table.schema.field(name).type) == "string"
        for word in table.column(name).unique().to_pylist()
        if word
    }


def _with(table: pa.Table, words: set[str]) -> pa.Table:
    """The rows with one of the words in a text column."""
    import pyarrow as pa
    import pyarrow.compute as pc

    some = pa.array(sorted(words), pa.string())
    kept = pa.array([False] * table.num_rows)
    for field in table.schema:
        if str(field.type) == "string" and field.name != "claim_type":
            kept = pc.or_(kept, pc.is_in(table.column(field.name).combine_chunks(), value_set=some))
    return table.filter(kept)


def _fewest(trial: Trial, tables: Mapping[str, pa.Table], name: str, wanted: Answers) -> pa.Table:
    """A table with halves, quarters, ... left out as long as the answers stay (delta debugging)."""
    rows = list(range(tables[name].num_rows))
    size = len(rows)
    while size > 1 and len(rows) > _ENOUGH:
        size = max(size // 2, 1)
        start = 0
        while start < len(rows):
            fewer = rows[:start] + rows[start + size :]
            if trial.answers({**tables, name: tables[name].take(fewer)}) == wanted:
                rows = fewer
            else:
                start += size
        if size <= _ENOUGH // 8:
            break
    return tables[name].take(rows)
