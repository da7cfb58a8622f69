"""A back-test on any Ibis connection, on a best-effort basis: proven are DuckDB and Spark alone."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from codinglab.backtest.engines.looks_here import LooksHere
from codinglab.backtest.statements import PERIOD
from codinglab.claims.extract import Extract
from codinglab.claims.extract.duck import PREFIXES
from codinglab.claims.extract.layout import PREFIX
from codinglab.model.period import Period
from codinglab.reference.rule_tables import RuleTable

if TYPE_CHECKING:
    import pyarrow as pa


class IbisEngine(LooksHere):
    """Edits over an extract whose relations are loaded into the connection as temporary tables.

    Args:
        tables: the reference tables.
        period: the days asked about.
        connection: an Ibis connection; the caller closes it. Its own tables are never touched: temporary ones
            stand before those of the same name.
    """

    dialect: str | None = None
    at_once = 1
    whole = False

    def __init__(self, tables: Mapping[str, RuleTable], period: Period, connection: Any) -> None:
        import pyarrow as pa

        self.name = str(connection.name)
        self._connection = connection
        self._names: set[str] = set()
        for name, found in tables.items():
            self._put(name, found.rows)
        days = {"since": [period.since], "through": [period.through]}
        self._put(PERIOD, pa.table(days, pa.schema({name: pa.date32() for name in days})))

    def load(
        self,
        extract: Extract,
        partitions: Sequence[int],
        relations: Collection[str],
        *,
        often: Collection[str],
    ) -> None:
        """Have these relations hold the claims of these partitions."""
        import pyarrow as pa
        import pyarrow.parquet as pq

        for name in relations:
            stored = "diagnosis" if name == "prefix" else name
            parts = [pq.read_table(extract.file(stored, place)) for place in partitions]
            rows = pa.concat_tables(parts)
            self._put(name, _prefixes(rows) if name == "prefix" else rows)

    def keep(self, name: str, statement: Any) -> None:
        """Have a temporary table hold what an expression gives."""
        self._put(name, self._connection.to_pyarrow(statement))

    def ask(self, statement: Any) -> pa.Table:
        """The rows that an Ibis expression over unbound tables gives."""
        return self._connection.to_pyarrow(statement)

    def close(self) -> None:
        """Drop the temporary tables."""
        for name in self._names:
            self._connection.drop_table(name, force=True)

    def _put(self, name: str, rows: pa.Table) -> None:
        self._connection.create_table(name, rows, temp=True, overwrite=True)
        self._names.add(name)


def _prefixes(diagnoses: pa.Table) -> pa.Table:
    import duckdb

    with duckdb.connect() as connection:
        connection.register("diagnosis", diagnoses)
        return connection.sql(PREFIXES).to_arrow_table().cast(PREFIX)
