"""The list of ICD-10-CM codes exempt from present-on-admission reporting, as CMS publishes it."""

from __future__ import annotations

from codinglab.reference.install.archive import Archive, SourceFileError
from codinglab.reference.install.columns import diagnosis, positions
from codinglab.reference.install.fiscal import edition, fiscal_since, year_through
from codinglab.reference.install.reading import Reading, Request
from codinglab.reference.install.workbook import first_sheet

LEAST_ROWS = 20_000
_NAME = r"POAexemptCodesFY\d\d\.{}"


def read(request: Request) -> Reading:
    """Read the list, from its text file or its workbook: table `poa_exempt_code` of code (undotted).

    Raises:
        SourceFileError: it is another file, not whole, or a line has no code.
    """
    import pyarrow as pa

    archive = request.archive
    kind = "txt" if any(archive.find(_NAME.format("txt"))) else "xlsx"
    name = archive.one(_NAME.format(kind), "POAexemptCodesFYnn.txt or .xlsx")
    since = fiscal_since(request, 2000 + int(name.rpartition(".")[0][-2:]), name)
    request.say(f"reading {name}", 0.2)
    place = f"{archive.name}, {name}"
    header, *rows = _rows(archive, name, place)
    (at,) = positions(header, ("POAexemptCode",), place)
    codes: dict[str, int] = {}
    for number, row in enumerate(rows, start=2):
        code = diagnosis(row[at] if at < len(row) else "", f"{place}, line {number}")
        if code in codes:
            msg = f"{place}, line {number}: {row[at]} again; it is on line {codes[code]} too."
            raise SourceFileError(msg)
        codes[code] = number
    if len(codes) < LEAST_ROWS:
        msg = f"{place}: expected at least {LEAST_ROWS:,} codes; found {len(codes):,}. It is not whole."
        raise SourceFileError(msg)
    table = pa.table({"code": pa.array(list(codes), pa.string())})
    return Reading(edition(since), since, year_through(since), {"poa_exempt_code": table})


def _rows(archive: Archive, name: str, place: str) -> list[list[str]]:
    if name.lower().endswith(".xlsx"):
        rows = [[str(cell).strip() for cell in row] for row in first_sheet(archive.read(name), place)]
    else:
        lines = archive.text(name, "cp1252").splitlines()
        rows = [[cell.strip() for cell in line.split("\t")] for line in lines]
    return [row for row in rows if any(row)] or [[]]
