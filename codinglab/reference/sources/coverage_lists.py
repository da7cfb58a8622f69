"""The code lists of LCDs and articles, and the paragraphs that say how they are meant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Icd10cm
from codinglab.reference.install.archive import SourceFileError
from codinglab.reference.sources.arrow import converted
from codinglab.reference.sources.coverage_files import Export
from codinglab.reference.sources.coverage_policies import LETTER
from codinglab.reference.sources.grid import HCPCS_FORM
from codinglab.reference.sources.plain_text import plain_text

if TYPE_CHECKING:
    import pyarrow as pa

_ASTERISK = "icd10_covered_ast"
_PLACEHOLDERS = {"XX000", "XXXXX", "00000", ""}
_RANGE_MARKS = {"", "N", "B", "M", "E"}  # in none, or its beginning, middle, end: every code has its row
_LISTS = {
    "hcpcs": ("x_hcpc_code_group", "hcpc_code_group"),
    "covered": ("x_icd10_covered_group", "icd10_covered_group"),
    "noncovered": ("x_icd10_noncovered_group", "icd10_noncovered_group"),
}


def hcpcs(export: Export) -> tuple[pa.Table, list[str]]:
    """The procedure codes: table `coverage_hcpcs`, and remarks. None of their descriptions is read."""
    table, remarks = _codes(
        export, f"{export.kind}_x_hcpc_code.csv", "hcpc_code_id", "hcpc_code_group", _hcpcs
    )
    return table.select(["id", "version", "code", "group"]), remarks


def diagnoses(export: Export) -> tuple[pa.Table, list[str]]:
    """The diagnoses that support the service and those that do not: table `coverage_diagnosis_list`."""
    import pyarrow as pa

    tables, remarks = [], []
    for covered, word in ((True, "covered"), (False, "noncovered")):
        file = f"{export.kind}_x_icd10_{word}.csv"
        if file not in export.files:
            continue
        table, told = _codes(export, file, "icd10_code_id", f"icd10_{word}_group", _diagnosis)
        flag = pa.array([covered] * table.num_rows, pa.bool_())
        table = table.append_column("covered", flag)
        tables.append(table.select(["id", "version", "code", "group", "covered", "asterisk"]))
        remarks += told
    if not tables:
        msg = f"{export.name}: expected the diagnosis lists of the articles (article_x_icd10_covered.csv)."
        raise SourceFileError(msg)
    return pa.concat_tables(tables), remarks


def paragraphs(export: Export) -> tuple[pa.Table, list[str]]:
    """The text of each group that has one: table `coverage_paragraph`.

    What the asterisk of a code means stands below the paragraph of its group, after a "*".
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    tables = []
    for name, (file, group) in _LISTS.items():
        key = [f"{export.kind}_id", f"{export.kind}_version", group, "paragraph"]
        file = f"{export.kind}_{file}.csv"
        if file not in export.files:
            continue
        raw = export.table(file, key, [_ASTERISK])
        place = f"{export.name}, {file}"
        text = converted(raw.column("paragraph"), plain_text, pa.string())
        note = converted(raw.column(_ASTERISK), _note, pa.string())
        text = pc.utf8_trim_whitespace(pc.binary_join_element_wise(text, note, ""))
        table = pa.table(
            {
                "id": _ids(export, raw.column(key[0])),
                "version": _numbers(raw.column(key[1]), place, "a version"),
                "list": pa.array([name] * raw.num_rows, pa.string()),
                "group": _numbers(raw.column(group), place, "a group"),
                "text": text,
            }
        )
        tables.append(table.filter(pc.not_equal(text, "")))
    return (pa.concat_tables(tables) if tables else _no_paragraphs()), []


def _codes(export: Export, file: str, column: str, group: str, convert: Any) -> tuple[pa.Table, list[str]]:
    import pyarrow as pa
    import pyarrow.compute as pc

    key = [f"{export.kind}_id", f"{export.kind}_version", column]
    if file not in export.files:
        raw = pa.table({name: pa.array([], pa.string()) for name in (*key, group, "range", "asterisk")})
    else:
        raw = export.table(file, [*key, group], ["range", "asterisk"])
    place = f"{export.name}, {file}"
    codes = converted(raw.column(column), convert, pa.string())
    table = pa.table(
        {
            "id": _ids(export, raw.column(key[0])),
            "version": _numbers(raw.column(key[1]), place, "a version"),
            "code": codes,
            "group": _numbers(raw.column(group), place, "a group"),
            "asterisk": converted(
                raw.column("asterisk"),
                lambda cell: cell.strip().upper() in {"Y", "*", "1", "TRUE"},
                pa.bool_(),
            ),
        }
    ).filter(pc.is_valid(codes))
    remarks = []
    odd = pc.filter(raw.column(column), pc.is_null(codes)).to_pylist()
    wrong = [cell for cell in odd if cell.strip().upper() not in _PLACEHOLDERS]
    if len(wrong) * 20 > raw.num_rows:
        msg = f"{place}: expected codes in {column}; {len(wrong):,} cells are none, one is '{wrong[0][:20]}'."
        raise SourceFileError(msg)
    if wrong:
        remarks.append(
            f"{file}: {len(wrong):,} cells are no codes and are left out, for example '{wrong[0][:20]}'."
        )
    marks = {cell.strip().upper() for cell in raw.column("range").unique().to_pylist()} - _RANGE_MARKS
    if marks:
        remarks.append(
            f"{file}: unknown marks of ranges ({', '.join(sorted(marks))[:40]}); only written codes are kept."
        )
    return table, remarks


def _note(cell: str) -> str:
    text = plain_text(cell)
    return f"\n* {text.removeprefix('*').lstrip()}" if text else ""


def _hcpcs(cell: str) -> str | None:
    code = cell.strip().upper()
    return code if code not in _PLACEHOLDERS and HCPCS_FORM.fullmatch(code) else None


def _diagnosis(cell: str) -> str | None:
    code = Icd10cm(cell)
    return str(code) if code not in _PLACEHOLDERS and code.well_formed else None


def _ids(export: Export, cells: pa.ChunkedArray) -> pa.ChunkedArray:
    import pyarrow as pa

    return converted(cells, lambda cell: LETTER[export.kind] + cell.strip(), pa.string())


def _numbers(cells: pa.ChunkedArray, place: str, what: str) -> pa.ChunkedArray:
    import pyarrow as pa

    def number(cell: str) -> int:
        if not cell.strip().isdigit():
            msg = f"{place}: expected {what} as a number; found '{cell[:20]}'."
            raise SourceFileError(msg)
        return int(cell)

    return converted(cells, number, pa.int32())


def _no_paragraphs() -> pa.Table:
    import pyarrow as pa

    text, number = pa.string(), pa.int32()
    types = {"id": text, "version": number, "list": text, "group": number, "text": text}
    return pa.table({name: pa.array([], kind) for name, kind in types.items()})
