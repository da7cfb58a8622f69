"""All measures of a back-test, written as Parquet tables into its folder."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from codinglab.backtest.measures.amounts import fee_schedule, write_amounts
from codinglab.backtest.measures.base import write_edits, write_hits, write_stakes
from codinglab.backtest.measures.breakdowns import BY, EQUITY, ROWS_SQL
from codinglab.backtest.measures.concentration import BEARERS_SQL, CONCENTRATION, LORENZ
from codinglab.backtest.measures.database import MEMORY, attach, connected
from codinglab.backtest.measures.editions import EDITIONS, write_editions
from codinglab.backtest.measures.guard_rails import GUARD_RAILS, write_guard_rails
from codinglab.backtest.measures.modifiers import MODIFIERS, SAMPLE, write_modifiers
from codinglab.backtest.measures.opened import Run
from codinglab.backtest.measures.overlap import FIRST_SQL, INDICATOR, MONEY_TABLE, OVERLAP, SETS_SQL
from codinglab.backtest.measures.population import write_population
from codinglab.backtest.measures.scope import Scope
from codinglab.backtest.measures.stability import STABILITY
from codinglab.backtest.measures.summary import AMOUNTS, NOT_EVALUATED, SUMMARY
from codinglab.backtest.measures.table import Table

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

Say = Callable[[str, float], None]
EVERYWHERE = Scope()
FOLDER = "tables"
_INNER = {
    "row_count": ROWS_SQL,
    "edit_set": SETS_SQL,
    "first_reject": FIRST_SQL,
    "bearer": BEARERS_SQL,
    "by_table": BY.sql,
}
TABLES = (
    *(SUMMARY, NOT_EVALUATED, AMOUNTS, BY, EQUITY, OVERLAP, MONEY_TABLE),
    *(INDICATOR, CONCENTRATION, LORENZ, STABILITY, MODIFIERS, GUARD_RAILS, EDITIONS),
)


def silent(_sentence: str, _share: float) -> None:
    """Says nothing."""


@contextmanager
def prepared(
    run: Run,
    scope: Scope = EVERYWHERE,
    *,
    schedule: pa.Table | None = None,
    memory: str = MEMORY,
    say: Say = silent,
) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database with every table that the measures read (`base`, `population`).

    Args:
        run: the back-test.
        scope: what is measured.
        schedule: the fee schedule's rows (`amounts.fee_schedule`); none by default.
        memory: the most that DuckDB may use.
        say: called with a sentence and the share done, 0 to 1.
    """
    with connected(memory) as connection:
        say("reading the hits", 0.0)
        attach(connection, run)
        write_edits(connection, run)
        write_hits(connection, scope)
        say("amounts of the lines hit", 0.2)
        write_amounts(connection, schedule)
        write_stakes(connection)
        say("counting the rows that could be hit", 0.4)
        write_population(connection, scope, run.period)
        connection.execute(
            f"CREATE VIEW unknown_rows AS SELECT * FROM unknown_file WHERE {scope.holds('month')}"
        )
        for number, (name, sql) in enumerate(_INNER.items()):
            say("laying the tables out", 0.7 + 0.3 * number / len(_INNER))
            connection.execute(f"CREATE TABLE {name} AS {sql}")
        yield connection


def measure(
    run: Run,
    scope: Scope = EVERYWHERE,
    *,
    memory: str = MEMORY,
    sample: int = SAMPLE,
    needs: Mapping[str, int] | None = None,
    say: Say = silent,
) -> Path:
    """Measure a back-test and write its tables, each with its columns explained in `README.md` beside them.

    Args:
        run: the back-test.
        scope: what is measured; by default all of it, without replaced and voided claims.
        memory: the most that DuckDB may use ("2GB"); the rest goes to disk.
        sample: how many hit lines of an edit are tried with each modifier; 0 tries none.
        needs: days of history that an analyst's own edits look back, by id.
        say: called with a sentence and the share done, 0 to 1.

    Returns:
        The folder of the tables, `<run>/tables`. What stood there is replaced once all are made.

    Raises:
        InvalidInputError: the memory limit cannot be read.
    """
    folder, draft = run.folder / FOLDER, run.folder / f"{FOLDER}.draft"
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir()
    base = prepared(
        run, scope, schedule=fee_schedule(), memory=memory, say=lambda what, at: say(what, at / 2)
    )
    with base as connection:
        write_guard_rails(connection, run, scope, needs or {})
        write_editions(connection, run)
        for number, edit_id in enumerate(write_modifiers(connection, run, sample=sample)):
            say(f"modifiers on the hits of {edit_id}", 0.5 + 0.4 * number / len(run.edits))
        for number, table in enumerate(TABLES):
            say(f"writing {table.name}", 0.9 + 0.1 * number / len(TABLES))
            table.write(connection, draft)
    (draft / "README.md").write_text(describe(TABLES), encoding="utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    draft.replace(folder)
    say("measured", 1.0)
    return folder


def describe(tables: Sequence[Table]) -> str:
    """What the tables and their columns mean, in Markdown."""
    parts = ["# Tables of a back-test", "Parquet; each column's meaning is in its field's metadata too."]
    for one in tables:
        parts.append(f"## {one.name}.parquet")
        parts.append(one.about)
        parts.append(
            "\n".join(f"- `{column.name}` ({column.kind}): {column.about}" for column in one.columns)
        )
    return "\n\n".join(parts) + "\n"
