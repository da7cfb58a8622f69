"""A table of measures: its name, what each column means, and the statement that makes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb
    import pyarrow as pa

_ARROW = {
    "VARCHAR": "string",
    "BIGINT": "int64",
    "INTEGER": "int32",
    "DOUBLE": "double",
    "MONEY": "double",
    "BOOLEAN": "bool",
    "DATE": "date32",
}
TEXT, COUNT, YES_NO, DAY = "VARCHAR", "BIGINT", "BOOLEAN", "DATE"
NUMBER = SHARE = "DOUBLE"
MONEY = "MONEY"
"""Dollars, rounded to cents: sums of many lines are the same however they were added up."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its type (DuckDB's words, or MONEY), and what it means."""

    name: str
    kind: str
    about: str

    @property
    def shaped(self) -> str:
        """The column in its type, in SQL."""
        if self.kind == MONEY:
            return f'round(CAST("{self.name}" AS DOUBLE), 2)'
        return f'CAST("{self.name}" AS {self.kind})'


@dataclass(frozen=True, slots=True)
class Table:
    """A table of measures.

    Attributes:
        name: also its file's, `<run>/tables/<name>.parquet`.
        about: a sentence on what a row is.
        columns: in their order.
        sql: gives the columns, in any order, from the tables of `base`.
        order: what its rows lie sorted by; unique, so that two runs give the same bytes.
    """

    name: str
    about: str
    columns: tuple[Column, ...]
    sql: str
    order: str

    @property
    def schema(self) -> pa.Schema:
        """The Arrow schema, each field with what it means."""
        import pyarrow as pa

        return pa.schema(
            [
                pa.field(one.name, pa.type_for_alias(_ARROW[one.kind]), metadata={"about": one.about})
                for one in self.columns
            ],
            metadata={"about": self.about},
        )

    def read(self, connection: duckdb.DuckDBPyConnection) -> pa.Table:
        """Make the table from the connection's, in its order and types."""
        return connection.sql(self._statement).to_arrow_table().cast(self.schema)

    def write(self, connection: duckdb.DuckDBPyConnection, folder: Path) -> Path:
        """Make the table and write it; batch by batch, so that it need not fit in memory."""
        import pyarrow.parquet as pq

        path = folder / f"{self.name}.parquet"
        with pq.ParquetWriter(path, self.schema) as writer:
            for batch in connection.sql(self._statement).to_arrow_reader(100_000):
                writer.write_batch(batch.cast(self.schema))
        return path

    @property
    def _statement(self) -> str:
        shaped = ", ".join(f'{one.shaped} AS "{one.name}"' for one in self.columns)
        return f"SELECT {shaped} FROM ({self.sql}) ORDER BY {self.order}"


EDIT = Column("edit", TEXT, "the edit's id")
