"""The first pass: each table goes to disk by claim; what a claim repeats on its lines is kept once.

Of a table whose rows are lines, the columns of the claim ("head") are kept for the first row of a claim in a
chunk, and for every row on which they differ; the columns of the line for each row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from codinglab.claims.intake.batch import Rejection
from codinglab.claims.intake.columns.ahead import ahead
from codinglab.claims.intake.columns.chunk import Chunk, TableSource
from codinglab.claims.intake.columns.mapping import Mapping, TableMapping
from codinglab.claims.intake.columns.names import LISTS, is_list, known
from codinglab.claims.intake.columns.staging import Buckets, buckets_for, first_of_each
from codinglab.claims.intake.columns.tidy import tidy

if TYPE_CHECKING:
    import duckdb

PLACE_BITS = 40
PER_LINE = ("provider", "specialty", "group")
"""Fields of the claim that its lines may differ in: the claim has those of its first line."""

_REPLACES = ("7", "8")


@dataclass
class Staged:
    """What the first pass leaves for the second.

    Attributes:
        folder: where the buckets lie.
        count: how many there are.
        tables: "head", "line", "diagnosis", "procedure", "condition" -> its buckets.
        sources: the files, by the number in front of a row's place.
        broken: ids that a row which could not be read may be of -> that row's place in words.
    """

    folder: Path
    count: int
    tables: dict[str, Buckets] = field(default_factory=dict)
    sources: list[str] = field(default_factory=list)
    broken: dict[str, str] = field(default_factory=dict)

    def drop(self, bucket: int) -> None:
        """Take a bucket off the disk."""
        for buckets in self.tables.values():
            buckets.drop(bucket)

    def place(self, at: int) -> tuple[str, str]:
        """The file and the place of a row, as a person finds it."""
        return self.sources[at >> PLACE_BITS], f"row {at & ((1 << PLACE_BITS) - 1)}"


def physical(table: TableMapping) -> dict[str, str]:
    """The name of each staged column -> the column of the source.

    >>> physical(TableMapping("claim", {"claim_id": "ID", "diagnoses": ("DX1", "DX2")}))
    {'claim_id': 'ID', 'diagnoses_1': 'DX1', 'diagnoses_2': 'DX2'}
    """
    names = {}
    for one in table.columns:
        for number, column in enumerate(table.columns_of(one), start=1):
            names[f"{one}_{number}" if is_list(table.rows, one) else one] = column
    return names


def of_claim(table: TableMapping, name: str) -> bool:
    """Whether a staged column belongs to the claim and not to the row."""
    base = name.rpartition("_")[0] if name.rpartition("_")[0] in LISTS else name
    return table.rows == "claim" or LISTS.get(base) == "claim" or base in known()["names"]["claim"]


def stage(
    mapping: Mapping,
    sources: dict[str, TableSource],
    folder: Path,
    connection: duckdb.DuckDBPyConnection,
    staged: Staged,
) -> Iterator[tuple[float, tuple[Rejection, ...]]]:
    """Stage all tables; gives the share done and the rows that are no rows.

    Raises:
        InvalidInputError: a source cannot be read.
    """
    connection.execute("CREATE TABLE later(id VARCHAR, by_claim VARCHAR, frequency VARCHAR)")
    for number, table in enumerate(mapping.tables):
        stager = _Stager(table, mapping, connection, staged)
        columns = physical(table)
        wanted = list(dict.fromkeys(columns.values()))
        for chunk in ahead(sources[table.name].chunks(wanted, columns["claim_id"])):
            stager.add(chunk)
            yield (number + chunk.read) / len(mapping.tables), _rejected(chunk, staged)
    for buckets in staged.tables.values():
        buckets.close()


def bucket_count(mapping: Mapping, sources: dict[str, TableSource]) -> int:
    """How many buckets the tables need: by the one with most rows."""
    counts = [sources[table.name].rows for table in mapping.tables]
    known_counts = [count for count in counts if count is not None]
    return buckets_for(None if len(known_counts) < len(counts) else max(known_counts))


def _rejected(chunk: Chunk, staged: Staged) -> tuple[Rejection, ...]:
    for one in chunk.broken:
        for claim in one.ids:
            staged.broken.setdefault(claim, f"row {one.place}")
    return tuple(
        Rejection(
            chunk.source,
            f"row {one.place}",
            one.ids[0] if len(one.ids) == 1 else "",
            "",
            "",
            one.reason,
            one.text,
        )
        for one in chunk.broken
    )


class _Stager:
    """Puts the chunks of one table into buckets."""

    def __init__(
        self, table: TableMapping, mapping: Mapping, connection: duckdb.DuckDBPyConnection, staged: Staged
    ) -> None:
        self._connection, self._staged = connection, staged
        self._columns = physical(table)
        self._is_main = mapping.main is table
        wide = self._is_main and table.rows == "line"
        self._head = [name for name in self._columns if of_claim(table, name)] if wide else []
        self._row = [name for name in self._columns if name not in self._head or name in PER_LINE]
        self._replaces = self._is_main and mapping.drop_replaced and "original" in self._columns
        self._rows_kind = "head" if table.rows == "claim" else table.rows
        kinds = {self._rows_kind, "head"} if self._head else {self._rows_kind}
        for kind in kinds:
            staged.tables[kind] = Buckets(staged.folder, kind, staged.count)
        self._hashed = self._head or (self._row if table.rows == "claim" else [])
        self._hashed = [name for name in self._hashed if name not in PER_LINE]

    def add(self, chunk: Chunk) -> None:
        import numpy as np
        import pyarrow as pa

        staged = self._staged
        if not len(chunk.table):
            return
        if not staged.sources or staged.sources[-1] != chunk.source:
            staged.sources.append(chunk.source)
        at = np.asarray(chunk.places, np.int64) + ((len(staged.sources) - 1) << PLACE_BITS)
        columns = {column: tidy(chunk.table.column(column)) for column in set(self._columns.values())}
        arrays = {name: columns[column] for name, column in self._columns.items()}
        keyed = self._keyed(pa.table(arrays))
        bucket = keyed.column("bucket").to_numpy()
        ids = {"spot": pa.array(at), "id": keyed.column("id")}
        with_hash = {**ids, "h": keyed.column("h")} if self._hashed else ids
        rows = pa.table({**with_hash, **{name: arrays[name] for name in self._row if name != "claim_id"}})
        staged.tables[self._rows_kind].add(rows, bucket)
        if self._head:
            first = first_of_each(keyed.column("k").to_numpy())
            heads = pa.table(
                {**with_hash, **{name: arrays[name] for name in self._head if name != "claim_id"}}
            )
            staged.tables["head"].add(heads.take(pa.array(first)), bucket[first])

    def _keyed(self, given: Any) -> Any:
        """The id of each row, its bucket, the hash of the claim's columns, and of these with the id."""
        id_sql = "coalesce(claim_id, '')"
        hashed = ", ".join(f'"{name}"' for name in self._hashed) or "1"
        connection = self._connection
        connection.register("given", given)
        try:
            keyed = connection.sql(
                f"SELECT id, (hash(id) % {self._staged.count})::UTINYINT AS bucket, h, hash(id, h) AS k "
                f"FROM (SELECT {id_sql} AS id, hash({hashed}) AS h FROM given)"
            ).to_arrow_table()
            if self._replaces:
                self._note_replacing(id_sql)
        finally:
            connection.unregister("given")
        return keyed

    def _note_replacing(self, id_sql: str) -> None:
        frequency = "frequency" if "frequency" in self._columns else "NULL"
        if "bill_type" in self._columns:
            frequency = f"coalesce({frequency}, right(bill_type, 1))"
        told = ", ".join(f"'{one}'" for one in _REPLACES)
        self._connection.execute(
            f"INSERT INTO later SELECT DISTINCT original AS id, {id_sql}, {frequency} FROM given "
            f"WHERE {frequency} IN ({told})"
        )
