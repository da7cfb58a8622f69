"""The ICD-10-PCS tables in CMS's XML: which values may stand together in a code."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod
from typing import Any
from xml.etree.ElementTree import Element

from codinglab.reference.install.archive import SourceFileError
from codinglab.reference.install.document import enough, open_document
from codinglab.reference.install.fiscal import edition, fiscal_since, year_through
from codinglab.reference.install.reading import Reading, Request
from codinglab.reference.sources.index_entries import whole_text

LEAST_TABLES = 700
Axis = tuple[int, str, str, list[tuple[str, str]]]


def read(request: Request) -> Reading:
    """Read the tables: `icd10pcs_table_axis` and `icd10pcs_table_row`.

    `icd10pcs_table_axis`: table (characters 1 to 3), position int8 1 to 3, value, label, title (of the
    axis: Section, Body System, Operation), definition ("" where there is none).
    `icd10pcs_table_row`: table, row int32 from 1 in each table, position int8 4 to 7, value, label, axis
    (Body Part, Approach, …). A code is valid when one row holds its four values.

    Raises:
        SourceFileError: it is another document, not whole, or contradicts its own counts.
    """
    document = open_document(request, "icd10pcs-tables")
    since = fiscal_since(request, document.version, document.name)
    request.say("reading the tables", 0.5)
    heads: list[tuple[Any, ...]] = []
    rows: list[tuple[Any, ...]] = []
    tables = document.root.findall("pcsTable")
    enough(document, "tables", len(tables), LEAST_TABLES)
    for element in tables:
        head = list(_axes(element, "123", document.name))
        if any(len(labels) != 1 for *_, labels in head):
            msg = f"{document.name}: a table must have one value at each of the positions 1 to 3."
            raise SourceFileError(msg)
        table = "".join(labels[0][0] for *_, labels in head)
        heads.extend((table, at, *labels[0], title, definition) for at, title, definition, labels in head)
        for number, row in enumerate(element.findall("pcsRow"), start=1):
            axes = list(_axes(row, "4567", f"{document.name}, table {table}, row {number}"))
            _check_count(row, axes, f"{document.name}, table {table}, row {number}")
            rows.extend(
                (table, number, at, value, label, title)
                for at, title, _, labels in axes
                for value, label in labels
            )
    return Reading(edition(since), since, year_through(since), _tables(heads, rows))


def _axes(element: Element, places: str, place: str) -> Iterator[Axis]:
    axes = element.findall("axis")
    found = "".join(axis.get("pos", "?") for axis in axes)
    if found != places:
        msg = f"{place}: expected the positions {places}; found {found or 'none'}."
        raise SourceFileError(msg)
    for axis in axes:
        labels = [(label.get("code", ""), whole_text(label)) for label in axis.findall("label")]
        if str(len(labels)) != axis.get("values") or any(len(value) != 1 for value, _ in labels):
            msg = (
                f"{place}: position {axis.get('pos')} states {axis.get('values')} values of one character; "
                f"found {', '.join(value for value, _ in labels) or 'none'}."
            )
            raise SourceFileError(msg)
        yield (
            int(axis.get("pos", "0")),
            whole_text(axis.find("title")),
            whole_text(axis.find("definition")),
            labels,
        )


def _check_count(row: Element, axes: list[Axis], place: str) -> None:
    codes = prod(len(labels) for *_, labels in axes)
    if row.get("codes") != str(codes):
        msg = f"{place}: states {row.get('codes')} codes; its values make {codes}. The file is not whole."
        raise SourceFileError(msg)


def _tables(heads: list[tuple[Any, ...]], rows: list[tuple[Any, ...]]) -> dict[str, Any]:
    import pyarrow as pa

    text = pa.string()
    axis = {
        "table": text,
        "position": pa.int8(),
        "value": text,
        "label": text,
        "title": text,
        "definition": text,
    }
    row = {
        "table": text,
        "row": pa.int32(),
        "position": pa.int8(),
        "value": text,
        "label": text,
        "axis": text,
    }
    return {
        name: pa.table(
            {
                column: pa.array([item[at] for item in items], kind)
                for at, (column, kind) in enumerate(types.items())
            }
        )
        for name, items, types in (("icd10pcs_table_row", rows, row), ("icd10pcs_table_axis", heads, axis))
    }
