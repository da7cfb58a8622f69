"""Columns of text into typed Arrow columns, by looking at each distinct cell once."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NoReturn

from codinglab.reference.install.archive import SourceFileError

if TYPE_CHECKING:
    import pyarrow as pa

_NO_END = 9999


def csv_table(
    raw: bytes,
    start: int,
    delimiter: str,
    place: str,
    above: int,
    width: int | None = None,
    chosen: Sequence[int] | None = None,
) -> pa.Table:
    """Read the rows of a delimited text from a byte on, every column as text, named "0", "1" and so on.

    Args:
        raw: the file, in UTF-8 or Windows-1252.
        start: the byte where the first row starts.
        delimiter: between the cells; only a comma-separated file has quoted cells.
        place: the file, for messages.
        above: the rows above the first, for messages.
        width: how many cells a row has; as many as the first row when not given.
        chosen: the columns that are wanted; all when not given.

    Raises:
        SourceFileError: a row has more or fewer cells.
    """
    import pyarrow as pa
    from pyarrow import csv as arrow_csv

    encoding = encoding_of(raw, place)
    if width is None:
        end = raw.find(b"\n", start)
        line = raw[start : end if end >= 0 else len(raw)].decode(encoding)
        width = len(next(csv.reader([line], delimiter=delimiter)))
    names = [str(at) for at in range(width)]
    kept = [str(at) for at in (range(width) if chosen is None else chosen)]
    wrong: list[tuple[int, int]] = []

    def refuse(row: Any) -> str:
        wrong.append((row.number or 0, row.actual_columns))
        return "error"

    def parse(threads: bool) -> pa.Table:
        wrong.clear()
        return arrow_csv.read_csv(
            pa.BufferReader(memoryview(raw)[start:]),
            arrow_csv.ReadOptions(
                column_names=names, use_threads=threads, encoding=encoding, block_size=1 << 24
            ),
            arrow_csv.ParseOptions(
                delimiter=delimiter,
                quote_char='"' if delimiter == "," else False,
                newlines_in_values=delimiter == ",",
                invalid_row_handler=refuse,
            ),
            arrow_csv.ConvertOptions(
                include_columns=kept,
                column_types=dict.fromkeys(names, pa.string()),
                strings_can_be_null=False,
            ),
        )

    if start >= len(raw.rstrip()):
        return pa.table({name: pa.array([], pa.string()) for name in kept})
    try:
        return parse(threads=True)
    except pa.ArrowInvalid:
        pass
    try:
        return parse(threads=False)  # only then does Arrow number the rows
    except pa.ArrowInvalid:
        number, found = wrong[0] if wrong else (0, 0)
        msg = f"{place}, row {number + above}: expected {width} cells; found {found}. Was the file cut off?"
        raise SourceFileError(msg) from None


def encoding_of(raw: bytes, place: str) -> str:
    """The encoding of a text, of the two that CMS uses. Raises SourceFileError when it is neither."""
    for encoding in ("utf-8", "cp1252"):
        try:
            raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    msg = f"{place}: expected text in UTF-8 or Windows-1252; found other bytes."
    raise SourceFileError(msg)


def text_table(rows: Sequence[Sequence[str]], width: int) -> pa.Table:
    """Rows of a spreadsheet as columns of text; missing cells at the end of a row are empty."""
    import pyarrow as pa

    columns = [[row[at] if at < len(row) else "" for row in rows] for at in range(width)]
    return pa.table({str(at): pa.array(cells, pa.string()) for at, cells in enumerate(columns)})


def converted(cells: pa.ChunkedArray, convert: Callable[[Any], Any], kind: pa.DataType) -> pa.ChunkedArray:
    """Each distinct cell converted once. What `convert` raises is raised."""
    import pyarrow as pa
    import pyarrow.compute as pc

    encoded = pc.dictionary_encode(cells, null_encoding="encode").combine_chunks()
    if isinstance(encoded, pa.ChunkedArray):
        encoded = encoded.chunk(0) if encoded.num_chunks else pa.array([], cells.type).dictionary_encode()
    values = pa.array([convert(cell) for cell in encoded.dictionary.to_pylist()], kind)
    return pa.chunked_array([pc.take(values, encoded.indices)], kind)


def coded(
    cells: pa.ChunkedArray, meanings: Mapping[Any, Any], kind: pa.DataType, place: str, offset: int
) -> pa.ChunkedArray:
    """Cells that may hold only certain values. Raises SourceFileError for any other, with its line."""

    def convert(cell: Any) -> Any:
        if cell not in meanings:
            refuse_row(
                cells, cell, place, offset, " or ".join(repr(key) for key in meanings if key is not None)
            )
        return meanings[cell]

    return converted(cells, convert, kind)


def dated(cells: pa.ChunkedArray, empty: Sequence[str], place: str, offset: int) -> pa.ChunkedArray:
    """Days as `parse_day` reads them; null for a null, the cells of `empty`, and the year 9999.

    Raises:
        SourceFileError: another cell; its line is named.
    """
    import pyarrow as pa

    def convert(cell: str | None) -> date | None:
        if cell is None or cell in empty:
            return None
        day = parse_day(cell)
        if day is None:
            refuse_row(cells, cell, place, offset, "a date as 20260401")
        return None if day.year == _NO_END else day

    return converted(cells, convert, pa.date32())


def parse_day(cell: str) -> date | None:
    """A day written 20260401, 2026-04-01 (a time may follow) or 04/01/2026; None when it is none.

    >>> parse_day("2026-04-01 00:00:00"), parse_day("20260231")
    (datetime.date(2026, 4, 1), None)
    """
    for form, length in (("%Y%m%d", 8), ("%Y-%m-%d", 10), ("%m/%d/%Y", 10)):
        if length == len(cell) or (length == 10 and cell[10:11] in {" ", "T"}):
            try:
                return datetime.strptime(cell[:length], form).date()
            except ValueError:
                continue
    return None


def refuse_row(cells: pa.ChunkedArray, cell: Any, place: str, offset: int, expected: str) -> NoReturn:
    """Say in which line the first such cell stands. Always raises SourceFileError."""
    import pyarrow.compute as pc

    at = pc.index(cells, cell).as_py() if cell is not None else 0
    msg = f"{place}, line {at + offset + 1}: expected {expected}; found {cell!r}."
    raise SourceFileError(msg)
