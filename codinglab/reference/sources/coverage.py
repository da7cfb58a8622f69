"""Medicare Coverage Database: local determinations (LCD), their articles, and national ones (NCD).

CMS exports each kind weekly as a zip (current_lcd, all_lcd, current_article, all_article, ncd) that
holds a zip of CSV files beside notices. "All" adds retired documents; versions that a later one replaced
are in none. A document is known by its number and version. The HCPCS and diagnosis lists of an article
are in numbered groups; a HCPCS group is **not** tied to the diagnosis group of the same number: only the
paragraph of a group says which diagnoses go with which codes.
Source: the data dictionaries in the zips.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from codinglab.reference.install.archive import Archive, SourceFileError
from codinglab.reference.install.reading import Reading, Request
from codinglab.reference.sources import coverage_catalogue
from codinglab.reference.sources import coverage_lists as lists
from codinglab.reference.sources.arrow import parse_day
from codinglab.reference.sources.coverage_files import Export, open_exports
from codinglab.reference.sources.coverage_passages import passages
from codinglab.reference.sources.coverage_policies import contractors, ncds, policies, related
from codinglab.reference.sources.passages import PassageRow, passage_table

if TYPE_CHECKING:
    import pyarrow as pa

_LISTS = 0.3  # the share of the time that everything but the text takes
_AS_OF = re.compile(r"(?<!\d)(20\d\d)[-_]?(\d\d)[-_]?(\d\d)(?!\d)")


def read_articles(request: Request) -> Reading:
    """Read an export of articles.

    The tables name a document by id ("A52369", "L36668", or the manual section of an NCD) and version.

    Returns:
        `coverage_policy`: kind ("lcd", "article" or "ncd"), id, version, title, since, through (null while
        open), status (the letter or word published).
        `coverage_contractor`: kind, id, version, contractor, number (the contractor's, as claims have it),
        state (postal letters; both "" when not given), part ("A", "B", "HHH" or "DME"; "" when the
        contractor's type tells none), a row each.
        `coverage_hcpcs`: id, version, code, group.
        `coverage_diagnosis_list`: id, version, code (undotted), group, covered, asterisk.
        `coverage_paragraph`: id, version, list ("hcpcs", "covered" or "noncovered"), group, text (plain;
            below it, after a "*", what the asterisk of a code means).
        `coverage_related`: article, article_version, lcd, lcd_version (one of them null: not named).
        `guidance_passage`: the words of the documents (`coverage_passages`), where they have any.

    Raises:
        SourceFileError: another export or layout, a row or file cut off, or no day of the export (it is in
            update_period.csv, or is said).
    """
    always = ("coverage_policy", "coverage_contractor", "coverage_hcpcs")
    return _only(_read(request, ("article",)), always, ("diagnosis_list", "paragraph", "related"))


def read_lcds(request: Request) -> Reading:
    """Read an export of LCDs, as `read_articles`; only those for equipment still list procedure codes.

    Returns:
        `coverage_policy`, `coverage_contractor`, `coverage_hcpcs`, `coverage_related`, `guidance_passage`.
    """
    always = ("coverage_policy", "coverage_contractor")
    return _only(_read(request, ("lcd",)), always, ("hcpcs", "related"))


def read_ncds(request: Request) -> Reading:
    """Read the export of NCDs: `coverage_policy` and `guidance_passage`, as `read_articles`."""
    return _only(_read(request, ("ncd",)), ("coverage_policy",), ())


def read(request: Request) -> Reading:
    """Read whichever exports a file holds, all of them together, or a catalogue (`coverage_catalogue`).

    Tables without a row are left out.
    """
    if len(request.archive.names) == 1:
        return coverage_catalogue.read(request)
    found = _read(request, ())
    return _only(found, (), [name.removeprefix("coverage_") for name in found.tables])


def _only(found: Reading, always: Sequence[str], sometimes: Sequence[str]) -> Reading:
    """Some tables always; some, named without "coverage_", and the passages where they have a row."""
    optional = [*(f"coverage_{name}" for name in sometimes), "guidance_passage"]
    held = [name for name in optional if name in found.tables and found.tables[name].num_rows]
    tables = {name: found.tables[name] for name in (*always, *held)}
    return Reading(found.edition, found.since, found.through, tables, found.remarks)


def _read(request: Request, kinds: tuple[str, ...]) -> Reading:
    import pyarrow as pa

    exports = open_exports(request, kinds)
    tables: dict[str, list[pa.Table]] = {}
    read: list[dict[str, pa.Table]] = []
    remarks: list[str] = []
    for done, export in enumerate(exports):
        request.say(f"reading {export.name}", done / len(exports) * _LISTS)
        read.append({})
        for name, (table, told) in _tables(export).items():
            tables.setdefault(f"coverage_{name}", []).append(table)
            read[-1][name] = table
            remarks += told
    whole = {name: pa.concat_tables(parts) for name, parts in tables.items()}
    day = _as_of(request, exports)
    old = [export.name for export in exports if export.is_whole]
    if len(old) < len(exports):
        remarks.append(
            f"The export holds what was current on {day}: versions that had ended are not in it, so on an "
            "earlier day a missing document says nothing."
        )
    if old and _is_latest_only(whole["coverage_policy"]):
        remarks.append(
            "The export holds one version of each document, the latest: on the days of earlier versions "
            "nothing is known of it."
        )
    starts = [start for start in whole["coverage_policy"].column("since").to_pylist() if start]
    since = request.since or (min(starts, default=day) if len(old) == len(exports) else day)
    rows: list[PassageRow] = []
    for done, (export, held) in enumerate(zip(exports, read, strict=True)):

        def say(share: float, done: int = done, kind: str = export.kind) -> None:
            share = (done + share) / len(exports)
            request.say(f"reading the text of the {kind} export", _LISTS + (1 - _LISTS) * share)

        text, told = passages(export, held, since, say)
        rows += text
        remarks += told
    whole["guidance_passage"] = passage_table(rows)
    return Reading(f"as of {day}", since, None, whole, tuple(remarks))


def _is_latest_only(policies: pa.Table) -> bool:
    numbers: list[str] = policies.column("id").to_pylist()
    return len(set(numbers)) == len(numbers)


def _tables(export: Export) -> dict[str, tuple[pa.Table, list[str]]]:
    if export.kind == "ncd":
        return {"policy": ncds(export)}
    found = {
        "policy": policies(export),
        "contractor": contractors(export),
        "hcpcs": lists.hcpcs(export),
        "related": related(export),
        "paragraph": lists.paragraphs(export),
    }
    if export.kind == "article":
        found["diagnosis_list"] = lists.diagnoses(export)
    return found


def _as_of(request: Request, exports: Sequence[Export]) -> date:
    days = {day for export in exports for day in [export.last_day()] if day}
    days |= {day for day in [_named_day(request.archive)] if day}
    if days:
        latest = max(days)
        if request.since and request.since > latest:
            msg = (
                f"{request.archive.name}: expected an export that reaches {request.since}, as was said; "
                f"it was made for {latest}."
            )
            raise SourceFileError(msg)
        return latest
    newest = max((day for export in exports for day in [export.newest_change()] if day), default=None)
    told = f" Its newest change is of {newest}." if newest else ""
    if request.since is None:
        msg = (
            f"{request.archive.name}: expected the day of the export in update_period.csv or in the name "
            f"(2026-09-28); found none. Say the first day it holds.{told}"
        )
        raise SourceFileError(msg)
    if newest and newest > request.since:
        msg = f"{request.archive.name}: expected an export of {request.since}, as was said.{told}"
        raise SourceFileError(msg)
    return request.since


def _named_day(archive: Archive) -> date | None:
    match = _AS_OF.search(archive.name)
    return parse_day("".join(match.groups())) if match else None
