"""CSV with any delimiter, in chunks: every line is a row, or is rejected with its number and the reason."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from codinglab.claims.intake.columns.byte_blocks import BLOCK, LONGEST_LINE, blocks
from codinglab.claims.intake.columns.chunk import Broken, Chunk, checked_names
from codinglab.claims.intake.columns.mapping import UTF_8, TextFile
from codinglab.claims.intake.columns.names import known
from codinglab.model import InvalidInputError

if TYPE_CHECKING:
    import pyarrow as pa

DELIMITERS = ",\t|;~^"
_FIRST = 1 << 20
_SAMPLED = 20_000
_LONGEST_SHOWN = 20_000


class CsvTable:
    """A CSV file as a `TableSource`.

    Attributes:
        path: the file.
        text: how it is written, with the delimiter recognised.
        name, columns, rows: as of every table.
    """

    def __init__(self, path: Path, text: TextFile = UTF_8) -> None:
        """Look at the file's beginning.

        Raises:
            InvalidInputError: it is empty, no text, or its header cannot be used.
        """
        self.path, self.name = path, str(path)
        self._sampled: Any = None
        first = next(blocks(path, text.encoding, size=_FIRST), None)
        if first is None or not first.data.strip():
            msg = f"{path} is empty."
            raise InvalidInputError(msg)
        self._refuse_what_is_no_text(first.data, text.encoding)
        head, _, body = first.data.lstrip(b"\n").partition(b"\n")
        self._header_lines = first.data.index(head) + 1 if head else 1
        header = head.decode("utf-8")
        delimiter = text.delimiter or _delimiter(header)
        self.text = TextFile(delimiter, text.encoding, text.line_breaks_in_values)
        self.columns = checked_names(_split(header, delimiter), self.name)
        lines = body.count(b"\n")
        self.rows: int | None = lines if first.read >= 1 else int(lines / max(first.read, 1e-9))

    def sample(self) -> pa.Table:
        """The first rows, all columns as text."""
        if self._sampled is None:
            self._sampled = self._first_rows()
        return self._sampled

    def _first_rows(self) -> pa.Table:
        for chunk in self._chunks(self.columns, self.columns[0], _FIRST):
            return chunk.table.slice(0, _SAMPLED)
        import pyarrow as pa

        return pa.table({name: pa.array([], pa.string()) for name in self.columns})

    def chunks(self, columns: Sequence[str], id_column: str) -> Iterator[Chunk]:
        """The whole file; see `TableSource`."""
        return self._chunks(columns, id_column, BLOCK)

    def _chunks(self, columns: Sequence[str], id_column: str, size: int) -> Iterator[Chunk]:
        import numpy as np

        number, carried = 1, b""
        reader = _Rows(self.columns, columns, self.columns.index(id_column), self.text)
        skip = self._header_lines
        for block in blocks(self.path, self.text.encoding, size=size):
            data = carried + block.data
            if skip:
                for _ in range(skip):
                    data = data[data.index(b"\n") + 1 :]
                number, skip = number + skip, 0
            ends = np.flatnonzero(np.frombuffer(data, np.uint8) == ord("\n"))
            lines, carried = len(ends), b""
            if self.text.line_breaks_in_values and b'"' in data:
                numbers, ends = _outside_quotes(data, ends)
                last = int(ends[-1]) + 1 if len(ends) else 0
                carried, data = data[last:], data[:last]
                lines -= carried.count(b"\n")
                self._bounded(carried, number + lines, LONGEST_LINE)
            else:
                numbers = np.arange(lines)
            if len(ends):
                yield reader.read(data, ends, numbers + number, self.name, block.read)
            number += lines
        self._bounded(carried, number, 0)

    def _bounded(self, carried: bytes, line: int, most: int) -> None:
        if len(carried) > most:
            msg = (
                f"{self.path}: a quote opened in line {line} is never closed. Mend it, or set "
                "line_breaks_in_values = false in the mapping to have only that line rejected."
            )
            raise InvalidInputError(msg)

    def _refuse_what_is_no_text(self, data: bytes, encoding: str) -> None:
        if b"\0" in data[:_FIRST]:
            msg = f"{self.path} is no text: it holds NUL bytes. CSV, Parquet, X12 and JSON can be read."
            raise InvalidInputError(msg)
        try:
            data.decode("utf-8")
        except UnicodeDecodeError as error:
            line = data[: error.start].count(b"\n") + 1
            msg = (
                f"{self.path} is not text in UTF-8 (line {line}, byte {data[error.start]:#04x}). "
                "Say how it is written: --encoding latin-1 (or cp1252), or so under [text] in the mapping."
            )
            raise InvalidInputError(msg) from None


class _Rows:
    """Blocks of lines become chunks."""

    def __init__(self, names: Sequence[str], wanted: Sequence[str], id_at: int, text: TextFile) -> None:
        self._names, self._wanted, self._id_at, self._text = list(names), list(wanted), id_at, text

    def read(self, data: bytes, ends: Any, numbers: Any, source: str, read: float) -> Chunk:
        """A chunk of the lines that end at `ends`, with their numbers."""
        import numpy as np

        starts = np.concatenate(([0], ends[:-1] + 1))
        reasons = self._bad_lines(data, starts, ends)
        table, broken_at = self._parsed(data, starts, ends, reasons)
        if table is None:
            reasons |= self._bad_quotes(data, starts, ends, reasons)
            table, broken_at = self._parsed(data, starts, ends, reasons)
        if table is None:
            msg = f"{source}: the quotes of the lines {numbers[0]} to {numbers[-1]} do not match; mend them."
            raise InvalidInputError(msg)
        reasons |= broken_at
        blank = {at for at, reason in reasons.items() if not reason}
        broken = tuple(
            self._broken(data[starts[at] : ends[at]], int(numbers[at]), reasons[at])
            for at in sorted(reasons.keys() - blank)
        )
        places = np.delete(numbers, sorted(reasons)) if reasons else numbers
        return Chunk(table, places, source, broken, read)

    def _bad_lines(self, data: bytes, starts: Any, ends: Any) -> dict[int, str]:
        """Line -> why it can be no row; "" for a blank line, which is none."""
        import numpy as np

        lengths = ends - starts
        bad = {int(at): "" for at in np.flatnonzero(lengths == 0)}
        for at in np.flatnonzero(lengths > LONGEST_LINE):
            bad[int(at)] = f"the row has {int(lengths[at]):,} characters, and a million are the most"
        if b"\0" in data:
            zeros = np.flatnonzero(np.frombuffer(data, np.uint8) == 0)
            bad |= {int(at): "the row holds NUL bytes" for at in np.unique(np.searchsorted(ends, zeros))}
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            for at, (start, end) in enumerate(zip(starts, ends, strict=True)):
                if not _is_utf8(data[start:end]):
                    bad[at] = 'the row is not text in UTF-8; say [text] encoding = "latin-1" in the mapping'
        return bad

    def _bad_quotes(self, data: bytes, starts: Any, ends: Any, known_bad: dict[int, str]) -> dict[int, str]:
        bad = {}
        for at, (start, end) in enumerate(zip(starts, ends, strict=True)):
            line = data[start:end]
            if at not in known_bad and b'"' in line:
                try:
                    next(csv.reader([line.decode()], delimiter=self._text.delimiter, strict=True))
                except csv.Error:
                    bad[at] = (
                        "the quotes of the row do not match, or a value holds a line break (then say "
                        "line_breaks_in_values = true in the mapping)"
                    )
        return bad

    def _parsed(
        self, data: bytes, starts: Any, ends: Any, skip: dict[int, str]
    ) -> tuple[Any, dict[int, str]]:
        """The table of the lines that are not skipped, and which are broken; None when out of step."""
        import numpy as np
        import pyarrow as pa
        from pyarrow import csv as arrow_csv

        left = np.delete(np.arange(len(ends)), sorted(skip)) if skip else np.arange(len(ends))
        if skip:
            data = b"".join(data[starts[at] : ends[at] + 1] for at in left)
        if not len(left):
            return pa.table({name: pa.array([], pa.string()) for name in self._wanted}), {}
        faulty: list[Any] = []

        def note(row: Any) -> str:
            faulty.append(row)
            return "skip"

        def parse(threads: bool) -> Any:
            return arrow_csv.read_csv(
                pa.BufferReader(data),
                read_options=arrow_csv.ReadOptions(
                    column_names=self._names, use_threads=threads, block_size=len(data) + 1
                ),
                parse_options=arrow_csv.ParseOptions(
                    delimiter=self._text.delimiter,
                    newlines_in_values=self._text.line_breaks_in_values,
                    invalid_row_handler=note,
                ),
                convert_options=arrow_csv.ConvertOptions(
                    column_types=dict.fromkeys(self._names, pa.string()),
                    include_columns=self._wanted,
                    null_values=known()["blank"]["words"],
                    strings_can_be_null=True,
                    check_utf8=False,
                ),
            )

        try:
            table = parse(True)
            if faulty:
                faulty.clear()
                table = parse(False)
        except pa.ArrowInvalid:
            return None, {}
        if len(table) + len(faulty) != len(left):
            return None, {}
        width = len(self._names)
        return table, {
            int(left[row.number - 1]): f"the row has {row.actual_columns} values, and the header {width}"
            for row in faulty
        }

    def _broken(self, line: bytes, number: int, reason: str) -> Broken:
        shown = (
            line[:_LONGEST_SHOWN].decode("utf-8", errors="replace").replace("\0", "\N{REPLACEMENT CHARACTER}")
        )
        values = _split(shown, self._text.delimiter)
        around = (self._id_at, self._id_at - len(self._names))
        ids = {values[at].strip() for at in around if -len(values) <= at < len(values)}
        return Broken(number, reason, shown, tuple(sorted(ids - {""})))


def _outside_quotes(data: bytes, ends: Any) -> tuple[Any, Any]:
    """Which line ends are outside quotes: the number of each record's first line from 0, and their ends."""
    import numpy as np

    quotes = np.flatnonzero(np.frombuffer(data, np.uint8) == ord('"'))
    outside = np.flatnonzero(np.searchsorted(quotes, ends) % 2 == 0)
    return np.concatenate(([0], outside[:-1] + 1)), ends[outside]


def _delimiter(header: str) -> str:
    """The character that stands most often between the names of a header."""
    return max(DELIMITERS, key=lambda mark: (len(_split(header, mark)), -DELIMITERS.index(mark)))


def _split(line: str, delimiter: str) -> list[str]:
    """The values of one line, however its quotes are."""
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return line.split(delimiter)


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
