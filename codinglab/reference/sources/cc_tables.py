"""MS-DRG Tables 6I (MCC list), 6J (CC list) and 6K (CC exclusions), as text.

Table 6K, part 1, gives each code its level and the number of a collection of principal diagnoses
("PDX collection 0002") beside which it counts as neither; then stand the collections. So whether a
principal diagnosis excludes a CC is two look-ups: the collection of the CC, and the pair of collection
and principal. Part 2 lists codes that count only when the patient left alive. Part 3 (codes that do
not count in certain DRGs) is not read. The `drg` package carries the same texts.
Source: IPPS final rule, Tables 6I to 6K; MS-DRG Definitions Manual, appendix C.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from codinglab.model import Icd10cm
from codinglab.reference.install.archive import Archive, SourceFileError
from codinglab.reference.install.fiscal import edition, fiscal_since, year_through
from codinglab.reference.install.reading import Reading, Request
from codinglab.reference.sources.drg_tables import read_weights, table_folder
from codinglab.reference.sources.grid import check_end, decode

if TYPE_CHECKING:
    import pyarrow as pa

_HEADINGS = {
    "mcc": re.compile(r"TABLE 6I\b(?!\.\d).*COMPLETE", re.IGNORECASE),
    "cc": re.compile(r"TABLE 6J\b(?!\.\d).*COMPLETE", re.IGNORECASE),
    "exclusions": re.compile(r"TABLE 6K\b(?!\.\d).*COMPLETE", re.IGNORECASE),
    "weights": re.compile(r"TABLE 5\b", re.IGNORECASE),
}
_LISTED = re.compile(r"([A-Z][0-9A-Z]{2}(?:\.[0-9A-Z]{1,4})?)\t.*")
_PART_1 = re.compile(r"\s([A-Z][0-9A-Z]{2,6})\s+(CC|MCC)\s+(?:(\d{4}):([\d,]+) codes?|No Excl)(?:\s.*)?")
_COLLECTION = re.compile(r"PDX collection (\d{4})\s*")
_CODE = re.compile(r"\s+([A-Z][0-9A-Z]{2,6})(?:\s.*)?")
_ALIVE_PART = 2
_FISCAL = re.compile(r"FY[ -_]*(20\d\d)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Severity:
    level: str
    collection: str


def read(request: Request) -> Reading:
    """Read an official zip that holds Tables 6I, 6J and 6K as text, and maybe Table 5.

    Returns:
        Tables `msdrg_cc`: code, level ("CC" or "MCC"), exclusion_list ("" when no principal excludes it),
        alive_only; and `msdrg_cc_exclusion`: list, principal (undotted), a row a principal diagnosis.

    Raises:
        SourceFileError: a table is missing or cut off, the tables disagree, or are of another fiscal year.
    """
    archive = request.archive
    texts = _texts(archive)
    missing = [name for name in ("mcc", "cc", "exclusions") if name not in texts]
    if missing:
        held = ", ".join(archive.names[:8])
        msg = (
            f"{archive.name}: expected the complete Tables 6I, 6J and 6K as text; "
            f"{', '.join(missing)} not found. It holds: {held}."
        )
        raise SourceFileError(msg)
    since = _since(request, [text[:600] for text in texts.values()])
    tables, remarks = read_cc(texts, archive.name)
    return Reading(edition(since), since, year_through(since), tables, remarks)


def read_package() -> Reading:
    """Read the tables that the `drg` package carries; its Table 5 tells the fiscal year.

    Raises:
        SourceFileError: the texts are not whole.
        StoreError: the package is not installed, or is of another fiscal year than its reader knows.
    """
    period, _ = read_weights()
    files = {"mcc": "mcc_list.txt", "cc": "cc_list.txt", "exclusions": "cc_exclusions.txt"}
    texts = {
        name: decode((table_folder() / "cms" / file).read_bytes(), f"drg, {file}")
        for name, file in files.items()
    }
    tables, remarks = read_cc(texts, "drg")
    return Reading(edition(period.since), period.since, period.through, tables, remarks)


def read_cc(texts: Mapping[str, str], place: str) -> tuple[dict[str, pa.Table], tuple[str, ...]]:
    """Read the three lists, and check them against one another and against the sizes that they state.

    Args:
        texts: by "mcc" (Table 6I), "cc" (6J) and "exclusions" (6K).
        place: the file, for messages.

    Raises:
        SourceFileError: a list is not what its heading says, is cut off, or contradicts another.
    """
    import pyarrow as pa

    listed = dict.fromkeys(_listed(texts["mcc"], f"{place}, Table 6I"), "MCC")
    for code in _listed(texts["cc"], f"{place}, Table 6J"):
        if listed.setdefault(code, "CC") != "CC":
            msg = f"{place}: expected {code} in Table 6I or in Table 6J; it stands in both."
            raise SourceFileError(msg)
    excluded = _exclusions(texts["exclusions"], f"{place}, Table 6K")
    severities, collections = excluded.severities, excluded.collections
    for number, size in excluded.sizes.items():
        found = len(collections.get(number, ()))
        if found != size:
            msg = (
                f"{place}, Table 6K: expected {size:,} codes in PDX collection {number}, as stated; "
                f"found {found:,}. Was the file cut off?"
            )
            raise SourceFileError(msg)
    differ = sorted(
        code
        for code in listed.keys() | severities.keys()
        if code not in severities or listed.get(code) != severities[code].level
    )
    if differ:
        msg = (
            f"{place}: expected Table 6K to name the codes and levels of Tables 6I and 6J; "
            f"{len(differ):,} differ, the first is {differ[0]}. Are they of one year?"
        )
        raise SourceFileError(msg)
    rows = [(number, code) for number, codes in collections.items() for code in codes]
    tables = {
        "msdrg_cc": pa.table(
            {
                "code": list(severities),
                "level": [severity.level for severity in severities.values()],
                "exclusion_list": [severity.collection for severity in severities.values()],
                "alive_only": [code in excluded.alive for code in severities],
            }
        ),
        "msdrg_cc_exclusion": pa.table(
            {"list": [number for number, _ in rows], "principal": [code for _, code in rows]}
        ),
    }
    return tables, ("Codes that do not count in certain DRGs (Table 6K, part 3) are not read.",)


def _since(request: Request, heads: list[str]) -> date:
    archive = request.archive
    years = {int(year) for said in (archive.name, *archive.names, *heads) for year in _FISCAL.findall(said)}
    if len(years) == 1:
        return fiscal_since(request, years.pop(), archive.name)
    if request.since and not years:
        return request.since
    found = ", ".join(f"FY {year}" for year in sorted(years)) or "none. Say the first day it holds"
    msg = f"{archive.name}: expected one fiscal year in the headings or names; found {found}."
    raise SourceFileError(msg)


def _texts(archive: Archive) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in archive.find(r".*\.txt"):
        place = f"{archive.name}, {name}"
        raw = archive.read(name)
        text = decode(raw, place)
        for kind in (kind for kind, heading in _HEADINGS.items() if heading.search(text[:300])):
            if kind in found:
                msg = f"{place}: expected each table once; this is another {' '.join(text[:60].split())}."
                raise SourceFileError(msg)
            check_end(raw, place)
            found[kind] = text
    return found


def _listed(text: str, place: str) -> Iterator[str]:
    begun = ended = False
    for number, line in enumerate(text.splitlines(), start=1):
        row = _LISTED.fullmatch(line)
        if row and not ended:
            begun = True
            yield Icd10cm(row[1])
        elif begun and line.strip():
            ended = True
            if row:
                msg = f"{place}, line {number}: expected the end of the list after its notes; found {row[1]}."
                raise SourceFileError(msg)
    if not begun:
        msg = f"{place}: expected a code, a tab and a title a line; found none."
        raise SourceFileError(msg)


@dataclass(slots=True)
class _Exclusions:
    severities: dict[str, _Severity] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    collections: dict[str, list[str]] = field(default_factory=dict)
    alive: set[str] = field(default_factory=set)


def _exclusions(text: str, place: str) -> _Exclusions:
    found = _Exclusions()
    part, members = 0, None
    for number, line in enumerate(text.splitlines(), start=1):
        spot = f"{place}, line {number}"
        heading = re.match(r"K Part (\d)", line)
        collection = _COLLECTION.fullmatch(line)
        if heading:
            part, members = int(heading[1]), None
        elif collection:
            members = found.collections.setdefault(collection[1], [])
        elif members is not None and (code := _CODE.fullmatch(line)):
            members.append(code[1])
        elif part == 1 and line.strip() and "I10 Dx" not in line:
            _severity(found, line, spot)
        elif part == _ALIVE_PART and (code := _CODE.fullmatch(line)):
            found.alive.add(code[1])
    return found


def _severity(found: _Exclusions, line: str, spot: str) -> None:
    row = _PART_1.fullmatch(line)
    if not row:
        msg = f"{spot}: expected a code, its level and its collection; found '{line.strip()[:60]}'."
        raise SourceFileError(msg)
    code, level, collection, stated = row.groups()
    found.severities[code] = _Severity(level, collection or "")
    if collection:
        size = int(stated.replace(",", ""))
        if found.sizes.setdefault(collection, size) != size:
            both = f"{found.sizes[collection]} and {size}"
            msg = f"{spot}: expected one size of collection {collection}; it is stated with {both} codes."
            raise SourceFileError(msg)
