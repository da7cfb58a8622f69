"""Stub until the install work is merged."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from codinglab.reference.paths import home


@dataclass(frozen=True)
class Release:
    source: str
    edition: str
    since: date
    through: date | None
    folder: Path


def list_releases(source=None):
    found = []
    for file in sorted((home() / "installed").glob("*/*/manifest.json")):
        m = json.loads(file.read_text())
        if source in (None, m["source"]):
            found.append(
                Release(
                    m["source"],
                    m["edition"],
                    date.fromisoformat(m["since"]),
                    date.fromisoformat(m["through"]) if m["through"] else None,
                    file.parent,
                )
            )
    return tuple(found)


def read_table(release, table_id):
    import pyarrow.parquet as pq

    return pq.ParquetFile(release.folder / f"{table_id}.parquet").read()
