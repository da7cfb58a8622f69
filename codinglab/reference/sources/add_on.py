"""NCCI add-on codes and the primary codes beside which they may be billed.

The NCCI Policy Manual for Medicare 2026, chapter I, section W, defines three types:

    1  the CPT book or the HCPCS files name every acceptable primary code; no other is allowed
    2  they name none; each contractor (MAC) makes its own list
    3  they name some; those are allowed, and a contractor may add its own

In the file a contractor's own list is written CCCCC; here it is a primary of "". Dates are written
year and day of year (2026001), or as 20260101. The whole file comes out before January 1, and again
in a later quarter when something changed, so a file holds through the end of its year.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from codinglab.reference.install.archive import SourceFileError
from codinglab.reference.install.reading import Reading, Request
from codinglab.reference.sources.arrow import parse_day
from codinglab.reference.sources.grid import HCPCS_FORM, choose_members, few, read_grid
from codinglab.reference.sources.quarter import stated_quarter

_CONTRACTOR = "CCCCC"
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
    members = choose_members(archive, ".*", "the list of add-on codes")
    if len(members) > 1:
        msg = f"{archive.name}: expected one list of add-on codes; found {', '.join(members)}."
        raise SourceFileError(msg)
    quarter = stated_quarter(request, members)
    grid = read_grid(archive, members[0], _WANTED, _OPTIONAL)
    dateless = "since" not in grid.columns
    rows: dict[_Row, None] = {}
    read_rows = 0
    for place, cells in grid:
        read_rows += 1
        rows[_row(place, cells, quarter.since)] = None
    if not rows:
        msg = f"{grid.place}: expected add-on codes below the header; found none."
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
