"""OPPS Addendum B: the status indicator of every HCPCS code on outpatient hospital claims, each quarter.

Title lines stand above the header; a zip has the table as CSV, as Excel and, once, as text. Of its columns
the code and the status indicator (SI) are read; the short descriptors of CPT codes belong to the AMA, they
are never read. Some codes have been published with a stray byte behind them.
Source: the quarterly addenda updates of the hospital OPPS; Medicare Claims Processing Manual (100-04) ch. 4.
"""

from __future__ import annotations

import re

from codinglab.reference.install.archive import Archive, SourceFileError
from codinglab.reference.install.reading import Reading, Request
from codinglab.reference.sources.grid import HCPCS_FORM, choose_members, few, read_grid
from codinglab.reference.sources.quarter import stated_quarter

_WANTED = {"code": ("hcpcs code", "hcpcs"), "status": ("si", "status indicator")}
_STATUS = re.compile("[A-Z][1-9]?")
_STRAY = re.compile(r"[^\x21-\x7e]+$")


def read(request: Request) -> Reading:
    """Read an Addendum B.

    Returns:
        Table `opps_status`: code, status.

    Raises:
        SourceFileError: another file, quarter or layout, a cell that cannot be, or a code with two
            statuses; the place is named.
    """
    import pyarrow as pa

    archive = request.archive
    member = _member(archive)
    quarter = stated_quarter(request, [member])
    grid = read_grid(archive, member, _WANTED)
    found: dict[str, str] = {}
    stray = bare = 0
    for place, cells in grid:
        code, status = _STRAY.sub("", cells["code"]).upper(), cells["status"].upper()
        if not status:
            bare += HCPCS_FORM.fullmatch(code) is not None
            continue
        stray += code != cells["code"].upper()
        if not HCPCS_FORM.fullmatch(code):
            msg = f"{place}: expected a HCPCS or CPT code; found '{cells['code'][:20]}'."
            raise SourceFileError(msg)
        if not _STATUS.fullmatch(status):
            msg = f"{place}: expected the status of {code} as S or J1; found '{cells['status'][:20]}'."
            raise SourceFileError(msg)
        if found.setdefault(code, status) != status:
            msg = f"{place}: {code} stands twice, with {found[code]} and {status}; expected once."
            raise SourceFileError(msg)
    if not found:
        msg = f"{grid.place}: expected codes below the header; found none."
        raise SourceFileError(msg)
    if bare * 20 > len(found):
        msg = f"{grid.place}: expected a status for every code; {bare:,} of {bare + len(found):,} have none."
        raise SourceFileError(msg)
    table = pa.table({"code": list(found), "status": list(found.values())})
    remarks = list(few(len(found), 15_000, "codes"))
    if stray:
        remarks.append(f"{stray:,} codes have a stray character behind them; it is dropped.")
    if bare:
        remarks.append(f"{bare:,} codes have no status; they are left out.")
    return Reading(str(quarter), quarter.since, quarter.through, {"opps_status": table}, tuple(remarks))


def _member(archive: Archive) -> str:
    """The one Addendum B of a file; of the same table as CSV and as text the CSV."""
    pattern = ".*" if len(archive.names) == 1 else r".*addendum(?:[ _-]|_20|%20)?b(?![a-z]).*"
    members = choose_members(archive, pattern, "Addendum B")
    chosen = [name for name in members if name.lower().endswith(".csv")] or members
    if len(chosen) > 1:
        msg = f"{archive.name}: expected one Addendum B; found {', '.join(chosen)}."
        raise SourceFileError(msg)
    return chosen[0]
