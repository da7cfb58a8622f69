"""The ICD-10-CM and ICD-10-PCS order files of CMS: every code and header, in order, with titles.

Fixed width (icd10OrderFiles.pdf in the published zip): order number 1-5, code 7-13, 15 is 1 for a
billable code and 0 for a header, short title 17-76, long title from 78.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from codinglab.reference.install.archive import Archive, SourceFileError
from codinglab.reference.install.fiscal import edition, fiscal_since, half_year_through
from codinglab.reference.install.reading import Reading, Request
from codinglab.reference.sources.order_check import check_against_master

if TYPE_CHECKING:
    import pyarrow as pa

LEAST_ROWS = 70_000
_RELEASE_DAYS = {(10, 1), (1, 1), (4, 1)}
_FIRST_COLUMN_AFTER_TITLE = 77
_CODE = {"icd10cm": re.compile(r"[A-Z][0-9A-Z]{2,6}"), "icd10pcs": re.compile(r"[0-9A-HJ-NP-Z]{3,7}")}


@dataclass(frozen=True, slots=True)
class _Line:
    code: str
    billable: bool
    short_title: str
    title: str


def read_cm(request: Request) -> Reading:
    """Read the ICD-10-CM order file: table `icd10cm_order` of code, title, short_title, billable.

    Raises:
        SourceFileError: it is another file, not whole, or of another year than it says.
    """
    return _read(request, "icd10cm")


def read_pcs(request: Request) -> Reading:
    """Read the ICD-10-PCS order file: table `icd10pcs_order` of code, title, short_title, billable.

    Raises:
        SourceFileError: it is another file, not whole, or of another year than it says.
    """
    return _read(request, "icd10pcs")


def _read(request: Request, system: str) -> Reading:
    archive = request.archive
    name = archive.one(rf"{system}_order_20\d\d\.txt", f"{system}_order_YYYY.txt")
    year = int(name[-8:-4])
    since = fiscal_since(request, year, name)
    if (since.month, since.day) not in _RELEASE_DAYS:
        msg = f"{archive.name}: order files hold from October 1, January 1 or April 1; {since} was said."
        raise SourceFileError(msg)
    request.say(f"reading {name}", 0.1)
    lines = _lines(_text(archive, name), f"{archive.name}, {name}", _CODE[system])
    request.say("comparing with the dated code master", 0.5)
    billable = {line.code for line in lines if line.billable}
    remarks = check_against_master(system, billable, since, f"{archive.name}, {name}")
    return Reading(
        edition(since), since, half_year_through(since), {f"{system}_order": _table(lines)}, remarks
    )


def _text(archive: Archive, name: str) -> str:
    try:
        return archive.text(name)
    except SourceFileError:
        return archive.text(name, "cp1252")


def _lines(text: str, place: str, form: re.Pattern[str]) -> list[_Line]:
    if not text.endswith("\n"):
        last = text.rpartition("\n")[2]
        msg = f"{place}: the last line is cut off: '{last[:60]}'. Fetch the file again."
        raise SourceFileError(msg)
    lines = []
    for number, line in enumerate(text.splitlines(), start=1):
        code, flag = line[6:13].rstrip(), line[14:15]
        gaps = line[5:6] + line[13:14] + line[15:16] + line[76:77]
        if gaps.strip() or flag not in {"0", "1"} or not form.fullmatch(code):
            msg = (
                f"{place}, line {number}: expected order number, code, 0 or 1, short and long title in "
                f"their columns; found '{line[:40]}'."
            )
            raise SourceFileError(msg)
        if line[:5] != f"{number:05}":
            msg = f"{place}, line {number}: expected order number {number:05}; found '{line[:5]}'."
            raise SourceFileError(msg)
        title = line[_FIRST_COLUMN_AFTER_TITLE:].strip()
        if not title:
            msg = f"{place}, line {number}: {code} has no long title."
            raise SourceFileError(msg)
        lines.append(_Line(code, flag == "1", line[16:76].strip(), title))
    if len(lines) < LEAST_ROWS:
        msg = f"{place}: expected at least {LEAST_ROWS:,} lines; found {len(lines):,}. It is not whole."
        raise SourceFileError(msg)
    return lines


def _table(lines: list[_Line]) -> pa.Table:
    import pyarrow as pa

    return pa.table(
        {
            "code": [line.code for line in lines],
            "title": [line.title for line in lines],
            "short_title": [line.short_title for line in lines],
            "billable": pa.array([line.billable for line in lines], pa.bool_()),
        }
    )
