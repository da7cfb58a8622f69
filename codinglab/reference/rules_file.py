"""The file that edits of one claim ask: every rule table in SQLite, indexed, with a card of what it holds.

One claim meets a handful of rows of a million: SQLite finds them by index in microseconds, where a
scanning engine reads the table. Batches read the same tables whole (`rule_tables`).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from codinglab.model import Period
from codinglab.reference.rule_tables import Edition, rule_table, rule_table_names
from codinglab.reference.store import Store

if TYPE_CHECKING:
    import pyarrow as pa

FILE = "rules.sqlite"
CARD = "rules.json"
_KEYS = ("code", "column1", "prefix", "node", "category", "stem", "target", "thing", "primary", "article")
_WITH = {"column1": "column2"}
_TYPES = {"string": "TEXT", "date32[day]": "DATE", "bool": "BOOLEAN", "double": "REAL"}


@dataclass(frozen=True)
class RulesFile:
    """The opened card of a rules file: where it lies, the columns and the editions of each table."""

    path: Path
    columns: dict[str, dict[str, str]]
    editions: dict[str, dict[str, tuple[Edition, ...]]]

    @cached_property
    def stamp(self) -> str:
        """What tells this file from another build's."""
        return f"{self.path.stat().st_mtime_ns}"


def write_rules(store: Store, say: Callable[[str, float], None]) -> None:
    """Write every rule table into the folder of a store."""
    folder = store.folder
    card: dict[str, Any] = {}
    names = rule_table_names()
    with closing(sqlite3.connect(folder / FILE)) as connection:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        for number, name in enumerate(names):
            say(f"writing the rules of {name}", number / len(names))
            found = rule_table(name, store)
            if found is None:
                continue
            _write(connection, name, found.rows)
            card[name] = {
                "columns": {field.name: str(field.type) for field in found.rows.schema},
                "editions": {
                    kind: [
                        [one.edition, _iso(one.period.since), _iso(one.period.through), one.complete]
                        for one in editions
                    ]
                    for kind, editions in found.editions.items()
                },
            }
        connection.commit()
    (folder / CARD).write_text(json.dumps(card, indent=1), encoding="utf-8")


def read_card(folder: Path) -> RulesFile:
    """Read the card beside a rules file. Raises OSError, ValueError or KeyError where it is no card."""
    card = json.loads((folder / CARD).read_text(encoding="utf-8"))
    columns = {name: facts["columns"] for name, facts in card.items()}
    editions = {
        name: {kind: tuple(_edition(*one) for one in found) for kind, found in facts["editions"].items()}
        for name, facts in card.items()
    }
    return RulesFile(folder / FILE, columns, editions)


def _edition(name: str, since: str, through: str, complete: bool) -> Edition:
    last = date.fromisoformat(through) if through else None
    return Edition(name, Period(date.fromisoformat(since), last), complete)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _write(connection: sqlite3.Connection, name: str, table: pa.Table) -> None:
    columns = ", ".join(f'"{field.name}" {_TYPES.get(str(field.type), "INTEGER")}' for field in table.schema)
    connection.execute(f'CREATE TABLE "{name}" ({columns})')
    marks = ", ".join("?" * table.num_columns)
    for batch in table.to_batches(max_chunksize=50_000):
        connection.executemany(f'INSERT INTO "{name}" VALUES ({marks})', _rows(batch))  # noqa: S608
    for key in (key for key in _KEYS if key in table.column_names):
        columns = f'"{key}", "{_WITH[key]}"' if key in _WITH else f'"{key}"'
        connection.execute(f'CREATE INDEX "{name}_{key}" ON "{name}" ({columns})')


def _rows(batch: pa.RecordBatch) -> Iterable[tuple[Any, ...]]:
    columns = [
        [day.isoformat() if day else None for day in column.to_pylist()]
        if str(column.type).startswith("date")
        else column.to_pylist()
        for column in batch.columns
    ]
    return zip(*columns, strict=True)
