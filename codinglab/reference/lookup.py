"""The look-up file: what people look up by key or by words, in SQLite, ready in a millisecond.

The store keeps two shapes. Parquet holds what edits scan; this file holds what is asked one code at
a time: spans of validity, titles, the tabular, the books of the Index, and the phrases of the search.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from codinglab.model import Period, StoreError
from codinglab.reference.store import REBUILD, Store, per_store

FILE = "lookup.sqlite"

SCHEMA = """
CREATE TABLE edition (id INTEGER PRIMARY KEY, source TEXT, name TEXT, since TEXT, through TEXT);
CREATE TABLE span (system TEXT, code TEXT, since TEXT, through TEXT, title TEXT,
    PRIMARY KEY (system, code, since)) WITHOUT ROWID;
CREATE TABLE flag (system TEXT, code TEXT, flag TEXT, since TEXT, through TEXT,
    PRIMARY KEY (system, code, flag, since)) WITHOUT ROWID;
CREATE TABLE node (edition INTEGER, key TEXT, kind TEXT, title TEXT, parent TEXT, place INTEGER,
    PRIMARY KEY (edition, key)) WITHOUT ROWID;
CREATE TABLE note (edition INTEGER, key TEXT, place INTEGER, kind TEXT, text TEXT,
    PRIMARY KEY (edition, key, place)) WITHOUT ROWID;
CREATE TABLE seventh (edition INTEGER, base TEXT, character TEXT, meaning TEXT,
    PRIMARY KEY (edition, base, character)) WITHOUT ROWID;
CREATE TABLE entry (edition INTEGER, id INTEGER, parent INTEGER, level INTEGER, title TEXT, nemod TEXT,
    code TEXT, second TEXT, see TEXT, see_also TEXT, cells TEXT, head TEXT, see_id INTEGER,
    see_also_id INTEGER,
    PRIMARY KEY (edition, id)) WITHOUT ROWID;
CREATE TABLE conversion (code TEXT, previous TEXT, last TEXT, since TEXT,
    PRIMARY KEY (code, previous, last)) WITHOUT ROWID;
CREATE TABLE header (code TEXT PRIMARY KEY, title TEXT) WITHOUT ROWID;
CREATE TABLE coverage (system TEXT, since TEXT, through TEXT);
CREATE TABLE poa_exempt (prefix TEXT, seventh TEXT, since TEXT, through TEXT,
    PRIMARY KEY (prefix, since, seventh)) WITHOUT ROWID;
CREATE TABLE cc (code TEXT, level TEXT, list TEXT, edition INTEGER,
    PRIMARY KEY (edition, code)) WITHOUT ROWID;
CREATE TABLE cc_exclusion (list TEXT, principal TEXT, edition INTEGER,
    PRIMARY KEY (edition, list, principal)) WITHOUT ROWID;
CREATE TABLE pcs_value (edition INTEGER, name TEXT, row INTEGER, position INTEGER, value TEXT, label TEXT,
    axis TEXT, PRIMARY KEY (edition, name, row, position, value)) WITHOUT ROWID;
CREATE TABLE pcs_axis (edition INTEGER, name TEXT, position INTEGER, value TEXT, label TEXT, axis TEXT,
    definition TEXT, PRIMARY KEY (edition, name, position)) WITHOUT ROWID;
CREATE TABLE phrase (id INTEGER PRIMARY KEY, code TEXT, found_in TEXT, words TEXT, loose TEXT, shown TEXT,
    edition INTEGER, prior REAL);
CREATE TABLE word (system TEXT, word TEXT, texts INTEGER, PRIMARY KEY (system, word)) WITHOUT ROWID;
"""

AFTERWARDS = """
CREATE INDEX node_below ON node (edition, parent, place);
CREATE INDEX entry_below ON entry (edition, parent);
CREATE INDEX entry_head ON entry (edition, head) WHERE level = 0;
CREATE INDEX entry_code ON entry (edition, code);
CREATE INDEX entry_second ON entry (edition, second) WHERE second <> '';
CREATE INDEX conversion_back ON conversion (previous);
ANALYZE;
"""


@dataclass(frozen=True, slots=True)
class Edition:
    """A release that rows of the look-up file come from."""

    id: int
    source: str
    name: str
    period: Period


class Lookup:
    """An opened look-up file."""

    def __init__(self, path: Path) -> None:
        """Open the file read-only. Raises StoreError when it is missing or damaged."""
        try:
            self._connection = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
            rows = self.rows("SELECT id, source, name, since, through FROM edition ORDER BY since")
        except sqlite3.Error as error:
            msg = f"The look-up file {path} cannot be read ({error}). {REBUILD}"
            raise StoreError(msg) from None
        self.editions = tuple(
            Edition(row[0], row[1], row[2], Period(day(row[3]), day(row[4]) if row[4] else None))
            for row in rows
        )

    def rows(self, statement: str, *values: Any) -> list[Any]:
        """The rows of a statement."""
        return self._connection.execute(statement, values).fetchall()

    def edition(self, source: str, on: date) -> Edition | None:
        """The release of a source to show on a day: the latest in force, else the nearest in time.

        Whether it is in force is for the caller to say: `edition.period.covers(on)`.
        """
        editions = [edition for edition in self.editions if edition.source == source]
        return min(editions, key=lambda edition: _away(edition.period, on), default=None)


def _away(period: Period, on: date) -> tuple[int, int]:
    """How many days a period is away from a day, then how long before it the period began."""
    if on < period.since:
        return (period.since - on).days, 0
    gap = (on - period.through).days if period.through and period.through < on else 0
    return gap, (on - period.since).days


def day(written: str) -> date:
    """A stored day."""
    return date.fromisoformat(written)


def write_rows(connection: sqlite3.Connection, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """Add rows to a table; of rows with the same key the first stays."""
    iterator = iter(rows)
    first = next(iterator, None)
    if first is None:
        return
    marks = ", ".join("?" * len(first))
    statement = f"INSERT OR IGNORE INTO {table} VALUES ({marks})"  # noqa: S608 (our own table names)
    connection.execute(statement, first)
    connection.executemany(statement, iterator)


@per_store
def lookup_file(store: Store) -> Lookup:
    """The look-up file of the store. Raises StoreError when there is no store."""
    return Lookup(store.folder / FILE)
