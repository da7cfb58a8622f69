"""The compiled reference store: one Parquet file a table and a manifest, opened in milliseconds."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from codinglab.model import StoreError
from codinglab.reference.paths import store_dir

if TYPE_CHECKING:
    import pyarrow as pa

LAYOUT = 4
REBUILD = "Rebuild it with: python lab.py reference build"


@dataclass(frozen=True)
class Store:
    """An opened store: its folder, what the manifest says of each table, the hashes of its other files."""

    folder: Path
    tables: dict[str, dict[str, Any]]
    files: dict[str, str] = field(default_factory=dict)
    _cache: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def path(self, table_id: str) -> Path:
        """The Parquet file of a table. Raises StoreError when the store has no such table."""
        if table_id not in self.tables:
            msg = f"The reference store in {self.folder} has no table '{table_id}'. {REBUILD}"
            raise StoreError(msg)
        return self.folder / f"{table_id}.parquet"

    def read(self, table_id: str) -> pa.Table:
        """Read a table whole (kept in memory after the first time).

        Raises:
            StoreError: the file is missing or damaged.
        """
        if table_id not in self._cache:
            import pyarrow as pa
            import pyarrow.parquet as pq

            try:
                table = pq.ParquetFile(self.path(table_id)).read()
            except (OSError, pa.ArrowException) as error:
                msg = f"The reference table '{table_id}' cannot be read ({error}). {REBUILD}"
                raise StoreError(msg) from error
            expected = self.tables[table_id]["rows"]
            if table.num_rows != expected:
                found = f"{table.num_rows} rows instead of {expected}"
                msg = f"The reference table '{table_id}' holds {found}. {REBUILD}"
                raise StoreError(msg)
            self._cache[table_id] = table
        return self._cache[table_id]

    def verify(self) -> tuple[str, ...]:
        """Compare every file with the hash recorded when it was built; name those that differ."""
        hashes = {f"{name}.parquet": facts["sha256"] for name, facts in self.tables.items()}
        hashes |= self.files
        return tuple(
            name.removesuffix(".parquet")
            for name, wanted in hashes.items()
            if not (path := self.folder / name).is_file() or file_hash(path) != wanted
        )


@cache
def open_store(folder: Path | None = None) -> Store:
    """Open the store.

    Raises:
        StoreError: it is missing, unreadable or of another layout; the message names the cure.
    """
    folder = folder or store_dir()
    manifest = folder / "manifest.json"
    try:
        facts = json.loads(manifest.read_text(encoding="utf-8"))
        layout, tables = facts["layout"], facts["tables"]
        files = facts["files"] if layout == LAYOUT else {}
        data = folder / facts["folder"] if layout == LAYOUT else folder
    except FileNotFoundError:
        msg = f"There is no reference store in {folder}. Build it with: python lab.py reference build"
        raise StoreError(msg) from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        msg = f"The manifest of the reference store, {manifest}, is damaged ({error}). {REBUILD}"
        raise StoreError(msg) from error
    if layout != LAYOUT:
        msg = f"The reference store in {folder} was built by another version of codinglab. {REBUILD}"
        raise StoreError(msg)
    return Store(data, tables, files)


def file_hash(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
