"""NCCI medically unlikely edits: the most units of a code, for three kinds of biller.

CMS hands out a CSV and the same as Excel: the AMA's notice, then the header, then a code a row. The
adjudication indicator is text whose leading digit counts ("3 Date of Service Edit: Clinical"). The
day on which the table takes effect stands in the file's name only. A value of 0 means not payable;
some values are confidential, so a code without a row has no known limit.
Source: NCCI Policy Manual for Medicare, chapter I, section V.
"""

from __future__ import annotations

import re

from codinglab.reference.install.archive import SourceFileError
from codinglab.reference.install.reading import Reading, Request
from codinglab.reference.sources.grid import HCPCS_FORM, choose_members, few, read_grid
from codinglab.reference.sources.quarter import stated_quarter

_VALUES = {
    "practitioner": "Practitioner Services MUE Values",
    "hospital": "Outpatient Hospital Services MUE Values",
    "dme": "DME Supplier Services MUE Values",
}
_SERVICES = {"practitioner": "Practitioner", "hospital": "Outpatient Hospital", "dme": "DME Supplier"}
_USUAL = {"practitioner": 10_000, "hospital": 10_000, "dme": 2_000}


def read_practitioner(request: Request) -> Reading:
    """Read the practitioner table.

    Returns:
        Table `ncci_mue`: service ("practitioner", "hospital" or "dme"), code, mue, mai (1 the line, 2 the
        day by policy, 3 the day by clinical benchmark), rationale.

    Raises:
        SourceFileError: another table, quarter or layout, a cell that cannot be, or a code with two
            values; the place is named.
    """
    return _read(request, "practitioner")


def read_hospital(request: Request) -> Reading:
    """Read the outpatient hospital table; as `read_practitioner`."""
    return _read(request, "hospital")


def read_dme(request: Request) -> Reading:
    """Read the DME supplier table; as `read_practitioner`."""
    return _read(request, "dme")


def _read(request: Request, service: str) -> Reading:
    import pyarrow as pa

    archive = request.archive
    if re.search(r"medicaid|(?<![a-z])mcd(?![a-z])", " ".join((archive.name, *archive.names)), re.IGNORECASE):
        msg = f"{archive.name}: expected the Medicare table; the name says Medicaid."
        raise SourceFileError(msg)
    members = choose_members(archive, ".*", "a table of medically unlikely edits")
    if len(members) > 1:
        msg = f"{archive.name}: expected one table; found {', '.join(members)}."
        raise SourceFileError(msg)
    quarter = stated_quarter(request, members)
    grid = read_grid(
        archive,
        members[0],
        {
            "code": ("HCPCS/CPT Code", "CPT/HCPCS Code", "hcpcs_code"),
            "mue": (_VALUES[service], "mue_units"),
            "mai": ("MUE Adjudication Indicator", "mue_mai"),
            "rationale": ("MUE Rationale",),
        },
        {"service": ("mue_service",)},
    )
    rows: dict[str, tuple[int, int, str]] = {}
    repeated = 0
    for place, cells in grid:
        if cells.get("service", _SERVICES[service]) != _SERVICES[service]:
            msg = f"{place}: expected {_SERVICES[service]} services; found {cells['service']}."
            raise SourceFileError(msg)
        code, row = cells["code"].upper(), _row(place, cells)
        if rows.setdefault(code, row) != row:
            msg = f"{place}: {code} stands twice, with {rows[code][:2]} and {row[:2]} as units and indicator."
            raise SourceFileError(msg)
        repeated += 1
    remarks = list(few(len(rows), _USUAL[service], "codes"))
    if repeated > len(rows):
        remarks.append(f"{repeated - len(rows):,} rows stand twice, word for word; each is kept once.")
    table = pa.table(
        {
            "service": [service] * len(rows),
            "code": list(rows),
            "mue": pa.array([row[0] for row in rows.values()], pa.int32()),
            "mai": pa.array([row[1] for row in rows.values()], pa.int8()),
            "rationale": [row[2] for row in rows.values()],
        }
    )
    return Reading(str(quarter), quarter.since, quarter.through, {"ncci_mue": table}, tuple(remarks))


def _row(place: str, cells: dict[str, str]) -> tuple[int, int, str]:
    if not HCPCS_FORM.fullmatch(cells["code"].upper()):
        msg = f"{place}: expected a HCPCS or CPT code; found '{cells['code']}'."
        raise SourceFileError(msg)
    if not re.fullmatch(r"\d{1,6}", cells["mue"]):
        msg = f"{place}: expected units as a whole number; found '{cells['mue']}'."
        raise SourceFileError(msg)
    if not re.match(r"[123](?!\d)", cells["mai"]):
        msg = (
            f"{place}: expected an adjudication indicator that begins with 1, 2 or 3; found '{cells['mai']}'."
        )
        raise SourceFileError(msg)
    return int(cells["mue"]), int(cells["mai"][0]), cells["rationale"]
