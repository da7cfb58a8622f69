"""Which column is which field of a claim: the mapping, as a Python object and as a TOML file."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from codinglab.claims.intake.columns.dates import FORMATS
from codinglab.claims.intake.columns.names import DATES, LISTS, fields_of, is_list, known
from codinglab.model import ClaimType, InvalidInputError
from codinglab.model.encounter import FORBID
from codinglab.parse import parse

Row = Literal["claim", "line", "diagnosis", "procedure", "condition"]
_LARGEST = 1_000_000
_MOST_COLUMNS = 50
_SEPARATOR = 3


@dataclass(frozen=True, slots=True)
class TextFile:
    """How CSV is written.

    Attributes:
        delimiter: what stands between two values; "" to recognise it.
        encoding: "utf-8" or another that Python knows, such as "latin-1".
        line_breaks_in_values: whether a quoted value may hold line breaks.
    """

    __pydantic_config__ = FORBID

    delimiter: str = ""
    encoding: str = "utf-8"
    line_breaks_in_values: bool = False


UTF_8 = TextFile()


@dataclass(frozen=True, slots=True)
class TableMapping:
    """What the columns of one table are.

    Attributes:
        rows: what a row is. A "line" may repeat the fields of its claim.
        columns: field -> its column; for a list of several columns (dx1, dx2, ...), all of them in order.
        name: of the table among several: the file's name, or the table's; "" for the only one.
        dates: field -> how its days are written, one of `dates.FORMATS`.
        separators: list in one column -> what stands between its values; "" for no separator (a
            letter or digit each; modifiers: two). Comma, semicolon, bar, colon and space without it.
    """

    __pydantic_config__ = FORBID

    rows: Row
    columns: dict[str, str | tuple[str, ...]]
    name: str = ""
    dates: dict[str, str] = field(default_factory=dict)
    separators: dict[str, str] = field(default_factory=dict)

    def columns_of(self, name: str) -> tuple[str, ...]:
        """The columns of a field; none when it is not mapped."""
        found = self.columns.get(name, ())
        return (found,) if isinstance(found, str) else tuple(found)

    def used(self) -> tuple[str, ...]:
        """All columns that the mapping names, each once."""
        return tuple(dict.fromkeys(column for name in self.columns for column in self.columns_of(name)))


@dataclass(frozen=True, slots=True)
class Mapping:
    """What the columns of a source's tables are.

    Attributes:
        tables: one whose rows are claims or lines, and others joined to it by claim id.
        text: how CSV is written.
        defaults: field -> what is taken where the source says nothing, such as claim_type, units.
        words: coded field (claim_type, sex, poa) -> the source's word -> the lab's.
        drop_replaced: whether claims that a later claim replaced or voided are left out; this needs the
            field `original`.
    """

    __pydantic_config__ = FORBID

    tables: tuple[TableMapping, ...]
    text: TextFile = TextFile()
    defaults: dict[str, str] = field(default_factory=dict)
    words: dict[str, dict[str, str]] = field(default_factory=dict)
    drop_replaced: bool = True

    @property
    def main(self) -> TableMapping:
        """The table that holds the fields of the claims."""
        for rows in ("claim", "line"):
            for table in self.tables:
                if table.rows == rows:
                    return table
        msg = "The mapping has no table whose rows are claims or lines."
        raise InvalidInputError(msg)

    def table(self, rows: str) -> TableMapping | None:
        """The table whose rows are this, None when there is none."""
        return next((table for table in self.tables if table.rows == rows), None)


def read_mapping(path: Path) -> Mapping:
    """Read a mapping file.

    Raises:
        InvalidInputError: it cannot be read, or names unknown fields, formats or words.
    """
    try:
        if path.stat().st_size > _LARGEST:
            msg = f"{path} is too large for a mapping; is it the file of claims?"
            raise InvalidInputError(msg)
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        msg = (
            f"There is no mapping file {path}. Write one with: codinglab claims mapping SOURCE > {path.name}"
        )
        raise InvalidInputError(msg) from None
    except (OSError, ValueError, RecursionError) as error:
        msg = f"{path} cannot be read as a mapping (TOML): {error}."
        raise InvalidInputError(msg) from None
    return checked(parse(Mapping, data, source=str(path)), str(path))


def as_mapping(given: Mapping | Path | str | MappingOf[str, Any] | None) -> Mapping | None:
    """A mapping as it is, or out of a file or of plain data; None for none. Raises InvalidInputError."""
    if given is None or isinstance(given, Mapping):
        return given if given is None else checked(given, "The mapping")
    if isinstance(given, str | Path):
        return read_mapping(Path(given))
    return checked(parse(Mapping, dict(given), source="The mapping"), "The mapping")


def known_encoding(name: str) -> str:
    """The name of an encoding of text whose line ends are single bytes. Raises InvalidInputError."""
    try:
        if "\n".encode(name) == b"\n" and isinstance(b"a".decode(name), str):
            return name
    except (LookupError, ValueError):
        pass
    msg = f"{name!r} is no encoding of CSV that can be read; try utf-8, latin-1 or cp1252."
    raise InvalidInputError(msg)


def checked(mapping: Mapping, source: str) -> Mapping:
    """The mapping, when what it says is possible.

    Raises:
        InvalidInputError: naming every fault.
    """
    if faults := [*_faults(mapping)]:
        msg = f"{source} cannot be used:\n" + "\n".join(f"  {fault}" for fault in faults)
        raise InvalidInputError(msg)
    return mapping


def _faults(mapping: Mapping) -> Iterator[str]:
    rows = [table.rows for table in mapping.tables]
    if not {"claim", "line"} & set(rows):
        yield 'tables: one must have rows = "line" or rows = "claim"'
    for row in {row for row in rows if rows.count(row) > 1}:
        yield f'tables: rows = "{row}" is said of two tables; a source has one of each'
    for table in mapping.tables:
        where = f"tables ({table.name or table.rows})"
        yield from (f"{where}.{fault}" for fault in _table_faults(table))
    yield from _misplaced(mapping)
    yield from _word_faults(mapping)
    if len(mapping.text.delimiter) > 1:
        yield f"text.delimiter: {mapping.text.delimiter!r} must be one character"
    try:
        known_encoding(mapping.text.encoding)
    except InvalidInputError as fault:
        yield f"text.encoding: {fault}"


def _misplaced(mapping: Mapping) -> Iterator[str]:
    """Fields that two tables would tell."""
    rows = {table.rows: table for table in mapping.tables}
    of_claims = set(fields_of("claim")) - {"claim_id", "provider", "specialty", "group"}
    if "claim" in rows and "line" in rows:
        for name in sorted(of_claims & rows["line"].columns.keys()):
            yield f"tables (line).columns.{name}: belongs to the table whose rows are claims"
    for row, names in (
        ("diagnosis", ("diagnoses", "poa")),
        ("procedure", ("procedures", "procedure_dates")),
        ("condition", ("conditions",)),
    ):
        for table in mapping.tables:
            if row in rows and (
                twice := [name for name in names if name in table.columns and is_list(table.rows, name)]
            ):
                yield f"tables ({table.rows}).columns.{twice[0]}: a table has these as its rows; take one"


def _table_faults(table: TableMapping) -> Iterator[str]:
    possible = fields_of(table.rows)
    for name in table.columns:
        columns = table.columns_of(name)
        if name not in possible:
            yield f"columns.{name}: a {table.rows} has no such field; it has {', '.join(possible)}"
        elif not columns or not all(columns):
            yield f"columns.{name}: name a column, or leave the field out"
        elif not is_list(table.rows, name) and len(columns) > 1:
            yield f"columns.{name}: one column, not {len(columns)}"
        elif len(columns) > _MOST_COLUMNS:
            yield f"columns.{name}: {len(columns)} columns, and {_MOST_COLUMNS} are the most"
    if "claim_id" not in table.columns:
        yield "columns.claim_id: missing; every table needs the column of the claim's id"
    for name, written in table.dates.items():
        if name not in DATES or name not in table.columns:
            yield f"dates.{name}: no mapped field that holds days"
        elif written not in FORMATS:
            yield f"dates.{name}: {written!r} is none of {', '.join(FORMATS)}"
    for name, separator in table.separators.items():
        if not is_list(table.rows, name) or not isinstance(table.columns.get(name), str):
            yield f"separators.{name}: only for a list in one column"
        elif len(separator) > _SEPARATOR:
            yield f"separators.{name}: {separator!r} is longer than three characters"


def _word_faults(mapping: Mapping) -> Iterator[str]:
    possible = {name for table in mapping.tables for name in fields_of(table.rows)} - set(LISTS)
    for name in mapping.defaults:
        if name not in possible - {"claim_id", "line", "position"}:
            yield f"defaults.{name}: no field that may have a default"
    codes: dict[str, set[str]] = {name: set(values) for name, values in known()["words"].items()}
    codes["claim_type"] = {one.value for one in ClaimType}
    said = [(name, word, value) for name, table in mapping.words.items() for word, value in table.items()]
    said += [(name, "", mapping.defaults[name]) for name in ("claim_type", "sex") if name in mapping.defaults]
    for name, word, value in said:
        where = f"words.{name}.{word}" if word else f"defaults.{name}"
        if name not in codes:
            yield f"words.{name}: only {', '.join(codes)} have words"
        elif value not in codes[name]:
            yield f"{where}: {value!r} is none of {', '.join(sorted(codes[name]))}"
