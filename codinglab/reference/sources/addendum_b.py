"""OPPS Addendum B: the status indicator of every HCPCS code on outpatient hospital claims, each quarter.

Title lines stand above the header. Of its columns the code and the status indicator (SI) are read; the
short descriptors of CPT codes belong to the AMA, they are never read.
Source: the quarterly addenda updates of the hospital OPPS; Medicare Claims Processing Manual (100-04) ch. 4.
"""

from __future__ import annotations

import re

from codinglab.reference.install.archive import SourceFileError
from codinglab.reference.install.reading import Reading, Request
from codinglab.reference.sources.grid import HCPCS_FORM, choose_members, few, read_grid
from codinglab.reference.sources.quarter import stated_quarter

_WANTED = {"code": ("hcpcs code", "hcpcs"), "status": ("si", "status indicator")}
_STATUS = re.compile("[A-Z][1-9]?")


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
    pattern = ".*" if len(archive.names) == 1 else ".*addendum[ _]?b.*"
    members = choose_members(archive, pattern, "Addendum B")
    if len(members) > 1:
        msg = f"{archive.name}: expected one Addendum B; found {', '.join(members)}."
        raise SourceFileError(msg)
    quarter = stated_quarter(request, members)
    grid = read_grid(archive, members[0], _WANTED)
    found: dict[str, str] = {}
    for place, cells in grid:
        code, status = cells["code"].upper(), cells["status"].upper()
        if not status and not HCPCS_FORM.fullmatch(code):
            continue
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
    table = pa.table({"code": list(found), "status": list(found.values())})
    remarks = few(len(found), 15_000, "codes")
    return Reading(str(quarter), quarter.since, quarter.through, {"opps_status": table}, remarks)
