"""Tables as publishers hand them out: text or a spreadsheet, with lines above the header."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from codinglab.reference.install.archive import Archive, SourceFileError
from codinglab.reference.install.columns import normal
from codinglab.reference.install.workbook import first_sheet
from codinglab.reference.sources.arrow import encoding_of

HCPCS_FORM = re.compile(r"\d{4}[0-9AFMTU]|[A-V]\d{4}")
_DEEPEST_HEADER = 40
_TELLING = 6
_TEXTS = (".txt", ".csv", ".tsv")


@dataclass(frozen=True, slots=True)
class Grid:
    """A table whose columns were found by name.

    Attributes:
        place: the file, for messages.
        heading: the cells above the header.
        columns: where each wanted column stands; an optional one may be missing.
        rows: the rows below the header as text, blank ones left out.
        numbers: the line of the file, or the row of the sheet, where each row starts.
    """

    place: str
    heading: tuple[str, ...]
    columns: Mapping[str, int]
    rows: Sequence[Sequence[str]]
    numbers: Sequence[int]

    def __iter__(self) -> Iterator[tuple[str, dict[str, str]]]:
        """Each row: its place for messages, and its cells by column name, trimmed."""
        for number, row in zip(self.numbers, self.rows, strict=True):
            yield (
                f"{self.place}, line {number}",
                {name: row[at].strip() for name, at in self.columns.items()},
            )


def choose_members(archive: Archive, pattern: str, what: str) -> list[str]:
    """The members of a published zip that hold a table; text wins over a spreadsheet of the same.

    Args:
        archive: the file.
        pattern: a regular expression for the last part of the name without its ending.
        what: what is looked for, for the message.

    Raises:
        SourceFileError: there is none.
    """
    for endings in (_TEXTS, (".xlsx",)):
        found = [
            name
            for ending in endings
            for name in archive.find(rf"(?:{pattern}){re.escape(ending)}")
            if not re.search(r"read[ _-]?me|layout", name, re.IGNORECASE)
        ]
        if found:
            return found
    held = ", ".join(archive.names[:8]) + (" …" if len(archive.names) > 8 else "")
    msg = f"{archive.name}: expected {what} as .txt, .csv or .xlsx; it holds: {held}."
    raise SourceFileError(msg)


def decode(raw: bytes, place: str) -> str:
    """A text in UTF-8 or Windows-1252, without a byte order mark. Raises SourceFileError otherwise."""
    return raw.decode(encoding_of(raw, place)).removeprefix("\ufeff")


def check_end(raw: bytes, place: str) -> None:
    """A published text ends with a line end. Raises SourceFileError when it was cut off."""
    if not raw.rstrip(b"\x1a").endswith((b"\n", b"\r")):
        last = raw.count(b"\n") + 1
        msg = f"{place}: line {last}, the last, has no line end: the file was cut off. Fetch it again."
        raise SourceFileError(msg)


def read_rows(archive: Archive, name: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of a text or spreadsheet member with their numbers from 1; blank rows are left out.

    Raises:
        SourceFileError: the member is no such table, was cut off, or a quoted cell does not end.
    """
    place = _place(archive, name)
    raw = archive.read(name)
    numbered: Iterable[tuple[int, list[str]]]
    if name.lower().endswith(".xlsx"):
        numbered = enumerate(([_cell(cell) for cell in row] for row in first_sheet(raw, place)), start=1)
    else:
        check_end(raw, place)
        numbered = _lines(decode(raw, place), place)
    return ((number, row) for number, row in numbered if any(cell.strip() for cell in row))


def read_grid(
    archive: Archive,
    name: str,
    wanted: Mapping[str, Sequence[str]],
    optional: Mapping[str, Sequence[str]] | None = None,
    header_rows: int = 1,
) -> Grid:
    """Read a table whose header stands somewhere below its title lines.

    Args:
        archive: the file.
        name: the member.
        wanted: our column names, and the names each goes by in the published headers.
        optional: the same for columns that some editions lack.
        header_rows: over how many rows the names may be spread, column by column.

    Raises:
        SourceFileError: a column is missing, or a row is longer or shorter than the header.
    """
    place = _place(archive, name)
    rows = list(read_rows(archive, name))
    top = rows[:_DEEPEST_HEADER]
    for depth in range(1, header_rows + 1):
        for first in range(len(top) - depth + 1):
            header = _stacked([row for _, row in top[first : first + depth]])
            found = find_columns(header, wanted)
            if len(found) == len(wanted):
                below = rows[first + depth :]
                _check_width(place, len(header), below)
                return Grid(
                    place,
                    tuple(cell for _, row in top[:first] for cell in row if cell.strip()),
                    {**found, **find_columns(header, optional or {})},
                    [row for _, row in below],
                    [number for number, _ in below],
                )
    names = ", ".join(names[0] for names in wanted.values())
    likeliest = max((row for _, row in top), key=lambda row: len(find_columns(row, wanted)), default=[])
    seen = ", ".join(" ".join(cell.split()) for cell in likeliest)[:300]
    msg = f"{place}: expected a header with the columns {names}; found: {seen or 'nothing'}"
    raise SourceFileError(msg)


def find_columns(header: Sequence[str], wanted: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Where the columns stand that the header has; a name fits a cell that equals it.

    A name of six letters or more also fits a cell that begins with it ("Deletion Date *=no data").
    Spaces, case and punctuation do not count: "AddOn_Code" is "Add-On Code".

    >>> find_columns(["AddOn_Code", "Primary Code"], {"code": ["add-on code"], "units": ["units"]})
    {'code': 0}
    """
    cells = [normal(cell).replace(" ", "") for cell in header]
    found = {}
    for ours, names in wanted.items():
        keys = [normal(name).replace(" ", "") for name in names]
        at = next((cells.index(key) for key in keys if key in cells), None)
        if at is None:
            long = [key for key in keys if len(key) >= _TELLING]
            begun = (place for key in long for place, cell in enumerate(cells) if cell.startswith(key))
            at = next(begun, None)
        if at is not None:
            found[ours] = at
    return found


def few(count: int, usual: int, what: str) -> tuple[str, ...]:
    """A remark when a table is much smaller than any published one."""
    if count >= usual:
        return ()
    return (f"{count:,} {what} were read; a whole published table has more than {usual:,}.",)


def _place(archive: Archive, name: str) -> str:
    return archive.name if name == archive.name else f"{archive.name}, {name}"


def _cell(cell: Any) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def _lines(text: str, place: str) -> Iterator[tuple[int, list[str]]]:
    sample = text[:20_000]
    delimiter = "\t" if sample.count("\t") > sample.count(",") else ","
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    start = 1
    try:
        for row in rows:
            yield start, row
            start = rows.line_num + 1
    except csv.Error as error:
        msg = f"{place}, line {start}: expected cells between '{delimiter}'; {error}. Was the file cut off?"
        raise SourceFileError(msg.replace("\t", "tabs")) from None


def _stacked(rows: Sequence[Sequence[str]]) -> list[str]:
    width = max((len(row) for row in rows), default=0)
    return [" ".join(row[at] for row in rows if at < len(row)).strip() for at in range(width)]


def _check_width(place: str, width: int, rows: Sequence[tuple[int, list[str]]]) -> None:
    for number, row in rows:
        if len(row) != width:
            msg = f"{place}, line {number}: expected {width} cells, as in the header; found {len(row)}."
            raise SourceFileError(msg)
