"""NCCI add-on codes and the primary codes beside which they may be billed.

The NCCI Policy Manual for Medicare 2026, chapter I, section W, defines three types:

    1  the CPT book or the HCPCS files name every acceptable primary code; no other is allowed
    2  they name none; each contractor (MAC) makes its own list
    3  they name some; those are allowed, and a contractor may add its own

The zip has an Excel file with a header and the same as text without one, in records of 97 characters.
Positions, counted from 1:

    1      type                        19-25  last day of the primary code
    2-6    add-on code                 26-32  first day of the edit
    7-13   last day of the add-on code 33-39  last day of the edit
    14-18  primary code                40-    notes

In the file a contractor's own list is written CCCCC; here it is a primary of "". Dates are written
year and day of year (2026001), or as 20260101. The whole file comes out before January 1, and again
in a later quarter when something changed, so a file holds through the end of its year.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from codinglab.reference.install.archive import Archive, SourceFileError
from codinglab.reference.install.reading import Reading, Request
from codinglab.reference.sources.arrow import parse_day
from codinglab.reference.sources.grid import HCPCS_FORM, check_end, choose_members, decode, few, read_grid
from codinglab.reference.sources.quarter import stated_quarter

_CONTRACTOR = "CCCCC"
_NO_END = 9999
_RECORD = re.compile(
    r"(?P<kind>[123])(?P<code>[0-9A-Z]{5})(?P<code_end>[0-9 ]{7})(?P<primary>[0-9A-Z]{5})"
    r"(?P<primary_end>[0-9 ]{7})(?P<since>[0-9 ]{7})(?P<edit_end>[0-9 ]{0,7})(?: .*|)"
)
_Row = tuple[str, int, str, date, date | None]
_WANTED = {
    "code": ("add-on code", "aoc code"),
    "primary": ("primary code",),
    "kind": ("aoc edit type", "aoc type", "type"),
}
_OPTIONAL = {
    "since": ("aoc edit eff dt", "aoc edit effective date", "effective date"),
    "edit_end": ("aoc edit del dt", "aoc edit deletion date", "deletion date"),
    "code_end": ("aoc del dt",),
    "primary_end": ("primary code del dt",),
}


def read(request: Request) -> Reading:
    """Read the add-on code file.

    Returns:
        Table `ncci_add_on`: code, kind (1, 2 or 3), primary ("" when the contractor defines it), since,
        through (null while it holds; the first of the ends of the edit and of its two codes).

    Raises:
        SourceFileError: another file, year or layout, or a cell that cannot be; the place is named.
    """
    import pyarrow as pa

    archive = request.archive
    member = _member(archive)
    quarter = stated_quarter(request, [member])
    spots, dateless, source = _spots(archive, member)
    rows: dict[_Row, None] = {}
    read_rows = 0
    for place, cells in spots:
        read_rows += 1
        rows[_row(place, cells, quarter.since)] = None
    if not rows:
        msg = f"{source}: expected add-on codes below the header; found none."
        raise SourceFileError(msg)
    remarks = list(few(len(rows), 5_000, "add-on rows"))
    if dateless:
        remarks.append(f"The file has no dates: every row is dated from {quarter.since}.")
    if read_rows > len(rows):
        remarks.append(f"{read_rows - len(rows):,} rows stand twice, word for word; each is kept once.")
    remarks += _contradictions(list(rows))
    code, kind, primary, since, through = zip(*rows, strict=True)
    table = pa.table(
        {
            "code": code,
            "kind": pa.array(kind, pa.int8()),
            "primary": primary,
            "since": pa.array(since, pa.date32()),
            "through": pa.array(through, pa.date32()),
        }
    )
    last = date(quarter.year, 12, 31)
    return Reading(str(quarter), quarter.since, last, {"ncci_add_on": table}, tuple(remarks))


def _member(archive: Archive) -> str:
    """The list of a file; of the same list as Excel and as text the one that names its columns."""
    members = list(archive.find(r".*\.xlsx")) or choose_members(archive, ".*", "the list of add-on codes")
    if len(members) > 1:
        msg = f"{archive.name}: expected one list of add-on codes; found {', '.join(members)}."
        raise SourceFileError(msg)
    return members[0]


def _spots(archive: Archive, member: str) -> tuple[Iterable[tuple[str, dict[str, str]]], bool, str]:
    """The rows with their places, whether they have no dates, and the place of the whole."""
    if member.lower().endswith(".txt"):
        raw, place = archive.read(member), f"{archive.name}, {member}"
        lines = decode(raw, place).splitlines()
        if any(_RECORD.fullmatch(line) for line in lines[:3]):
            check_end(raw, place)
            return _records(lines, place), False, place
    grid = read_grid(archive, member, _WANTED, _OPTIONAL)
    return grid, "since" not in grid.columns, grid.place


def _records(lines: list[str], place: str) -> Iterator[tuple[str, dict[str, str]]]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        match = _RECORD.fullmatch(line)
        if match is None:
            msg = (
                f"{place}, line {number}: expected a type, an add-on code, a primary code and days, each in "
                f"its place; found '{line[:39]}'."
            )
            raise SourceFileError(msg)
        yield f"{place}, line {number}", {name: cell.strip() for name, cell in match.groupdict().items()}


def _row(place: str, cells: dict[str, str], first: date) -> _Row:
    code, primary = cells["code"].upper(), cells["primary"].upper()
    for written in (code, primary):
        if written != _CONTRACTOR and not HCPCS_FORM.fullmatch(written):
            msg = f"{place}: expected a HCPCS or CPT code, or CCCCC; found '{written}'."
            raise SourceFileError(msg)
    if cells["kind"] not in {"1", "2", "3"} or code == _CONTRACTOR:
        msg = f"{place}: expected an add-on code of type 1, 2 or 3; found '{code}' of type '{cells['kind']}'."
        raise SourceFileError(msg)
    ends = [_day(place, cells.get(name, "")) for name in ("edit_end", "code_end", "primary_end")]
    since = _day(place, cells["since"]) if "since" in cells else first
    if since is None:
        msg = f"{place}: expected the day on which the edit takes effect; found nothing."
        raise SourceFileError(msg)
    through = min((day for day in ends if day is not None), default=None)
    return code, int(cells["kind"]), "" if primary == _CONTRACTOR else primary, since, through


def _day(place: str, cell: str) -> date | None:
    if cell in {"", "0", "0000000", "00000000", "*"}:
        return None
    if cell.startswith(str(_NO_END)):
        return None
    if re.fullmatch(r"\d{7}", cell) and 1 <= int(cell[4:]) <= 366:
        return date(int(cell[:4]), 1, 1) + timedelta(days=int(cell[4:]) - 1)
    day = parse_day(cell)
    if day is None:
        msg = f"{place}: expected a day as 2026001 or 20260101; found '{cell}'."
        raise SourceFileError(msg)
    return day


def _contradictions(rows: list[_Row]) -> list[str]:
    kinds: dict[str, set[int]] = {}
    for code, kind, _, _, through in rows:
        if through is None:
            kinds.setdefault(code, set()).add(kind)
    several = sum(len(found) > 1 for found in kinds.values())
    listed = sum(kind == 2 and primary != "" for _, kind, primary, _, _ in rows)
    remarks = []
    if several:
        remarks.append(f"{several:,} add-on codes stand under more than one type.")
    if listed:
        remarks.append(f"{listed:,} rows of type 2 name a primary code, which type 2 should not.")
    return remarks
