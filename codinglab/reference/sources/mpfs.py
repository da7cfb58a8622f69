"""Medicare physician fee schedule: the payment indicators and relative values of the PPRRVU file.

CMS hands out a zip with the file as CSV, text and Excel. Title lines stand above a header whose names
are spread over rows ("STATUS" above "CODE"). Since 2026 there are two files that differ in conversion
factor: for participants in advanced payment models (QPP) and for all others (nonQPP); the latter is
read. The descriptions belong to the AMA: they are never read.
Source: the record layout in the zip; Medicare Claims Processing Manual, chapter 23, addendum.
"""

from __future__ import annotations

import re

from codinglab.reference.install.archive import Archive, SourceFileError
from codinglab.reference.install.reading import Reading, Request
from codinglab.reference.sources.grid import HCPCS_FORM, choose_members, few, read_grid
from codinglab.reference.sources.quarter import stated_quarter

_TEXT = {
    "code": ("hcpcs", "hcpcs_code"),
    "modifier": ("mod",),
    "status": ("status code", "status"),
    "pctc": ("pctc ind", "pctc"),
    "global_days": ("glob days", "glob"),
    "multiple": ("mult proc",),
    "bilateral": ("bilat surg",),
    "assistant": ("asst surg",),
    "co_surgeon": ("co-surg",),
    "team": ("team surg",),
    "endoscopic_base": ("endo base",),
    "supervision": (
        "physician supervision of diagnostic procedures",
        "diagnostic procedures",
        "phys_diag_pro",
    ),
    "imaging_family": ("diagnostic imaging family indicator", "family indicator", "diag_img_fam"),
}
_SHARES = {"preoperative": ("pre op",), "intraoperative": ("intra op",), "postoperative": ("post op",)}
_VALUES = {
    "work_rvu": ("work rvu",),
    "nonfacility_pe_rvu": ("non-fac pe rvu",),
    "facility_pe_rvu": ("facility pe rvu",),
    "malpractice_rvu": ("mp rvu",),
    "conversion_factor": ("conv factor",),
}
_ALLOWED = {
    "status": set("ABCDEFGHIJMNPQRTX"),
    "global_days": {"000", "010", "090", "MMM", "XXX", "YYY", "ZZZ"},
    "pctc": set("0123456789"),
    "multiple": set("0123456789"),
    "bilateral": set("01239"),
    "assistant": set("0129"),
    "co_surgeon": set("0129"),
    "team": set("0129"),
}


def read(request: Request) -> Reading:
    """Read a PPRRVU file.

    Returns:
        Table `mpfs_indicator`, a row a code and modifier: code, modifier ("" for the whole service),
        status, pctc, global_days, multiple, bilateral, assistant, co_surgeon, team, endoscopic_base,
        supervision, imaging_family (text, as published); preoperative, intraoperative, postoperative
        (shares of 1, null where the file has none); work_rvu, nonfacility_pe_rvu, facility_pe_rvu,
        malpractice_rvu, conversion_factor (null where the file has none).

    Raises:
        SourceFileError: another file, quarter or layout, a cell that cannot be, or a code and modifier
            with two different rows; the place is named.
    """
    import pyarrow as pa

    archive = request.archive
    member, remarks = _member(archive)
    grid = read_grid(archive, member, {**_TEXT, **_SHARES}, _VALUES, header_rows=2)
    quarter = stated_quarter(request, (member, " ".join(grid.heading)[:400]))
    numbers = (*_SHARES, *_VALUES)
    rows: dict[tuple[str, str], tuple[str | float | None, ...]] = {}
    repeated = 0
    for place, cells in grid:
        if not cells["status"] and not HCPCS_FORM.fullmatch(cells["code"].upper()):
            continue
        _check(place, cells)
        row = (
            *(cells[name].upper() for name in _TEXT),
            *(_number(place, name, cells.get(name, "")) for name in numbers),
        )
        key = (cells["code"].upper(), cells["modifier"].upper())
        if rows.setdefault(key, row) != row:
            msg = f"{place}: {' '.join(key).strip()} stands twice with different indicators; expected once."
            raise SourceFileError(msg)
        repeated += 1
    if not rows:
        msg = f"{grid.place}: expected codes below the header; found none."
        raise SourceFileError(msg)
    if repeated > len(rows):
        remarks.append(f"{repeated - len(rows):,} rows stand twice; each is kept once.")
    missing = [name for name in _VALUES if name not in grid.columns]
    if missing:
        remarks.append(f"The file has no {', '.join(missing)}; they are empty.")
    columns = list(zip(*rows.values(), strict=True))
    table = pa.table(
        {
            **{name: pa.array(columns[at], pa.string()) for at, name in enumerate(_TEXT)},
            **{name: pa.array(columns[at], pa.float64()) for at, name in enumerate(numbers, len(_TEXT))},
        }
    )
    remarks += few(len(rows), 10_000, "codes")
    return Reading(str(quarter), quarter.since, quarter.through, {"mpfs_indicator": table}, tuple(remarks))


def _member(archive: Archive) -> tuple[str, list[str]]:
    if len(archive.names) == 1:
        return choose_members(archive, ".*", "the PPRRVU file")[0], []
    found = [
        name
        for name in choose_members(archive, "pprrvu.*", "the PPRRVU file")
        if not name.lower().endswith(".txt")
    ]
    if not found:
        found = list(archive.find(r"pprrvu.*\.xlsx"))
    others = [name for name in found if re.search(r"nonqpp", name, re.IGNORECASE)]
    if len(others) == 1 < len(found):
        return others[0], ["The conversion factor is that of nonQPP clinicians; the QPP file is not read."]
    if len(found) != 1:
        msg = (
            f"{archive.name}: expected one PPRRVU file as .csv or .xlsx; found {', '.join(found) or 'none'}."
        )
        raise SourceFileError(msg)
    return found[0], []


def _check(place: str, cells: dict[str, str]) -> None:
    if not HCPCS_FORM.fullmatch(cells["code"].upper()):
        msg = f"{place}: expected a HCPCS or CPT code; found '{cells['code']}'."
        raise SourceFileError(msg)
    if cells["modifier"] and not re.fullmatch("[0-9A-Za-z]{2}", cells["modifier"]):
        msg = f"{place}: expected a modifier of two characters; found '{cells['modifier']}'."
        raise SourceFileError(msg)
    for name, allowed in _ALLOWED.items():
        if cells[name].upper() not in allowed:
            msg = f"{place}: expected {name} as one of {' '.join(sorted(allowed))}; found '{cells[name]}'."
            raise SourceFileError(msg)


def _number(place: str, name: str, cell: str) -> float | None:
    if cell in {"", "NA"}:
        return None
    try:
        return float(cell)
    except ValueError:
        msg = f"{place}: expected {name} as a number; found '{cell}'."
        raise SourceFileError(msg) from None
