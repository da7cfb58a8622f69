"""Documents of the Medicare Coverage Database: their days, the contractors they bind, and one another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from codinglab.reference.install.archive import SourceFileError
from codinglab.reference.sources.arrow import parse_day
from codinglab.reference.sources.coverage_files import Export
from codinglab.reference.sources.plain_text import plain_text

if TYPE_CHECKING:
    import pyarrow as pa

LETTER = {"lcd": "L", "article": "A"}
_STARTS = {"lcd": ("rev_eff_date", "orig_det_eff_date"), "article": ("article_eff_date", "article_pub_date")}
_ENDS = {
    "lcd": ("rev_end_date", "ent_det_end_date", "date_retired"),
    "article": ("article_rev_end_date", "article_end_date", "date_retired"),
}
_NO_END = 9999
_PARENT = {"DN": "NY", "QN": "NY", "UN": "NY", "NF": "CA", "SF": "CA", "EM": "MO", "WM": "MO", "CNMI": "MP"}
_CONTRACTOR = ("contractor_id", "contractor_type_id", "contractor_version")
_PARTS = {
    "A": re.compile(r"\bA\b|fiscal intermediary", re.IGNORECASE),
    "B": re.compile(r"\bB\b|carrier", re.IGNORECASE),
    "HHH": re.compile(r"\bHHH\b|RHHI", re.IGNORECASE),
    "DME": re.compile(r"\bDME", re.IGNORECASE),
}


def policy_table(rows: Iterable[Sequence[Any]]) -> pa.Table:
    """Rows of kind, id, version, title, since, through and status as the table `coverage_policy`."""
    import pyarrow as pa

    text, number, day = pa.string(), pa.int32(), pa.date32()
    names = ("kind", "id", "version", "title", "since", "through", "status")
    return _table(names, (text, text, number, text, day, day, text), rows)


def contractor_table(rows: Iterable[Sequence[Any]]) -> pa.Table:
    """Rows of kind, id, version, contractor, number, state and part as the table `coverage_contractor`."""
    import pyarrow as pa

    text = pa.string()
    names = ("kind", "id", "version", "contractor", "number", "state", "part")
    return _table(names, (text, text, pa.int32(), text, text, text, text), rows)


def parts_of(kind: str) -> tuple[str, ...]:
    """The parts of Medicare that a type of contractor serves; ("",) when its name tells none.

    >>> parts_of("MAC - Part A"), parts_of("A and B and HHH MAC"), parts_of("DME MAC")
    (('A',), ('A', 'B', 'HHH'), ('DME',))
    """
    found = tuple(part for part, pattern in _PARTS.items() if pattern.search(kind))
    return ("DME",) if "DME" in found else found or ("",)


def policies(export: Export) -> tuple[pa.Table, list[str]]:
    """The LCDs or articles: table `coverage_policy`, and remarks.

    A version that was never revised has the document's own first day. A day on which a document will be
    retired stands in a file of its own. Proposed documents bind nobody: they are left out.
    """
    kind = export.kind
    days = (*_STARTS[kind], *_ENDS[kind])
    retiring = _retiring(export)
    rows: dict[tuple[str, int], tuple[Any, ...]] = {}
    undated = proposed = 0
    for row in export.table(
        f"{kind}.csv", [f"{kind}_id", f"{kind}_version", "title"], [*days, "status", "display_id"]
    ).to_pylist():
        if is_proposed(row):
            proposed += 1
            continue
        spot = f"{export.name}, {kind}.csv, {row[f'{kind}_id']}"
        found = {name: _day(spot, row[name]) for name in days}
        since = next((found[name] for name in _STARTS[kind] if found[name]), None)
        key = (identity(export, row), _version(spot, row[f"{kind}_version"]))
        ends = (*(found[name] for name in _ENDS[kind]), retiring.get(key[0]))
        through = min((day for day in ends if day), default=None)
        if row["status"].strip().upper() == "R" and through is None:
            since = None
        undated += since is None
        entry = (kind, *key, plain_text(row["title"]), since, through, row["status"].strip())
        if rows.setdefault(key, entry) != entry:
            msg = f"{spot}: expected version {key[1]} once; it stands twice with different days or titles."
            raise SourceFileError(msg)
    remarks = []
    if proposed:
        remarks.append(f"{proposed:,} {kind} documents are only proposed; they are left out.")
    if undated:
        remarks.append(
            f"{undated:,} {kind} versions lack a first day or the day of retirement; they never hold."
        )
    twice = _overlapping(rows.values())
    if twice:
        remarks.append(f"{twice:,} {kind} documents have two versions on one day; the higher version counts.")
    return policy_table(rows.values()), remarks


def ncds(export: Export) -> tuple[pa.Table, list[str]]:
    """The NCDs: table `coverage_policy`, with the manual section as id, and remarks."""
    wanted = ["NCD_mnl_sect", "NCD_vrsn_num", "NCD_mnl_sect_title", "NCD_efctv_dt", "NCD_trmntn_dt"]
    rows: dict[tuple[str, int], tuple[Any, ...]] = {}
    repeated = ended = 0
    for row in export.table("ncd_trkg.csv", wanted).to_pylist():
        spot = f"{export.name}, ncd_trkg.csv, {row['NCD_mnl_sect']}"
        key = (row["NCD_mnl_sect"].strip(), _version(spot, row["NCD_vrsn_num"]))
        since, through = _day(spot, row["NCD_efctv_dt"]), _day(spot, row["NCD_trmntn_dt"])
        repeated += key in rows
        ended += bool(since and through and through < since)
        rows.setdefault(key, ("ncd", *key, plain_text(row["NCD_mnl_sect_title"]), since, through, ""))
    remarks = [f"{repeated:,} NCD versions stand twice; the first is kept."] if repeated else []
    if ended:
        remarks.append(
            f"{ended:,} NCD versions end before their first day, as published: they hold on no day."
        )
    return policy_table(rows.values()), remarks


def contractors(export: Export) -> tuple[pa.Table, list[str]]:
    """Whom each document binds, a row a contractor, state and part: table `coverage_contractor`.

    The states are those of the contractor; where a document has one contractor and its own list of
    states, that list. A part of a state ("New York - Upstate") is given as its state: the contractor's
    number tells the part.
    """
    kind = export.kind
    names = {
        _key(row): row
        for row in export.table(
            "contractor.csv", [*_CONTRACTOR, "contractor_bus_name"], ["contractor_number"]
        ).to_pylist()
    }
    types = {
        row["contractor_type_id"].strip(): parts_of(row["description"])
        for row in export.table(
            "contractor_type_lookup.csv", ["contractor_type_id", "description"]
        ).to_pylist()
    }
    postal = {
        row["state_id"].strip(): _state(row["state_abbrev"])
        for row in export.table("state_lookup.csv", ["state_id", "state_abbrev"]).to_pylist()
    }
    states, ended = _jurisdictions(export, postal)
    bound: dict[tuple[str, int], dict[tuple[str, ...], None]] = {}
    unknown = 0
    for row in export.table(
        f"{kind}_x_contractor.csv", [f"{kind}_id", f"{kind}_version", *_CONTRACTOR]
    ).to_pylist():
        key = _key(row)
        if key not in names:
            unknown += 1
            continue
        bound.setdefault(_document(export, row, "x_contractor"), {})[key] = None
    own: dict[tuple[str, int], list[str]] = {}
    for row in export.rows(
        f"{kind}_x_primary_jurisdiction.csv", [f"{kind}_id", f"{kind}_version", "state_id"]
    ):
        state = postal.get(row["state_id"].strip(), "")
        own.setdefault(_document(export, row, "x_primary_jurisdiction"), []).append(state)
    found: dict[tuple[Any, ...], None] = {}
    for document, keys in bound.items():
        for key in keys:
            name = " ".join(names[key]["contractor_bus_name"].split())
            named = (kind, *document, name, names[key]["contractor_number"].strip())
            there = own.get(document) if len(keys) == 1 else None
            for state in there or states.get(key, [""]):
                found.update(dict.fromkeys((*named, state, part) for part in types.get(key[1], ("",))))
    remarks = []
    if ended:
        remarks.append(f"{ended:,} ended jurisdictions of contractors are left out of the {kind} export.")
    if unknown:
        remarks.append(f"{unknown:,} {kind} rows name a contractor that the export does not describe.")
    return contractor_table(found), remarks


def related(export: Export) -> tuple[pa.Table, list[str]]:
    """Which article goes with which LCD: table `coverage_related`."""
    import pyarrow as pa

    kind = export.kind
    other = "lcd" if kind == "article" else "article"
    rows: dict[tuple[Any, ...], None] = {}
    for row in export.rows(
        f"{kind}_related_documents.csv", [f"{kind}_id", f"{kind}_version", f"r_{other}_id"]
    ):
        target = row[f"r_{other}_id"].strip()
        if target not in {"", "0"}:
            spot = f"{export.name}, {kind}_related_documents.csv, {row[f'{kind}_id']}"
            here = (identity(export, row), _version(spot, row[f"{kind}_version"]))
            there = (LETTER[other] + target, None)
            rows[(*here, *there) if kind == "article" else (*there, *here)] = None
    names = ("article", "article_version", "lcd", "lcd_version")
    return _table(names, (pa.string(), pa.int32()) * 2, rows), []


def identity(export: Export, row: dict[str, Any]) -> str:
    """The number of a document with its letter, "L36668"."""
    return LETTER[export.kind] + str(row[f"{export.kind}_id"]).strip()


def _table(names: Sequence[str], types: Sequence[Any], rows: Iterable[Sequence[Any]]) -> pa.Table:
    import pyarrow as pa

    columns: list[Sequence[Any]] = list(zip(*rows, strict=True)) or [()] * len(names)
    return pa.table(
        {name: pa.array(column, kind) for name, kind, column in zip(names, types, columns, strict=True)}
    )


def is_proposed(row: dict[str, str]) -> bool:
    """Approved only for display: the status says so, or a number of its own, with a D or without letter."""
    shown = row["display_id"].strip().upper()
    return row["status"].strip().upper() == "P" or shown.startswith("D") or shown.isdigit()


def _retiring(export: Export) -> dict[str, date]:
    """The day on which documents will be retired, as it was announced."""
    file, kind = f"{export.kind}_future_retire.csv", export.kind
    found: dict[str, date] = {}
    for row in export.rows(file, [f"{kind}_id", "retire_dt"]):
        day = _day(f"{export.name}, {file}, {row[f'{kind}_id']}", row["retire_dt"])
        if day:
            number = identity(export, row)
            found[number] = min(day, found.get(number, day))
    return found


def _jurisdictions(export: Export, postal: dict[str, str]) -> tuple[dict[tuple[str, ...], list[str]], int]:
    """The states of each contractor on the day of the export, and how many rows had ended by then."""
    file, today = "contractor_jurisdiction.csv", export.last_day()
    states: dict[tuple[str, ...], list[str]] = {}
    ended = 0
    for row in export.rows(file, [*_CONTRACTOR, "state_id"], ["term_date"]):
        last = _day(f"{export.name}, {file}, {row['contractor_id']}", row["term_date"])
        if last and (today is None or last < today):
            ended += 1
            continue
        states.setdefault(_key(row), []).append(postal.get(row["state_id"].strip(), ""))
    return states, ended


def _state(letters: str) -> str:
    letters = letters.strip().upper()
    return _PARENT.get(letters, letters)


def _document(export: Export, row: dict[str, Any], file: str) -> tuple[str, int]:
    kind = export.kind
    spot = f"{export.name}, {kind}_{file}.csv, {row[f'{kind}_id']}"
    return identity(export, row), _version(spot, row[f"{kind}_version"])


def _key(row: dict[str, Any]) -> tuple[str, ...]:
    return tuple(row[name].strip() for name in _CONTRACTOR)


def _version(spot: str, cell: str) -> int:
    if not cell.strip().isdigit():
        msg = f"{spot}: expected a version number; found '{cell}'."
        raise SourceFileError(msg)
    return int(cell)


def _day(spot: str, cell: str) -> date | None:
    if cell.strip() in {"", "N/A"}:
        return None
    day = parse_day(cell.strip())
    if day is None:
        msg = f"{spot}: expected a day as 2026-04-01; found '{cell[:40]}'."
        raise SourceFileError(msg)
    return None if day.year == _NO_END else day


def _overlapping(rows: Iterable[tuple[Any, ...]]) -> int:
    spans: dict[str, list[tuple[date, date]]] = {}
    for _, number, _, _, since, through, _ in rows:
        if since:
            spans.setdefault(number, []).append((since, through or date.max))
    return sum(
        any(earlier[1] >= later[0] for earlier, later in pairwise(ordered))
        for ordered in map(sorted, spans.values())
    )
