"""Read the tables of a measured back-test, no more of them than is asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb

from codinglab.backtest.measures.database import view
from codinglab.backtest.measures.measure import FOLDER, TABLES
from codinglab.model import InvalidInputError

Row = dict[str, Any]


class Measured:
    """The tables in a back-test's folder.

    Raises:
        InvalidInputError: the back-test was not measured yet.
    """

    def __init__(self, folder: Path) -> None:
        self._connection = duckdb.connect()
        self._connection.execute("SET enable_progress_bar = false")
        for one in TABLES:
            file = folder / FOLDER / f"{one.name}.parquet"
            if not file.is_file():
                msg = (
                    f"{folder} is not measured: {file.name} is missing. Measure it with: "
                    f"codinglab backtest tables {folder}"
                )
                raise InvalidInputError(msg)
            view(self._connection, f"{one.name}_rows", [file])

    def rows(
        self, name: str, where: str = "true", values: tuple[Any, ...] = (), order: str = ""
    ) -> list[Row]:
        """Rows of a table.

        Args:
            name: the table's.
            where: a condition in SQL, with ? for its values.
            values: those.
            order: the columns that the rows are sorted by, in SQL, and how many are wanted.
        """
        ordered = f" ORDER BY {order}" if order else ""
        asked = self._connection.execute(
            f'SELECT * FROM "{name}_rows" WHERE {where}{ordered}',
            list(values),
        )
        names = [column[0] for column in asked.description or ()]
        return [dict(zip(names, row, strict=True)) for row in asked.fetchall()]

    def top(self, edit: str, dimension: str, most: int) -> list[Row]:
        """The values of a dimension with the most hits of an edit."""
        return self.rows(
            "by",
            "edit = ? AND dimension = ? AND hits > 0",
            (edit, dimension),
            f"hits DESC, value LIMIT {int(most)}",
        )

    def count(self, name: str, where: str, values: tuple[Any, ...]) -> int:
        """How many rows of a table meet a condition."""
        sql = f'SELECT count(*) FROM "{name}_rows" WHERE {where}'
        row = self._connection.execute(sql, list(values)).fetchone()
        return int(row[0]) if row else 0
