"""A table in chunks: what every kind of source gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from codinglab.model import InvalidInputError

if TYPE_CHECKING:
    import pyarrow as pa

MOST_COLUMNS = 5_000


@dataclass(frozen=True, slots=True)
class Broken:
    """A row that is no row: its place, what is wrong, its text, and the values that its claim id may be."""

    place: int
    reason: str
    text: str
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chunk:
    """Some rows of a table.

    Attributes:
        table: the columns asked for, all of them text.
        places: the number of each row in its file, from 1, as a person finds it.
        source: the file, or what the table is called.
        broken: rows that could not be read as rows.
        read: the share of the whole read after this chunk, 0 to 1.
    """

    table: pa.Table
    places: Any
    source: str
    broken: tuple[Broken, ...] = ()
    read: float = 0.0


class TableSource(Protocol):
    """A table that can be read in chunks.

    Attributes:
        name: the file, or what the table is called.
        columns: the names of its columns.
        rows: about how many rows it has, None when nobody can say.
    """

    name: str
    columns: tuple[str, ...]
    rows: int | None

    def sample(self) -> pa.Table:
        """The first rows, all columns as text."""

    def chunks(self, columns: Sequence[str], id_column: str) -> Iterator[Chunk]:
        """The whole table in chunks, with the columns named. Raises InvalidInputError."""


def checked_names(names: Sequence[str], source: str) -> tuple[str, ...]:
    """The names of a table's columns, a nameless one by its number.

    Raises:
        InvalidInputError: there are none, two are the same, or there are far too many.
    """
    if not names:
        msg = f"{source} is empty: it has no columns."
        raise InvalidInputError(msg)
    if len(names) > MOST_COLUMNS:
        msg = f"{source} has {len(names):,} columns, and {MOST_COLUMNS:,} are the most: is it one of claims?"
        raise InvalidInputError(msg)
    named = tuple(name.strip() or f"column {number}" for number, name in enumerate(names, start=1))
    places: dict[str, int] = {}
    for number, name in enumerate(named, start=1):
        if name in places:
            msg = (
                f"{source} names the column {name!r} twice (columns {places[name]} and {number}): rename one."
            )
            raise InvalidInputError(msg)
        places[name] = number
    return named
