"""Claims on their way into an extract: numbered, and laid on disk batch by batch with their bucket."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from codinglab.claims.extract.duck import exactly, quoted
from codinglab.claims.extract.layout import EXTRACT_SCHEMAS, INTAKE_SCHEMAS
from codinglab.claims.intake.batch import Batch, Rejection
from codinglab.model import InvalidInputError

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

BUCKETS = 1024
_ROWS_A_GROUP = 8192
"""Small groups: a partition's buckets are then a few groups of each file, found by their bounds."""


class Staging:
    """Batches of claims on disk, one file a batch and relation, sorted by bucket.

    Args:
        connection: a DuckDB connection of our own.
        folder: an empty folder; the caller removes it.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
        self._connection = connection
        self._folder = folder
        self._batches = 0
        self.claims = 0
        self.lines = 0
        for name in INTAKE_SCHEMAS:
            (folder / name).mkdir()

    def add(self, batch: Batch) -> None:
        """Number the claims of a batch and lay them on disk.

        Raises:
            InvalidInputError: the batch holds a relation or columns that an extract has not.
        """
        claims = batch.relations.get("claim")
        if claims is None or not claims.num_rows:
            return
        run = self._connection.execute
        for name, table in batch.relations.items():
            self._check(name, table.schema.names)
            if name == "claim":
                table = table.append_column("number", _numbers(self.claims, table.num_rows))
            self._connection.register(f"incoming_{name}", table)
        run(
            "CREATE OR REPLACE TEMP TABLE numbered AS SELECT claim_id AS name, "
            f"CAST(hash(patient) % {BUCKETS} AS SMALLINT) AS bucket, "
            "number AS claim_id FROM incoming_claim"
        )
        for name, table in batch.relations.items():
            columns = ", ".join(f'r."{column}"' for column in INTAKE_SCHEMAS[name].names[1:])
            extra = ", n.name" if name == "claim" else ""
            run(
                f"COPY (SELECT n.bucket, n.claim_id, {columns}{extra} FROM incoming_{name} AS r "
                "JOIN numbered AS n ON r.claim_id = n.name ORDER BY n.bucket) "
                f"TO {self._file(name)} (FORMAT parquet, ROW_GROUP_SIZE {_ROWS_A_GROUP})"
            )
            self._connection.unregister(f"incoming_{name}")
            if name == "line":
                self.lines += table.num_rows
        self.claims += claims.num_rows
        self._batches += 1

    def repeated(self) -> Iterator[Rejection]:
        """Set aside claims whose id an earlier claim had; each is a rejection."""
        run = self._connection.execute
        run("CREATE OR REPLACE TEMP TABLE repeated (claim_id BIGINT, name VARCHAR)")
        if not self._batches:
            return
        run(
            "INSERT INTO repeated SELECT claim_id, name FROM (SELECT claim_id, name, row_number() OVER "
            f"(PARTITION BY name ORDER BY claim_id) AS turn FROM ({self.select('claim')}) "
            f"SEMI JOIN (SELECT name FROM ({self.select('claim')}) GROUP BY name HAVING count(*) > 1) "
            "USING (name)) WHERE turn > 1"
        )
        found = run("SELECT name FROM repeated ORDER BY claim_id").fetchall()
        self.claims -= len(found)
        for (name,) in found:
            reason = (
                "an earlier claim has this id: give each claim an id of its own, or take one version of it"
            )
            yield Rejection("", "", name, "claim_id", name, reason)

    def select(self, relation: str, first: int = 0, last: int = BUCKETS - 1) -> str:
        """SQL that gives a relation's rows of some buckets, in the columns of an extract."""
        schema = EXTRACT_SCHEMAS[relation]
        if not any((self._folder / relation).iterdir()):
            kinds = {"int64": "BIGINT", "int32": "INTEGER", "double": "DOUBLE", "date32[day]": "DATE"}
            nothing = ", ".join(
                f'CAST(NULL AS {kinds.get(str(field.type), "VARCHAR")}) AS "{field.name}"' for field in schema
            )
            return f"SELECT {nothing} WHERE false"
        columns = ", ".join(f'"{name}"' for name in schema.names)
        files = f"read_parquet({quoted(exactly(self._folder / relation) + '/*.parquet')})"
        return f"SELECT {columns} FROM {files} WHERE bucket BETWEEN {first} AND {last}"

    def _file(self, relation: str) -> str:
        return quoted((self._folder / relation / f"batch-{self._batches:06}.parquet").as_posix())

    @staticmethod
    def _check(name: str, columns: list[str]) -> None:
        if name not in INTAKE_SCHEMAS:
            msg = f"A batch of claims has a relation '{name}'. There are: {', '.join(INTAKE_SCHEMAS)}."
            raise InvalidInputError(msg)
        if missing := [column for column in INTAKE_SCHEMAS[name].names if column not in columns]:
            msg = f"A batch of claims has no {', '.join(missing)} in its relation {name}."
            raise InvalidInputError(msg)


def _numbers(before: int, count: int) -> pa.Array:
    """The numbers of claims in the order in which they came."""
    import numpy as np
    import pyarrow as pa

    return pa.array(np.arange(before + 1, before + count + 1))
