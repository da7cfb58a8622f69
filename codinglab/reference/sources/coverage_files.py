"""The CSV files of a Medicare Coverage Database export, as columns of text."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from codinglab.reference.install.archive import Archive, SourceFileError
from codinglab.reference.install.reading import Request
from codinglab.reference.sources.arrow import csv_table, encoding_of, parse_day
from codinglab.reference.sources.grid import check_end, find_columns

if TYPE_CHECKING:
    import pyarrow as pa

_MAIN = {"lcd": "lcd.csv", "article": "article.csv", "ncd": "ncd_trkg.csv"}
_PERIOD_ENDS = ("end_date", "dis_end_date")
_CHANGES = ("last_updt_tmstmp", "last_clrnc_tmstmp")


@dataclass(frozen=True, slots=True)
class Export:
    """The CSV files of one kind of document.

    Attributes:
        kind: "lcd", "article" or "ncd".
        name: the archive, for messages.
        files: the member by file name.
        is_whole: the export holds documents that have ended too ("all_lcd", not "current_lcd").
    """

    kind: str
    name: str
    archive: Archive
    files: Mapping[str, str]
    is_whole: bool

    def table(self, file: str, wanted: Sequence[str], optional: Sequence[str] = ()) -> pa.Table:
        """Columns of a file as text; an optional column that the file lacks is empty; no row without any.

        Raises:
            SourceFileError: the file or a column is missing, or a row is cut off.
        """
        return self.table_and_gaps(file, wanted, optional)[0]

    def table_and_gaps(
        self, file: str, wanted: Sequence[str], optional: Sequence[str]
    ) -> tuple[pa.Table, tuple[str, ...]]:
        """As `table`, and the optional columns that the file lacks."""
        import pyarrow as pa

        if file not in self.files:
            held = ", ".join(sorted(self.files))[:300]
            msg = f"{self.name}: expected {file} in the {self.kind} export; it holds: {held}."
            raise SourceFileError(msg)
        table = _read(self.archive, self.files[file], wanted, optional)
        gaps = tuple(name for name in optional if name not in table.column_names)
        for name in gaps:
            table = table.append_column(name, pa.array([""] * table.num_rows, pa.string()))
        return table, gaps

    def rows(self, file: str, wanted: Sequence[str], optional: Sequence[str] = ()) -> list[dict[str, Any]]:
        """The rows of a file, as `table`; none when the export has no such file."""
        return list(self.table(file, wanted, optional).to_pylist()) if file in self.files else []

    def last_day(self) -> date | None:
        """The day for which the export was made: the last that update_period.csv names."""
        rows = self.rows("update_period.csv", [], _PERIOD_ENDS)
        cells = (row[name].strip() for row in rows for name in _PERIOD_ENDS)
        return max((day for cell in cells if (day := parse_day(cell))), default=None)

    def newest_change(self) -> date | None:
        """The last day on which an NCD was changed or approved; None for other kinds."""
        rows = self.rows(_MAIN["ncd"], [], _CHANGES)
        cells = (row[name].strip() for row in rows for name in _CHANGES)
        return max((day for cell in cells if (day := parse_day(cell))), default=None)


def open_exports(request: Request, kinds: Sequence[str]) -> list[Export]:
    """The exports that a file holds, of certain kinds, or of every kind when none is named.

    Raises:
        SourceFileError: one that is asked for is not there, or stands twice.
    """
    archive = request.archive
    folders: dict[str, dict[str, str]] = {}
    for name in archive.find(r".*\.csv"):
        *_, last = parts = re.split(r"[/!]", name)
        folders.setdefault("/".join(parts[:-1]), {})[last.lower()] = name
    found = [
        Export(kind, archive.name, archive, files, _is_whole(kind, f"{archive.name} {folder}"))
        for folder, files in folders.items()
        for kind, main in _MAIN.items()
        if main in files and (not kinds or kind in kinds)
    ]
    held = [export.kind for export in found]
    missing = [kind for kind in kinds if kind not in held]
    if missing or not found or len(set(held)) < len(held):
        expected = " and ".join(_MAIN[kind] for kind in kinds) or " or ".join(_MAIN.values())
        there = ", ".join(sorted(name for files in folders.values() for name in files)[:8]) or "no CSV file"
        msg = f"{archive.name}: expected an export with one {expected}; it holds: {there}."
        raise SourceFileError(msg)
    return found


def _is_whole(kind: str, place: str) -> bool:
    return re.search(rf"(?<![a-z])all[_ -]?{kind}(?![a-z])", place.lower()) is not None


def _read(archive: Archive, member: str, wanted: Sequence[str], optional: Sequence[str]) -> pa.Table:
    import pyarrow as pa

    place = f"{archive.name}, {member}"
    raw = archive.read(member).removeprefix(b"\xef\xbb\xbf")
    check_end(raw, place)
    first, end, _ = raw.partition(b"\n")
    header = next(csv.reader([first.decode(encoding_of(first, place))]), [])
    at = find_columns(header, {name: [name] for name in (*wanted, *optional)})
    missing = [name for name in wanted if name not in at]
    if missing:
        msg = f"{place}: expected the columns {', '.join(wanted)}; found: {', '.join(header)[:300]}"
        raise SourceFileError(msg)
    if not at:
        return pa.table({})
    start = len(first) + len(end)
    return csv_table(raw, start, ",", place, 1, len(header), list(at.values())).rename_columns(list(at))
