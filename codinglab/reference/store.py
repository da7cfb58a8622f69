"""The compiled reference store: one Parquet file a table and a manifest, opened in milliseconds."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from codinglab.model import StoreError
from codinglab.reference.paths import store_dir

if TYPE_CHECKING:
    import pyarrow as pa

LAYOUT = 8
REBUILD = "Rebuild it with: python lab.py reference build"
_LOOK_AGAIN_AFTER = 1.0
T = TypeVar("T")


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

    def read(self, table_id: str, *, keep: bool = True) -> pa.Table:
        """Read a table whole; it is kept in memory after the first time, but for `keep=False`.

        Raises:
            StoreError: the file is missing or damaged.
        """
        if table_id not in self._cache:
            import pyarrow as pa
            import pyarrow.parquet as pq

            try:
                table = pq.ParquetFile(self.path(table_id)).read(use_threads=False)
            except (OSError, pa.ArrowException) as error:
                msg = f"The reference table '{table_id}' cannot be read ({error}). {REBUILD}"
                raise StoreError(msg) from error
            expected = self.tables[table_id]["rows"]
            if table.num_rows != expected:
                found = f"{table.num_rows} rows instead of {expected}"
                msg = f"The reference table '{table_id}' holds {found}. {REBUILD}"
                raise StoreError(msg)
            if not keep:
                return table
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


_opened: dict[Path | None, tuple[float, float, Store]] = {}


def open_store(folder: Path | None = None) -> Store:
    """Open the store; one that was built again meanwhile, by any process, is opened anew.

    Raises:
        StoreError: it is missing, unreadable or of another layout; the message names the cure.
    """
    now = time.monotonic()
    looked, written, store = _opened.get(folder, (0.0, 0.0, None))
    if store is None or now - looked > _LOOK_AGAIN_AFTER:
        place = folder or store_dir()
        manifest = place / "manifest.json"
        stamp = manifest.stat().st_mtime if manifest.is_file() else 0.0
        if store is None or stamp != written:
            store = _open(place, manifest)
        _opened[folder] = now, stamp, store
    return store


def forget() -> None:
    """Forget the opened store: the next question opens the one that is there then."""
    _opened.clear()


def per_store(make: Callable[[Store], T]) -> Callable[[], T]:
    """What is made once for each opened store, and made again when another store is opened."""
    kept: list[tuple[Store, T]] = []

    def current() -> T:
        store = open_store()
        if not kept or kept[0][0] is not store:
            kept[:] = [(store, make(store))]
        return kept[0][1]

    current.__doc__ = make.__doc__
    return current


def _open(folder: Path, manifest: Path) -> Store:
    try:
        facts = json.loads(manifest.read_text(encoding="utf-8"))
        layout, tables = facts["layout"], facts["tables"]
        files, data = _checked(facts, folder) if layout == LAYOUT else ({}, folder)
    except FileNotFoundError:
        msg = f"There is no reference store in {folder}. Build it with: python lab.py reference build"
        raise StoreError(msg) from None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        msg = f"The manifest of the reference store, {manifest}, is damaged ({error}). {REBUILD}"
        raise StoreError(msg) from error
    if layout != LAYOUT:
        msg = f"The reference store in {folder} was built by another version of codinglab. {REBUILD}"
        raise StoreError(msg)
    return Store(data, tables, files)


def _checked(facts: dict[str, Any], folder: Path) -> tuple[dict[str, str], Path]:
    """The hashes and the data folder of a manifest; ValueError when it says what no build writes."""
    name, files = facts["folder"], facts["files"]
    if not isinstance(name, str) or Path(name).name != name or not (folder / name).is_dir():
        msg = f"its folder '{name}' is not there"
        raise ValueError(msg)
    for facts_of in facts["tables"].values():
        if not (isinstance(facts_of["rows"], int) and isinstance(facts_of["sha256"], str)):
            msg = "a table without rows or hash"
            raise TypeError(msg)
    if not all(isinstance(digest, str) for digest in files.values()):
        msg = "a file without hash"
        raise TypeError(msg)
    return files, folder / name


def file_hash(path: Path) -> str:
    """SHA-256 of a file, in hex."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
