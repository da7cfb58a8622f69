"""A back-test on this machine: DuckDB over the Parquet files of an extract, out of core."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from codinglab.backtest.engines.looks_here import LooksHere
from codinglab.backtest.statements import PERIOD
from codinglab.claims.extract import Extract
from codinglab.claims.extract.duck import PREFIXES, parquet, tune
from codinglab.model import CodinglabError
from codinglab.model.period import Period
from codinglab.reference.rule_tables import RuleTable

if TYPE_CHECKING:
    import pyarrow as pa


class DuckEngine(LooksHere):
    """DuckDB in memory, spilling to disk beyond a limit.

    Args:
        tables: the reference tables.
        period: the days asked about.
        memory: the limit, such as "4GB".
        threads: how many threads; all cores by default.
        spill: a folder for what does not fit into memory.
    """

    name = "duckdb"
    dialect: str | None = "duckdb"
    at_once = 1
    whole = False

    def __init__(
        self,
        tables: Mapping[str, RuleTable],
        period: Period,
        *,
        memory: str,
        threads: int | None = None,
        spill: Path,
    ) -> None:
        import duckdb

        self._connection = duckdb.connect()
        tune(self._connection, memory, spill)
        if threads is not None:
            self._connection.execute("SET threads = ?", [threads])
        for name, found in tables.items():
            self._connection.register("incoming", found.rows)
            self._connection.execute(f'CREATE TABLE "{name}" AS SELECT * FROM incoming')
            self._connection.unregister("incoming")
        self._connection.execute(
            f"CREATE TABLE {PERIOD} AS SELECT CAST(? AS DATE) AS since, CAST(? AS DATE) AS through",
            [period.since, period.through],
        )
        self._held: dict[str, str] = {}

    def load(
        self,
        extract: Extract,
        partitions: Sequence[int],
        relations: Collection[str],
        *,
        often: Collection[str],
    ) -> None:
        """Have these relations hold the claims of these partitions; those read `often` are copied."""
        for name, kind in self._held.items():
            self._connection.execute(f"DROP {kind} {name}")
        self._held.clear()
        wanted = {*relations, *(["diagnosis"] if "prefix" in relations else [])}
        for name in sorted(wanted):
            kind = "TABLE" if name in often else "VIEW"
            files = [extract.file(name, place) for place in partitions]
            rows = PREFIXES if name == "prefix" else f"SELECT * FROM {parquet(files)}"
            self._connection.execute(f"CREATE TEMP {kind} {name} AS {rows}")
            self._held[name] = kind

    def keep(self, name: str, statement: Any) -> None:
        """Have a table hold what a statement gives, until other claims are loaded."""
        with _told():
            self._connection.execute(f"CREATE TEMP TABLE {name} AS {statement}")
        self._held[name] = "TABLE"

    def ask(self, statement: Any) -> pa.Table:
        """The rows that a statement gives.

        Raises:
            CodinglabError: memory and disk are not enough.
        """
        with _told():
            return self._connection.sql(statement).to_arrow_table()

    def close(self) -> None:
        """Close the connection and free its memory."""
        self._connection.close()


@contextmanager
def _told() -> Iterator[None]:
    """Say in our words that the memory is not enough."""
    import duckdb

    try:
        yield
    except duckdb.OutOfMemoryException as error:
        msg = f"DuckDB ran out of memory: give it more with --memory ({str(error).splitlines()[0]})."
        raise CodinglabError(msg) from error
