"""A catalogue of LCDs and articles, as the report pages of the Medicare Coverage Database list them.

It has the documents, their first days and contractors, and no code list at all.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from codinglab.reference.install.archive import Archive, SourceFileError
from codinglab.reference.install.reading import Reading, Request
from codinglab.reference.sources.arrow import parse_day
from codinglab.reference.sources.coverage_policies import contractor_table, parts_of, policy_table
from codinglab.reference.sources.coverage_versions import page_of, version_spans
from codinglab.reference.sources.grid import choose_members, read_grid
from codinglab.reference.sources.passages import PassageRow, passage_table

_WANTED = {
    "contractor": ("contractor_name_type",),
    "number": ("document_display_id",),
    "kind": ("document_type",),
    "version": ("document_version",),
    "since": ("effective_date",),
    "status": ("note",),
    "through": ("retirement_date",),
    "title": ("title",),
}
_Document = tuple[str, str, int]
_SECTION = "Entry in the catalogue"
_KINDS = {"lcd": "LCD", "article": "Article"}
_EXPORTS = {"lcd": "coverage-lcds", "article": "coverage-articles"}
_PART_WORDS = {"A": "Part A", "B": "Part B", "HHH": "home health and hospice", "DME": "equipment"}
_BOUND = re.compile(r"\s*([^\n()][^\n]*?)\s*\n\(([^)]*)\)")


def read(request: Request) -> Reading:
    """Read a catalogue whose name tells its month or day (mcd-catalogue-2025-08.csv).

    Returns:
        Tables `coverage_policy` and `coverage_contractor`, as `coverage.read_articles`; number and state
        are "". `guidance_passage`: a passage a document, in our words: whose it is, its days, and that only
        its title is known.

    Raises:
        SourceFileError: another file or layout, a cell that cannot be, or no day in the name and none said.
    """
    archive = request.archive
    member = choose_members(archive, ".*", "a catalogue of coverage documents")[0]
    grid = read_grid(archive, member, _WANTED)
    rows: dict[_Document, tuple[str, date, date | None, str]] = {}
    bound: dict[tuple[str, str, int, str, str, str, str], None] = {}
    for spot, cells in grid:
        kind = cells["kind"].lower()
        if kind not in {"lcd", "article"} or not re.fullmatch(r"D?[LA]\d+", cells["number"]):
            msg = f"{spot}: expected an LCD or article; found '{cells['kind']}' '{cells['number']}'."
            raise SourceFileError(msg)
        since, through = parse_day(cells["since"]), parse_day(cells["through"])
        if (
            since is None
            or (through is None and cells["through"] not in {"", "N/A"})
            or not cells["version"].isdigit()
        ):
            msg = (
                f"{spot}: expected a version, a first day and N/A or a day of retirement; "
                f"found '{cells['version']}', '{cells['since']}', '{cells['through']}'."
            )
            raise SourceFileError(msg)
        key = (kind, cells["number"], int(cells["version"]))
        row = (cells["title"], since, through, cells["status"])
        if rows.setdefault(key, row) != row:
            msg = f"{spot}: {cells['number']} version {key[2]} stands twice with different days or titles."
            raise SourceFileError(msg)
        bound.update(
            dict.fromkeys(
                (*key, name, "", "", part) for name, part in _contractors(spot, cells["contractor"])
            )
        )
    day = _as_of(archive, request.since)
    remarks = (
        "A catalogue: it has no list of procedure or diagnosis codes, no states, and no last days of "
        "versions that were replaced. It tells which documents there are, not what they cover.",
    )
    tables = {
        "coverage_policy": policy_table((*key, *row) for key, row in rows.items()),
        "coverage_contractor": contractor_table(bound),
        "guidance_passage": passage_table(_passages(rows, bound)),
    }
    return Reading(f"as of {day}", request.since or day, None, tables, remarks)


def _passages(
    rows: Mapping[_Document, tuple[str, date, date | None, str]], bound: Iterable[tuple[Any, ...]]
) -> Iterator[PassageRow]:
    binds: dict[_Document, dict[str, list[str]]] = {}
    for kind, number, version, name, _, _, part in bound:
        binds.setdefault((kind, number, version), {}).setdefault(name, []).append(part)
    spans = version_spans(
        (number, version, since, through) for (_, number, version), (_, since, through, _) in rows.items()
    )
    for key, (title, *_, status) in rows.items():
        kind, number, version = key
        if (number, version) in spans:
            since, through = spans[number, version]
            names = "; ".join(_named(name, parts) for name, parts in binds[key].items())
            days = f"In force from {since}" + (f" to {through}" if through else "")
            said = f" The catalogue notes: {status}." if status else ""
            yield PassageRow(
                document=number,
                document_title=title,
                section=_SECTION,
                titles=(_SECTION,),
                text=(
                    f"{_KINDS[kind]} {number}, version {version}: {title}.\nOf {names}.\n{days}.{said}\n"
                    f"Only the title is known here; the text is in the export ({_EXPORTS[kind]})."
                ),
                version=version,
                since=since,
                through=through,
                url=page_of(kind, number.lstrip("DLA"), version),
            )


def _named(name: str, parts: list[str]) -> str:
    words = ", ".join(_PART_WORDS[part] for part in parts if part)
    return f"{name} ({words})" if words else name


def _contractors(spot: str, cell: str) -> Iterator[tuple[str, str]]:
    found = _BOUND.findall(cell.replace("\r", ""))
    if not found:
        msg = f"{spot}: expected a contractor and its type below it; found '{cell[:60]}'."
        raise SourceFileError(msg)
    for name, kinds in found:
        for kind in kinds.split(","):
            yield from ((name, part) for part in parts_of(kind))


def _as_of(archive: Archive, said: date | None) -> date:
    match = re.search(r"(?<!\d)(20\d\d)-(0[1-9]|1[0-2])(?:-(\d\d))?(?!\d)", archive.name)
    if match is None:
        if said is None:
            msg = f"{archive.name}: expected a month in the name (2025-08). Say the first day it holds."
            raise SourceFileError(msg)
        return said
    year, month = int(match[1]), int(match[2])
    last = int(match[3]) if match[3] else calendar.monthrange(year, month)[1]
    day = date(year, month, last)
    if said and said > day:
        msg = f"{archive.name}: expected a catalogue that reaches {said}, as was said; it is of {day}."
        raise SourceFileError(msg)
    return day
