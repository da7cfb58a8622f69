"""HCPCS Level II codes and modifiers: the quarterly Alpha-Numeric file (ANWEB).

The text file has records of 320 characters. Positions, counted from 1, by the record layout in the zip:

    1-5      code; a modifier stands in 4-5
    11       kind of record: 3 first of a code, 4 more of its long title; 7 and 8 the same of a modifier
    12-91    long title, continued by the records 4 and 8
    92-119   short title
    230      coverage: C by carrier's judgment, D special instructions, I not payable by Medicare,
             M not covered, S not covered by statute
    269-276  day added; 285-292 last day of use (0 or blank while there is none)
    293      action of this quarter: A add, B and C changes, D discontinue, N none, P payment, R reinstated …

The same comes as Excel. D codes belong to the American Dental Association and are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from codinglab.reference.install.archive import Archive, SourceFileError
from codinglab.reference.install.reading import Reading, Request
from codinglab.reference.sources.arrow import parse_day
from codinglab.reference.sources.grid import check_end, choose_members, decode, few, read_grid
from codinglab.reference.sources.quarter import stated_quarter

_LENGTH = 320
_WHOLE = 8_000
_AHEAD, _LATELY = timedelta(days=100), timedelta(days=800)
_FIRST, _MORE = {"3": "code", "7": "modifier"}, {"4", "8"}
_FORMS = {"code": re.compile(r"[A-V]\d{4}"), "modifier": re.compile("[0-9A-Z]{2}")}
_SHEET = {"code": ("HCPC", "HCPCS"), "title": ("LONG DESCRIPTION",)}
_SHEET_MORE = {
    "record": ("RECID", "RECORD ID"),
    "short_title": ("SHORT DESCRIPTION",),
    "coverage": ("COV", "COVERAGE CODE"),
    "since": ("ADD DT", "ADDED DATE"),
    "through": ("TERM DT", "TERMINATION DATE"),
    "action": ("ACTION CD", "ACTION CODE"),
}
_CONVERTED = {"code": ("code",), "type": ("type",), "title": ("long_description",)}


@dataclass(frozen=True, slots=True)
class _Entry:
    code: str
    kind: str
    title: str
    short_title: str = ""
    since: date | None = None
    through: date | None = None
    coverage: str = ""
    action: str = ""


def read(request: Request) -> Reading:
    """Read an Alpha-Numeric file as text or Excel, or a list with the columns code, type, long_description.

    Returns:
        Table `hcpcs_code`: code, kind ("code" or "modifier"), title (long), short_title, since, through
        (null where the file has no day), coverage, action ("" where it has none).

    Raises:
        SourceFileError: another file, quarter or layout, a cell that cannot be, or a code with two
            entries; the place is named.
    """
    import pyarrow as pa

    archive = request.archive
    member = _member(archive)
    quarter = stated_quarter(request, (member,))
    entries: dict[tuple[str, str], _Entry] = {}
    dental: set[str] = set()
    for place, entry in _entries(archive, member):
        if entry.kind == "code" and entry.code.startswith("D"):
            dental.add(entry.code)
            continue
        if not _FORMS[entry.kind].fullmatch(entry.code) or not entry.title:
            msg = f"{place}: expected a Level II {entry.kind} with a title; found '{entry.code}'."
            raise SourceFileError(msg)
        if entries.setdefault((entry.kind, entry.code), entry) != entry:
            msg = f"{place}: the {entry.kind} {entry.code} stands twice with different titles or days."
            raise SourceFileError(msg)
    remarks = list(few(len(entries), _WHOLE, "codes and modifiers"))
    if dental:
        remarks.append(f"{len(dental):,} D codes (dental, of the American Dental Association) are left out.")
    backward = sum(bool(e.since and e.through and e.through < e.since) for e in entries.values())
    if backward:
        remarks.append(f"{backward:,} codes end before the day they were added.")
    newest = max((entry.since for entry in entries.values() if entry.since), default=None)
    if newest is None:
        remarks.append(
            "The file has no days, coverage or actions: they are empty, and that it is of "
            f"{quarter} rests on its name or on what was said."
        )
    elif newest > quarter.through + _AHEAD or (len(entries) >= _WHOLE and newest < quarter.since - _LATELY):
        msg = f"{archive.name}: its newest code was added on {newest}; it is not the file of {quarter}."
        raise SourceFileError(msg)
    if any(archive.find(r"hcpc.*corrections.*")):
        remarks.append("The corrections that lie beside the list in the zip are not applied.")
    columns = {name: [getattr(entry, name) for entry in entries.values()] for name in _Entry.__slots__}
    days = {name: pa.array(columns[name], pa.date32()) for name in ("since", "through")}
    table = pa.table({**columns, **days})
    return Reading(str(quarter), quarter.since, quarter.through, {"hcpcs_code": table}, tuple(remarks))


def _member(archive: Archive) -> str:
    pattern = ".*" if len(archive.names) == 1 else r"hcpc\d{4}_[a-z]{3}_anweb(?:_\d+)?"
    found = choose_members(archive, pattern, "the HCPCS list (HCPC2026_APR_ANWEB)")
    if len(found) > 1:
        msg = f"{archive.name}: expected one HCPCS list; found {', '.join(found)}."
        raise SourceFileError(msg)
    return found[0]


def _entries(archive: Archive, member: str) -> Iterator[tuple[str, _Entry]]:
    place = f"{archive.name}, {member}"
    if member.lower().endswith(".txt"):
        raw = archive.read(member)
        check_end(raw, place)
        yield from _records(decode(raw, place).splitlines(), place)
    elif member.lower().endswith(".xlsx"):
        for spot, cells in read_grid(archive, member, _SHEET, _SHEET_MORE):
            yield spot, _sheet_entry(spot, cells)
    else:
        for spot, cells in read_grid(archive, member, _CONVERTED):
            if cells["type"] not in _FORMS:
                msg = f"{spot}: expected the type code or modifier; found '{cells['type']}'."
                raise SourceFileError(msg)
            yield spot, _Entry(cells["code"].upper(), cells["type"], cells["title"])


def _records(lines: list[str], place: str) -> Iterator[tuple[str, _Entry]]:
    entry, start = None, ""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        spot = f"{place}, line {number}"
        if len(line) != _LENGTH:
            msg = f"{spot}: expected a record of {_LENGTH} characters; found {len(line)}."
            raise SourceFileError(msg)
        code, record, title = line[:5].strip(), line[10], line[11:91]
        if record in _FIRST:
            if entry:
                yield start, replace(entry, title=" ".join(entry.title.split()))
            start = spot
            entry = _Entry(
                code,
                _FIRST[record],
                title,
                line[91:119].strip(),
                _day(spot, line[268:276]),
                _day(spot, line[284:292]),
                line[229].strip(),
                line[292].strip(),
            )
        elif record in _MORE and entry and entry.code == code:
            entry = replace(entry, title=entry.title + title)
        else:
            expected = f"more of {entry.code}" if entry else "a first record (3 or 7)"
            msg = f"{spot}: expected {expected}; found a record '{record}' of '{code}'."
            raise SourceFileError(msg)
    if entry:
        yield start, replace(entry, title=" ".join(entry.title.split()))


def _sheet_entry(spot: str, cells: dict[str, str]) -> _Entry:
    code = cells["code"].upper()
    if cells.get("record", "3") not in {*_FIRST, ""}:
        msg = f"{spot}: expected one row a code; found a continued title (record {cells['record']})."
        raise SourceFileError(msg)
    kind = _FIRST.get(cells.get("record", ""), "modifier" if len(code) == 2 else "code")
    return _Entry(
        code,
        kind,
        " ".join(cells["title"].split()),
        cells.get("short_title", ""),
        _day(spot, cells.get("since", "")),
        _day(spot, cells.get("through", "")),
        cells.get("coverage", ""),
        cells.get("action", ""),
    )


def _day(spot: str, cell: str) -> date | None:
    if not cell.strip(" 0"):
        return None
    day = parse_day(cell.strip())
    if day is None:
        msg = f"{spot}: expected a day as 20260401; found '{cell}'."
        raise SourceFileError(msg)
    return day
