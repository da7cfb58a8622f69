"""Claims out of tables, as batches: staged by claim, then made into relations, bucket by bucket."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from codinglab.claims.extract.duck import tune
from codinglab.claims.intake.batch import Batch
from codinglab.claims.intake.columns.bucket import BucketReader
from codinglab.claims.intake.columns.chunk import TableSource
from codinglab.claims.intake.columns.mapping import Mapping, TableMapping, checked
from codinglab.claims.intake.columns.sampled import source_of, with_formats
from codinglab.claims.intake.columns.stage import Staged, bucket_count, stage
from codinglab.claims.intake.columns.suggest import missing
from codinglab.model import InvalidInputError

MEMORY = "2GB"
_OF_STAGING = 0.6


def fitted(mapping: Mapping, sources: dict[str, TableSource]) -> Mapping:
    """The mapping with the columns' names as the tables write them, and a format for each date.

    Raises:
        InvalidInputError: a column or table is not there, a required field is not mapped, or days can be
            read in two ways.
    """
    checked(mapping, "The mapping")
    tables = tuple(_fitted(table, sources) for table in mapping.tables)
    mapping, questions = with_formats(replace(mapping, tables=tables), sources)
    if faults := [*missing(mapping), *questions]:
        told = "\n".join(f"  {fault}" for fault in faults)
        msg = f"The claims cannot be read with this mapping:\n{told}"
        raise InvalidInputError(msg)
    return mapping


def read_columns(
    sources: dict[str, TableSource], mapping: Mapping, *, scratch: Path | None = None, memory: str = MEMORY
) -> Iterator[Batch]:
    """Read claims out of tables.

    Args:
        sources: the tables by name (`table_sources`).
        mapping: what their columns are.
        scratch: a folder in which rows wait on disk, about as large as the source packed; the system's
            folder for temporary files by default.
        memory: what DuckDB may use; beyond it, it goes to disk.

    Yields:
        Batches of whole claims; while the source is being read, batches without claims tell how far it is.

    Raises:
        InvalidInputError: the mapping does not fit, or a source cannot be read or holds no rows.
    """
    import duckdb

    mapping = fitted(mapping, sources)
    named = {table.name: source_of(table, sources) for table in mapping.tables}
    with (
        tempfile.TemporaryDirectory(prefix="codinglab-import-", dir=scratch) as held,
        duckdb.connect(str(Path(held) / "rows.duckdb")) as connection,
    ):
        tune(connection, memory, Path(held) / "spill", ordered=True)
        staged = Staged(Path(held), bucket_count(mapping, named))
        told = 0
        for read, rejected in stage(mapping, named, Path(held), connection, staged):
            told += len(rejected)
            yield Batch({}, rejected, _OF_STAGING * read)
        if not staged.sources and not told:
            msg = f"{named[mapping.main.name].name} has a header and no rows."
            raise InvalidInputError(msg)
        connection.execute("SET preserve_insertion_order = false")
        reader = BucketReader(mapping, staged, connection)
        for bucket in range(staged.count):
            yield reader.batch(bucket, _OF_STAGING + (1 - _OF_STAGING) * (bucket + 1) / staged.count)
            staged.drop(bucket)


def _fitted(table: TableMapping, sources: dict[str, TableSource]) -> TableMapping:
    source = source_of(table, sources)
    there = {name.strip().lower(): name for name in reversed(source.columns)}
    gone = [name for name in table.used() if name not in source.columns and name.strip().lower() not in there]
    if gone:
        told, held = ", ".join(map(repr, gone[:10])), ", ".join(map(repr, source.columns[:40]))
        msg = f"{source.name} has no columns {told}, which the mapping names. It has {held}."
        raise InvalidInputError(msg)
    exact = {name: name if name in source.columns else there[name.strip().lower()] for name in table.used()}
    columns = {
        name: exact[one] if isinstance(one, str) else tuple(exact[each] for each in one)
        for name, one in table.columns.items()
    }
    return replace(table, columns=columns)
