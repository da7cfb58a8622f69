"""Rows on their way: on disk in buckets by their claim's id, so that all rows of a claim meet in one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

LINES_A_BUCKET = 200_000
MOST_BUCKETS = 64
_ROWS_A_WRITE = 200_000


def buckets_for(rows: int | None) -> int:
    """How many buckets a source of so many rows is divided into, a power of two."""
    wanted = MOST_BUCKETS if rows is None else min(MOST_BUCKETS, rows // LINES_A_BUCKET + 1)
    return int(2 ** (wanted - 1).bit_length())


class Buckets:
    """Tables of one schema, each row in the bucket that it is said to fall to."""

    def __init__(self, folder: Path, name: str, count: int) -> None:
        self._folder, self._name, self._count = folder, name, count
        self._waiting: list[Any] = []
        self._rows = 0
        self._writers: dict[int, Any] = {}
        self._schema: Any = None

    def add(self, table: pa.Table, bucket: Any) -> None:
        """Add rows, each with its bucket."""
        import pyarrow as pa

        self._waiting.append(table.append_column("bucket", pa.array(bucket, pa.uint8())))
        self._rows += len(table)
        if self._rows >= _ROWS_A_WRITE:
            self._write()

    def close(self) -> None:
        """Write what is waiting and close the files."""
        self._write()
        for writer in self._writers.values():
            writer.close()

    def read(self, bucket: int) -> pa.Table | None:
        """All rows of a bucket, None when there are none at all."""
        import pyarrow as pa

        if self._schema is None:
            return None
        path = self._path(bucket)
        if not path.exists():
            return self._schema.empty_table()
        with pa.memory_map(str(path)) as held, pa.ipc.open_stream(held) as stream:
            return stream.read_all()

    def drop(self, bucket: int) -> None:
        """Take a bucket's file off the disk."""
        self._path(bucket).unlink(missing_ok=True)

    def _path(self, bucket: int) -> Path:
        return self._folder / f"{self._name}-{bucket:03}.arrow"

    def _write(self) -> None:
        import numpy as np
        import pyarrow as pa

        if not self._waiting:
            return
        table = pa.concat_tables(self._waiting).combine_chunks()
        self._waiting, self._rows = [], 0
        bucket = table.column("bucket").to_numpy()
        table = table.drop_columns("bucket")
        self._schema = table.schema
        if self._count > 1:
            order = np.argsort(bucket, kind="stable")
            table, bucket = table.take(pa.array(order)), bucket[order]
        edges = np.searchsorted(bucket, np.arange(self._count + 1))
        for place in range(self._count):
            first, end = int(edges[place]), int(edges[place + 1])
            if end > first:
                self._writer(place).write_table(table.slice(first, end - first))

    def _writer(self, bucket: int) -> Any:
        import pyarrow as pa

        if bucket not in self._writers:
            options = pa.ipc.IpcWriteOptions(compression="lz4")
            self._writers[bucket] = pa.ipc.new_stream(str(self._path(bucket)), self._schema, options=options)
        return self._writers[bucket]


def first_of_each(keys: Any) -> Any:
    """The places, in order, at which each key stands for the first time."""
    import numpy as np

    if len(keys) > 1 and bool(np.any(keys[1:] == keys[:-1])):
        runs = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
        _, first = np.unique(keys[runs], return_index=True)
        return np.sort(runs[first])
    _, first = np.unique(keys, return_index=True)
    return np.sort(first)
