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
_STARTS = {"lcd": ("rev_eff_date", "orig_det_eff_date"), "article": ("article_eff_date",)}
_ENDS = {
    "lcd": ("rev_end_date", "ent_det_end_date", "date_retired"),
    "article": ("article_rev_end_date", "article_end_date", "date_retired"),
}
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
    """The LCDs or articles: table `coverage_policy`, and remarks."""
    kind = export.kind
    days = (*_STARTS[kind], *_ENDS[kind])
    rows: dict[tuple[str, int], tuple[Any, ...]] = {}
    undated = 0
    for row in export.table(
        f"{kind}.csv", [f"{kind}_id", f"{kind}_version", "title"], [*days, "status"]
    ).to_pylist():
        spot = f"{export.name}, {kind}.csv, {row[f'{kind}_id']}"
        found = {name: _day(spot, row[name]) for name in days}
        since = next((found[name] for name in _STARTS[kind] if found[name]), None)
        through = min((day for name in _ENDS[kind] if (day := found[name])), default=None)
        undated += since is None
        key = (identity(export, row), _version(spot, row[f"{kind}_version"]))
        entry = (kind, *key, plain_text(row["title"]), since, through, row["status"].strip())
        if rows.setdefault(key, entry) != entry:
            msg = f"{spot}: expected version {key[1]} once; it stands twice with different days or titles."
            raise SourceFileError(msg)
    remarks = []
    if undated:
        remarks.append(f"{undated:,} {kind} versions have no first day; they hold on no day.")
    twice = _overlapping(rows.values())
    if twice:
        remarks.append(f"{twice:,} {kind} documents have two versions on one day; the higher version counts.")
    return policy_table(rows.values()), remarks


def ncds(export: Export) -> tuple[pa.Table, list[str]]:
    """The NCDs: table `coverage_policy`, with the manual section as id, and remarks."""
    wanted = ["NCD_mnl_sect", "NCD_vrsn_num", "NCD_mnl_sect_title", "NCD_efctv_dt", "NCD_trmntn_dt"]
    rows: dict[tuple[str, int], tuple[Any, ...]] = {}
    repeated = 0
    for row in export.table("ncd_trkg.csv", wanted).to_pylist():
        spot = f"{export.name}, ncd_trkg.csv, {row['NCD_mnl_sect']}"
        key = (row["NCD_mnl_sect"].strip(), _version(spot, row["NCD_vrsn_num"]))
        since, through = _day(spot, row["NCD_efctv_dt"]), _day(spot, row["NCD_trmntn_dt"])
        repeated += key in rows
        rows.setdefault(key, ("ncd", *key, plain_text(row["NCD_mnl_sect_title"]), since, through, ""))
    remarks = [f"{repeated:,} NCD versions stand twice; the first is kept."] if repeated else []
    return policy_table(rows.values()), remarks


def contractors(export: Export) -> tuple[pa.Table, list[str]]:
    """Whom each document binds, a row a contractor, state and part: table `coverage_contractor`."""
    kind = export.kind
    names = {
        _key(row): row
        for row in export.table(
            "contractor.csv", [*_CONTRACTOR, "contractor_bus_name"], ["contractor_number"]
        ).to_pylist()
    }
    types = {
        row["contractor_type_id"]: parts_of(row["description"])
        for row in export.table(
            "contractor_type_lookup.csv", ["contractor_type_id", "description"]
        ).to_pylist()
    }
    postal = {
        row["state_id"]: row["state_abbrev"].strip()
        for row in export.table("state_lookup.csv", ["state_id", "state_abbrev"]).to_pylist()
    }
    states: dict[tuple[str, ...], list[str]] = {}
    ended = 0
    for row in export.rows("contractor_jurisdiction.csv", [*_CONTRACTOR, "state_id"], ["term_date"]):
        if row["term_date"].strip():
            ended += 1
            continue
        states.setdefault(_key(row), []).append(postal.get(row["state_id"], ""))
    found: dict[tuple[Any, ...], None] = {}
    unknown = 0
    for row in export.table(
        f"{kind}_x_contractor.csv", [f"{kind}_id", f"{kind}_version", *_CONTRACTOR]
    ).to_pylist():
        key = _key(row)
        if key not in names:
            unknown += 1
            continue
        spot = f"{export.name}, {kind}_x_contractor.csv, {row[f'{kind}_id']}"
        document = (kind, identity(export, row), _version(spot, row[f"{kind}_version"]))
        name = " ".join(names[key]["contractor_bus_name"].split())
        named = (*document, name, names[key]["contractor_number"].strip())
        for state in states.get(key, [""]):
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
    return day


def _overlapping(rows: Iterable[tuple[Any, ...]]) -> int:
    spans: dict[str, list[tuple[date, date]]] = {}
    for _, number, _, _, since, through, _ in rows:
        if since:
            spans.setdefault(number, []).append((since, through or date.max))
    return sum(
        any(earlier[1] >= later[0] for earlier, later in pairwise(ordered))
        for ordered in map(sorted, spans.values())
    )
