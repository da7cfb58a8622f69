"""Tables of every kind as chunks of text: Parquet, Arrow, pandas, DuckDB, and folders of files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from codinglab.claims.intake.columns.as_text import as_text
from codinglab.claims.intake.columns.chunk import Chunk, TableSource, checked_names
from codinglab.claims.intake.columns.mapping import UTF_8, TextFile
from codinglab.claims.intake.columns.names import known, plain
from codinglab.claims.intake.columns.text_file import CsvTable
from codinglab.model import InvalidInputError

if TYPE_CHECKING:
    import pyarrow as pa

ROWS_A_CHUNK = 100_000
_SAMPLED = 20_000
_TEXT_ENDINGS = {".csv", ".tsv", ".txt", ".psv", ".gz", ".dat", ".tab"}
_MOST_FILES = 10_000


class BatchTable:
    """A table that comes as Arrow record batches.

    Args:
        name: what it is called.
        schema: of the batches.
        batches: gives them from the beginning, with only the columns named; called at most twice, the
            first time for the sample, unless `once`.
        rows: how many there are, None when nobody knows.
        once: the batches can be had one time only: the first is then kept for the reading.
    """

    def __init__(
        self,
        name: str,
        schema: pa.Schema,
        batches: Callable[[Sequence[str]], Iterator[pa.RecordBatch]],
        rows: int | None,
        *,
        once: bool = False,
    ) -> None:
        self.name, self.rows = name, rows
        self.columns = checked_names(schema.names, name)
        self._names = dict(zip(self.columns, schema.names, strict=True))
        self._schema, self._batches, self._once = schema, batches, once
        self._held: list[Any] = []
        self._sampled: Any = None
        self._running: Iterator[Any] | None = None

    def sample(self) -> pa.Table:
        """The first rows, all columns as text; a column that cannot be text is empty."""
        if self._sampled is None:
            self._sampled = self._first_rows()
        return self._sampled

    def _first_rows(self) -> pa.Table:
        import pyarrow as pa

        running = self._batches([*self._names.values()])
        first = next((batch for batch in running if batch.num_rows), None)
        if self._once:
            self._running, self._held = running, [first] if first is not None else []
        table = pa.Table.from_batches([first] if first is not None else [], self._schema).slice(0, _SAMPLED)
        columns = {}
        for name, held in self._names.items():
            try:
                columns[name] = as_text(table.column(held), name, self.name)
            except InvalidInputError:
                columns[name] = pa.nulls(len(table), pa.string())
        return pa.table(columns)

    def chunks(self, columns: Sequence[str], id_column: str) -> Iterator[Chunk]:
        """The whole table; see `TableSource`."""
        import numpy as np
        import pyarrow as pa

        wanted = [self._names[name] for name in columns]
        done = 0
        for batch in self._all(wanted):
            for start in range(0, batch.num_rows, ROWS_A_CHUNK):
                part = batch.slice(start, ROWS_A_CHUNK)
                arrays = [as_text(part.column(self._names[name]), name, self.name) for name in columns]
                places = np.arange(done + 1, done + part.num_rows + 1)
                done += part.num_rows
                read = min(1.0, done / self.rows) if self.rows else 0.5
                yield Chunk(pa.table(arrays, names=list(columns)), places, self.name, read=read)

    def _all(self, wanted: Sequence[str]) -> Iterator[Any]:
        if not self._once:
            yield from self._batches(wanted)
            return
        if self._running is None:
            self._running = self._batches(wanted)
        held, self._held = self._held, []
        yield from held
        yield from self._running


class ManyFiles:
    """Files of one table, one after the other; all must have the columns that are asked for."""

    def __init__(self, name: str, parts: Sequence[TableSource]) -> None:
        self.name, self._parts = name, parts
        self.columns = parts[0].columns
        counts = [part.rows for part in parts]
        self.rows = sum(count for count in counts if count) if None not in counts else None

    def sample(self) -> pa.Table:
        """The first rows of the first file that has any."""
        for part in self._parts[:10]:
            if len(table := part.sample()):
                return table
        return self._parts[0].sample()

    def chunks(self, columns: Sequence[str], id_column: str) -> Iterator[Chunk]:
        """All the files; see `TableSource`."""
        for part in self._parts:
            if missing := [name for name in columns if name not in part.columns]:
                told = ", ".join(missing[:5])
                msg = (
                    f"{part.name} lacks columns that {self._parts[0].name} has: {told}. Import it on its own."
                )
                raise InvalidInputError(msg)
        for number, part in enumerate(self._parts):
            for chunk in part.chunks(columns, id_column):
                read = (number + chunk.read) / len(self._parts)
                yield Chunk(chunk.table, chunk.places, chunk.source, chunk.broken, read)


def parquet_table(path: Path) -> TableSource:
    """A Parquet file. Raises InvalidInputError when it is damaged."""
    import pyarrow as pa
    from pyarrow import parquet

    def batches(columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
        try:
            with parquet.ParquetFile(path) as file:
                yield from file.iter_batches(ROWS_A_CHUNK, columns=list(columns))
        except (pa.ArrowException, OSError) as error:
            raise InvalidInputError(f"{path} is damaged as Parquet: {error}.") from None

    try:
        with parquet.ParquetFile(path) as file:
            return BatchTable(str(path), file.schema_arrow, batches, file.metadata.num_rows)
    except (pa.ArrowException, OSError) as error:
        raise InvalidInputError(f"{path} cannot be read as Parquet: {error}.") from None


def arrow_table(given: Any, name: str) -> TableSource:
    """An Arrow table, record batch, or reader of record batches."""
    import pyarrow as pa

    if isinstance(given, pa.RecordBatch):
        given = pa.Table.from_batches([given])
    if isinstance(given, pa.Table):
        return BatchTable(
            name, given.schema, lambda columns: iter(given.select(list(columns)).to_batches()), len(given)
        )

    def batches(_columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
        yield from given

    return BatchTable(name, given.schema, batches, None, once=True)


def pandas_table(frame: Any, name: str) -> TableSource:
    """A pandas data frame; columns of mixed types become text."""
    import pyarrow as pa

    names = checked_names([str(one) for one in frame.columns], name)
    by_name = {column: frame.iloc[:, at] for at, column in enumerate(names)}

    def array(values: Any) -> pa.Array:
        try:
            return pa.Array.from_pandas(values)
        except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError):
            return pa.array(
                [None if gone else str(one) for one, gone in zip(values, values.isna(), strict=True)]
            )

    def batches(columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
        for start in range(0, len(frame), ROWS_A_CHUNK):
            arrays = [_plain_array(array(by_name[one].iloc[start : start + ROWS_A_CHUNK])) for one in columns]
            yield pa.RecordBatch.from_arrays(arrays, names=list(columns))

    schema = pa.schema([(column, pa.string()) for column in names])
    return _Frame(name, schema, batches, len(frame))


def _plain_array(array: Any) -> Any:
    import pyarrow as pa

    return array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array


class _Frame(BatchTable):
    """Batches whose types are known only as they come."""

    def _first_rows(self) -> pa.Table:
        import pyarrow as pa

        for batch in self._batches(self.columns):
            table = pa.Table.from_batches([batch]).slice(0, _SAMPLED)
            return pa.table({name: as_text(table.column(name), name, self.name) for name in self.columns})
        return self._schema.empty_table()


def duckdb_table(relation: Any, name: str) -> TableSource:
    """A relation of a DuckDB connection."""
    import duckdb
    import pyarrow as pa

    def batches(columns: Sequence[str]) -> Iterator[pa.RecordBatch]:
        try:
            yield from relation.select(
                *[duckdb.ColumnExpression(column) for column in columns]
            ).to_arrow_reader(ROWS_A_CHUNK)
        except duckdb.Error as error:
            raise InvalidInputError(f"{name} cannot be read: {error}") from None

    try:
        rows = relation.count("*").fetchall()[0][0]
        schema = relation.limit(0).to_arrow_table().schema
    except duckdb.Error as error:
        raise InvalidInputError(f"{name} cannot be read: {error}") from None
    schema = pa.schema([pa.field(one.name, one.type) for one in schema])
    return BatchTable(name, schema, batches, rows)


def file_table(path: Path, text: TextFile = UTF_8) -> TableSource:
    """A file that is one table: Parquet by its first bytes, CSV otherwise."""
    with path.open("rb") as file:
        head = file.read(8)
    if head.startswith(b"PAR1"):
        return parquet_table(path)
    for mark, told in ((b"PK\x03\x04", "a zip archive or a workbook"), (b"BZh", "packed with bzip2")):
        if head.startswith(mark):
            msg = f"{path} is {told}: unpack it, or save it as CSV, first."
            raise InvalidInputError(msg)
    return CsvTable(path, text)


def folder_tables(folder: Path, text: TextFile = UTF_8) -> dict[str, TableSource]:
    """The tables of a folder: by name when its files are several tables, else one table under "".

    Raises:
        InvalidInputError: it holds no table.
    """
    roles = {name for names in known()["tables"].values() for name in names}
    named = {}
    for path in sorted(folder.iterdir()):
        stem = path.name.split(".")[0]
        if plain(stem) in roles and not path.name.startswith((".", "_")):
            files = _files(path) if path.is_dir() else [path]
            if files:
                named[stem] = _one_table(str(path), files, text)
    if named:
        return named
    files = _files(folder)
    if not files:
        msg = f"{folder} holds no Parquet or CSV files."
        raise InvalidInputError(msg)
    return {"": _one_table(str(folder), files, text)}


def _one_table(name: str, files: Sequence[Path], text: TextFile) -> TableSource:
    parts = [file_table(path, text) for path in files]
    return parts[0] if len(parts) == 1 else ManyFiles(name, parts)


def _files(folder: Path) -> list[Path]:
    endings = {*_TEXT_ENDINGS, ".parquet", ".pq"}
    found = [
        path
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix.lower() in endings and not path.name.startswith((".", "_"))
    ]
    if len(found) > _MOST_FILES:
        msg = f"{folder} holds {len(found):,} files, and {_MOST_FILES:,} are the most."
        raise InvalidInputError(msg)
    return found
