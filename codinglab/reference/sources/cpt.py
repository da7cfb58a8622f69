"""CPT codes and their descriptors, from the file that the AMA licensed to the user.

The AMA's data files are text: LONGULT.txt (long), MEDU.txt (medium) and SHORTU.txt (short descriptors),
a code and its descriptor a line, between them a tab or spaces, with the copyright notice above. A CSV
with a code column and a descriptor column is read too. The descriptors are the AMA's: no message
repeats one, and nothing of them leaves the user's machine.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from datetime import date

from codinglab.reference.install.archive import Archive, SourceFileError
from codinglab.reference.install.reading import Reading, Request
from codinglab.reference.sources.grid import check_end, choose_members, decode, few, read_grid

_CODE = re.compile(r"\d{4}[0-9AFMTU]")
_LINE = re.compile(rf'"?({_CODE.pattern})"?(?:\t| +)\s*(\S.*)')
_KINDS = ("longult", "longut", "medu", "shortu")
_MOST_TITLE_LINES = 60


def read(request: Request) -> Reading:
    """Read a licensed CPT file; of several descriptors in a zip the longest are taken.

    Returns:
        Table `cpt_code`: code, title. It holds for a calendar year.

    Raises:
        SourceFileError: another file or layout, no year in the name (and none said), another year than
            said, or a code with two descriptors. No message holds a descriptor.
    """
    import pyarrow as pa

    archive = request.archive
    member = _member(archive)
    since = _year(request, member)
    titles: dict[str, str] = {}
    repeated = 0
    for place, code, title in _rows(archive, member):
        if titles.setdefault(code, title) != title:
            msg = f"{place}: the code {code} stands twice with different descriptors; expected once."
            raise SourceFileError(msg)
        repeated += 1
    if not titles:
        msg = f"{archive.name}, {member}: expected a CPT code and its descriptor a line; found none."
        raise SourceFileError(msg)
    remarks = list(few(len(titles), 8_000, "codes"))
    if repeated > len(titles):
        remarks.append(f"{repeated - len(titles):,} lines stand twice, word for word; each is kept once.")
    table = pa.table({"code": list(titles), "title": list(titles.values())})
    through = date(since.year, 12, 31)
    return Reading(f"CPT {since.year}", since, through, {"cpt_code": table}, tuple(remarks))


def _member(archive: Archive) -> str:
    if len(archive.names) == 1:
        return choose_members(archive, ".*", "a CPT file")[0]
    for kind in _KINDS:
        found = list(archive.find(rf"{kind}.*\.txt"))
        if len(found) == 1:
            return found[0]
    held = ", ".join(archive.names[:8])
    msg = f"{archive.name}: expected LONGULT.txt, MEDU.txt or SHORTU.txt; it holds {held}."
    raise SourceFileError(msg)


def _year(request: Request, member: str) -> date:
    names = f"{request.archive.name} {member}"
    years = {int(year) for year in re.findall(r"(?<!\d)(20\d\d)(?!\d)", names)}
    said = request.since
    if said is not None:
        if years and said.year not in years:
            msg = (
                f"{request.archive.name}: expected CPT {said.year}, as was said; the name says {min(years)}."
            )
            raise SourceFileError(msg)
        return said
    if len(years) != 1:
        msg = (
            f"{request.archive.name}: expected one year in the name of the file; "
            f"found {', '.join(map(str, sorted(years))) or 'none'}. Say the first day it holds."
        )
        raise SourceFileError(msg)
    return date(years.pop(), 1, 1)


def _rows(archive: Archive, member: str) -> Iterator[tuple[str, str, str]]:
    place = f"{archive.name}, {member}"
    if not member.lower().endswith(".txt"):
        wanted = {
            "code": ("cpt code", "code", "cpt"),
            "title": ("long descriptor", "long description", "descriptor", "description", "title"),
        }
        for spot, cells in read_grid(archive, member, wanted):
            if not _CODE.fullmatch(cells["code"].upper()) or not cells["title"]:
                msg = f"{spot}: expected a CPT code and its descriptor; found another row."
                raise SourceFileError(msg)
            yield spot, cells["code"].upper(), cells["title"]
        return
    raw = archive.read(member)
    check_end(raw, place)
    begun = False
    for number, line in enumerate(decode(raw, place).splitlines(), start=1):
        row = _LINE.fullmatch(line.strip())
        if row:
            begun = True
            yield f"{place}, line {number}", row[1], _unquoted(row[2])
        elif line.strip() and (begun or number > _MOST_TITLE_LINES):
            msg = f"{place}, line {number}: expected a CPT code, a tab or spaces, and its descriptor."
            raise SourceFileError(msg)


def _unquoted(cell: str) -> str:
    return next(csv.reader([cell], delimiter="\t"))[0].strip()
