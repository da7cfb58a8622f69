"""The small tables that ship in `reference/tables/`: a CSV file and a card that says what it is."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from codinglab.model import InvalidInputError, Period, TableMissingError
from codinglab.parse import parse
from codinglab.reference.paths import REFERENCE

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Release:
    """A release of a table: its edition, the days it holds, and whether an absent row means "no"."""

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012

    edition: str
    since: date
    complete: bool
    through: date | None = None

    @property
    def period(self) -> Period:
        """The days the release holds."""
        return Period(self.since, self.through)


@dataclass(frozen=True, slots=True)
class SliceCard:
    """What `table.toml` says: the title, publisher, licence, column types and releases."""

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012

    title: str
    publisher: str
    licence: str
    columns: dict[str, str]
    release: tuple[Release, ...]
    note: str = ""

    @property
    def complete(self) -> bool:
        """Say whether every release is complete."""
        return all(release.complete for release in self.release)


def _boolean(cell: str) -> bool:
    return {"true": True, "false": False}[cell]


_READERS: dict[str, Callable[[str], Any]] = {
    "text": str,
    "date": date.fromisoformat,
    "integer": int,
    "boolean": _boolean,
}


def list_slices() -> tuple[str, ...]:
    """The ids of the tables that ship."""
    return tuple(sorted(card.parent.name for card in (REFERENCE / "tables").glob("*/table.toml")))


def read_card(table_id: str, folder: Path | None = None) -> SliceCard:
    """Read the card of a table.

    Raises:
        TableMissingError: no such table ships.
        InvalidInputError: the card is not TOML, or has unknown or missing keys (named).
    """
    path = (folder or REFERENCE / "tables") / table_id / "table.toml"
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        msg = f"No table '{table_id}' ships with codinglab; there are: {', '.join(list_slices())}."
        raise TableMissingError(msg) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        msg = f"{path} is not readable TOML: {error}"
        raise InvalidInputError(msg) from None
    return parse(SliceCard, data, source=str(path))


def read_slice(table_id: str, folder: Path | None = None) -> tuple[pa.Table, SliceCard]:
    """Read a table that ships: its rows, with the types its card gives, and the card.

    An empty cell is null in a date, integer or boolean column, "" in a text column.

    Raises:
        TableMissingError: no such table ships.
        InvalidInputError: a header or cell is not what the card says; the message names the row.
    """
    import pyarrow as pa

    card = read_card(table_id, folder)
    path = (folder or REFERENCE / "tables") / table_id / "rows.csv"
    columns: dict[str, list[Any]] = {name: [] for name in card.columns}
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        header = next(rows, [])
        if header != list(card.columns):
            msg = f"{path}: expected the columns {', '.join(card.columns)}; found {', '.join(header)}"
            raise InvalidInputError(msg)
        for number, row in enumerate(rows, start=2):
            for (name, kind), cell in zip(card.columns.items(), row, strict=False):
                columns[name].append(_read(cell, kind, f"{path}, row {number}, {name}"))
            if len(row) != len(header):
                msg = f"{path}, row {number}: expected {len(header)} cells, found {len(row)}"
                raise InvalidInputError(msg)
    types = {"text": pa.string(), "date": pa.date32(), "integer": pa.int32(), "boolean": pa.bool_()}
    fields = [(name, types[kind]) for name, kind in card.columns.items()]
    return pa.table(columns, schema=pa.schema(fields)), card


def _read(cell: str, kind: str, place: str) -> Any:
    if cell == "" and kind != "text":
        return None
    try:
        return _READERS[kind](cell)
    except (KeyError, ValueError):
        msg = f"{place}: '{cell}' is not a {kind}"
        raise InvalidInputError(msg) from None
