"""The ICD-10-CM conversion table: each new code with the codes that were assigned before it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from codinglab.reference.install.archive import SourceFileError
from codinglab.reference.install.columns import diagnosis, normal, positions
from codinglab.reference.install.fiscal import edition, fiscal_since, year_through
from codinglab.reference.install.reading import Reading, Request
from codinglab.reference.install.workbook import first_sheet

LEAST_ROWS = 1_000
_Pair = tuple[str, str, str, date | None, str]
_COLUMNS = ("Current code assignment", "Effective", "Previous Code(s) Assignment")
_CODE = r"[A-Z][0-9A-Z]{2}(?:\.?[0-9A-Z]{1,4})?"
_BETWEEN = re.compile(r"[,;&\n]|\band\b", re.IGNORECASE)
_PREVIOUS = re.compile(
    rf"(?:(?:a )?codes? (?:from|in) (?:categor(?:y|ies) )?)?({_CODE})(?:-({_CODE})|\.?-)?", re.IGNORECASE
)


def read(request: Request) -> Reading:
    """Read the table of a fiscal year: table `icd10cm_conversion`, one row a new and a previous code.

    Columns: code; previous, "" when the table says None; previous_through, the last code of a range
    ("I10-I15.9"), else ""; since, date or null; written, the whole cell as published, because "and"
    (both) and "," (either) matter. Codes are undotted; a previous code may be a category, meaning all
    codes below it.

    Raises:
        SourceFileError: it is another workbook, not whole, or a cell cannot be read.
    """
    import pyarrow as pa

    archive = request.archive
    name = archive.one(r".*conversion.*\.xlsx", "ICD-10-CM conversion table (xlsx)")
    place = f"{archive.name}, {name}" if archive.name != name else name
    sheet = first_sheet(archive.read(name), place)
    start = next((at for at, row in enumerate(sheet) if row and _is_header(row)), None)
    if start is None:
        found = "; ".join(str(row)[:80] for row in sheet[:2])
        msg = f"{place}: expected a row with the columns {', '.join(_COLUMNS)}; found {found}"
        raise SourceFileError(msg)
    since = fiscal_since(request, _year(name, sheet[:start], place), name)
    columns = positions([str(cell) for cell in sheet[start]], _COLUMNS, place)
    rows: list[_Pair] = []
    for number, row in enumerate(sheet[start + 1 :], start=start + 2):
        if any(str(cell).strip() for cell in row):
            rows.extend(_pairs([row[at] for at in columns], f"{place}, row {number}"))
    whole, rows = len(rows), list(dict.fromkeys(rows))
    new = {row[0] for row in rows}
    if len(new) < LEAST_ROWS:
        msg = f"{place}: expected at least {LEAST_ROWS:,} codes; found {len(new):,}. It is not whole."
        raise SourceFileError(msg)
    names = ("code", "previous", "previous_through", "since", "written")
    types = (pa.string(), pa.string(), pa.string(), pa.date32(), pa.string())
    table = pa.table(
        {
            name: pa.array([row[at] for row in rows], kind)
            for at, (name, kind) in enumerate(zip(names, types, strict=True))
        }
    )
    none = sum(not row[1] for row in rows)
    remarks = [f"{none} codes have no previous code."] if none else []
    if whole > len(rows):
        remarks.append(f"{whole - len(rows)} rows stand twice in the published table; each is kept once.")
    return Reading(edition(since), since, year_through(since), {"icd10cm_conversion": table}, tuple(remarks))


def _is_header(row: list[Any]) -> bool:
    return normal(str(row[0])) == normal(_COLUMNS[0])


def _year(name: str, notes: list[list[Any]], place: str) -> int:
    said = re.findall(r"FY\s*(20\d\d)", name, re.IGNORECASE)
    said += re.findall(r"FY\s*(20\d\d)", " ".join(str(cell) for row in notes for cell in row))
    if len(set(said)) != 1:
        msg = f"{place}: expected one fiscal year in its name and notes; found {', '.join(said) or 'none'}."
        raise SourceFileError(msg)
    return int(said[0])


def _pairs(cells: list[Any], place: str) -> Iterator[_Pair]:
    code = diagnosis(str(cells[0]), place)
    since, written = _day(cells[1], place), " ".join(str(cells[2]).split())
    if written.lower() in {"", "none"}:
        yield code, "", "", since, written
        return
    for part in _BETWEEN.split(str(cells[2])):
        found = _PREVIOUS.fullmatch(" ".join(part.split()))
        if found is None:
            msg = (
                f"{place}: expected codes that {cells[0]} replaces; '{part.strip()}' is none, in '{written}'."
            )
            raise SourceFileError(msg)
        last = diagnosis(found[2], place) if found[2] else ""
        yield code, diagnosis(found[1], place), last, since, written


def _day(cell: Any, place: str) -> date | None:
    """The day a code began: the table writes a year when it was October 1 of it."""
    if isinstance(cell, date):
        return date(cell.year, cell.month, cell.day)
    written = str(cell).strip().removesuffix(".0")
    if not written:
        return None
    if not re.fullmatch(r"20\d\d", written):
        msg = f"{place}: expected a year or a day in 'Effective'; found '{cell}'."
        raise SourceFileError(msg)
    return date(int(written), 10, 1)
