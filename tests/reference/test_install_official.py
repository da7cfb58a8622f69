"""Each reader against the publisher's own files, with the rows counted another way."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from codinglab.reference.install.archive import Archive, SourceFileError
from codinglab.reference.install.catalogue import find_source
from codinglab.reference.install.reading import Reading, Request
from codinglab.reference.paths import ROOT

OFFICIAL = ROOT.parent / "shared" / "official"
pytestmark = pytest.mark.skipif(not OFFICIAL.is_dir(), reason=f"no official files in {OFFICIAL}")
XML_2017, TABLES_2026 = "icd10cm/icd10cm-xml-2017.zip", "icd10cm/icd10cm-tables-april-2026.zip"
PCS_2025 = "icd10pcs/icd10pcs-xml-2025.zip"


def read(source: str, file: str) -> Reading:
    return find_source(source).load_reader()(Request(Archive(OFFICIAL / file)))


def member(file: str, name: str) -> str:
    with zipfile.ZipFile(OFFICIAL / file) as archive:
        found = next(known for known in archive.namelist() if re.search(name, known))
        return archive.read(found).decode("cp1252")


def count(pattern: str) -> Callable[[str], int]:
    return lambda text: len(re.findall(pattern, text))


TERMS = count(r"<(?:mainTerm|term)\b")
LINES = count(r"\n")
OCTOBER, APRIL = "FY2026 October", "FY2026 April"


@pytest.mark.parametrize(
    ("source", "file", "edition", "name", "expected"),
    [
        (
            "icd10cm-order",
            "icd10cm/icd10cm-order-2026.zip",
            OCTOBER,
            "order_2026.txt",
            {"icd10cm_order": LINES},
        ),
        (
            "icd10cm-order",
            "icd10cm/icd10cm-order-2025-april.zip",
            "FY2025 April",
            "order_2025.txt",
            {"icd10cm_order": LINES},
        ),
        (
            "icd10cm-order",
            "icd10cm/icd10cm-order-2025-october.zip",
            "FY2025 October",
            "order_2025.txt",
            {"icd10cm_order": LINES},
        ),
        (
            "icd10pcs-order",
            "icd10pcs/icd10pcs-order-2026.zip",
            OCTOBER,
            "order_2026.txt",
            {"icd10pcs_order": LINES},
        ),
        (
            "icd10pcs-order",
            "icd10pcs/icd10pcs-order-2025.zip",
            "FY2025 October",
            "order_2025.txt",
            {"icd10pcs_order": LINES},
        ),
        (
            "icd10cm-tabular",
            XML_2017,
            "FY2017 October",
            "tabular_2017.xml",
            {
                "icd10cm_tabular_node": count(r"<(?:chapter>|section |diag\b)"),
                "icd10cm_tabular_seventh": count("<extension "),
            },
        ),
        ("icd10cm-index", XML_2017, "FY2017 October", "_index_2017.xml", {"icd10cm_index_entry": TERMS}),
        (
            "icd10cm-external-cause",
            XML_2017,
            "FY2017 October",
            "eindex",
            {"icd10cm_external_entry": TERMS},
        ),
        ("icd10cm-neoplasm", XML_2017, "FY2017 October", "neoplasm_2017", {"icd10cm_neoplasm_row": TERMS}),
        ("icd10cm-drug", XML_2017, "FY2017 October", "drug_2017", {"icd10cm_drug_row": TERMS}),
        ("icd10cm-external-cause", TABLES_2026, APRIL, "eindex", {"icd10cm_external_entry": TERMS}),
        ("icd10cm-neoplasm", TABLES_2026, APRIL, "neoplasm", {"icd10cm_neoplasm_row": TERMS}),
        ("icd10cm-drug", TABLES_2026, APRIL, "drug", {"icd10cm_drug_row": TERMS}),
        (
            "icd10cm-index",
            "icd10cm/icd10cm-index-2026-reconstructed.zip",
            f"{OCTOBER}, not as published",
            "index_2026",
            {"icd10cm_index_entry": TERMS},
        ),
        (
            "icd10cm-poa-exempt",
            "icd10cm/poa-exempt-2026.zip",
            OCTOBER,
            "exemptCodesFY26.txt",
            {"poa_exempt_code": count(r"\t[A-Z]\w\w(?:\.\w+)?\t")},
        ),
        (
            "icd10cm-poa-exempt",
            "icd10cm/poa-exempt-2025.zip",
            "FY2025 October",
            "exemptCodesFY25.txt",
            {"poa_exempt_code": count(r"\t[A-Z]\w\w(?:\.\w+)?\t")},
        ),
        (
            "icd10pcs-tables",
            PCS_2025,
            "FY2025 October",
            "tables",
            {
                "icd10pcs_table_row": lambda text: count("<label ")(text) - 3 * count("<pcsTable>")(text),
                "icd10pcs_table_axis": lambda text: 3 * count("<pcsTable>")(text),
            },
        ),
        ("icd10pcs-index", PCS_2025, "FY2025 October", "index", {"icd10pcs_index_entry": TERMS}),
    ],
)
def test_every_row_is_read(
    source: str, file: str, edition: str, name: str, expected: dict[str, Callable[[str], int]]
) -> None:
    reading, text = read(source, file), member(file, name)
    assert reading.edition == edition
    for table, counted in expected.items():
        assert reading.tables[table].num_rows == counted(text)


def test_every_code_of_the_index_is_there() -> None:
    reading, text = read("icd10cm-index", XML_2017), member(XML_2017, "_index_2017.xml")
    table = reading.tables["icd10cm_index_entry"].to_pylist()
    for column, tags in (("code", "code"), ("manifestation", "manif"), ("see_also", "seeAlso")):
        assert sum(bool(row[column]) for row in table) == count(f"<{tags}>")(text)
    assert sum(bool(row["see"]) for row in table) == count("<(?:see|seecat|subcat)>")(text)
    assert all(row["parent"] < row["id"] for row in table)


@pytest.mark.parametrize(
    ("source", "name", "table"),
    [("icd10cm-neoplasm", "neoplasm", "icd10cm_neoplasm_row"), ("icd10cm-drug", "drug", "icd10cm_drug_row")],
)
def test_every_cell_of_the_tables_is_there(source: str, name: str, table: str) -> None:
    rows, text = read(source, TABLES_2026).tables[table].to_pylist(), member(TABLES_2026, name)
    held = sum(bool(row[f"cell{column}"]) for row in rows for column in range(2, 8))
    assert held == count(r'<cell col="\d">[^-<]')(text)


def test_the_procedure_tables_make_the_codes_of_the_order_file() -> None:
    rows = read("icd10pcs-tables", PCS_2025).tables["icd10pcs_table_row"].to_pylist()
    values: dict[tuple[str, int], dict[int, list[str]]] = {}
    for row in rows:
        values.setdefault((row["table"], row["row"]), {}).setdefault(row["position"], []).append(row["value"])
    codes = {
        name + four + five + six + seven
        for (name, _), at in values.items()
        for four in at[4]
        for five in at[5]
        for six in at[6]
        for seven in at[7]
    }
    order = read("icd10pcs-order", "icd10pcs/icd10pcs-order-2025.zip").tables["icd10pcs_order"].to_pylist()
    assert codes == {row["code"] for row in order if row["billable"]}


def test_the_conversion_table_keeps_every_code_and_day() -> None:
    file = "icd10cm/ICD-10-CM-CONVERSION-TABLE-FY2026.xlsx"
    sheet = CalamineWorkbook.from_path(OFFICIAL / file).get_sheet_by_index(0).to_python()[2:]
    reading = read("icd10cm-conversion", file)
    rows = reading.tables["icd10cm_conversion"].to_pylist()
    assert {row["code"] for row in rows} == {str(row[0]).strip().replace(".", "") for row in sheet}
    assert {(row["code"], row["written"]) for row in rows} == {
        (str(row[0]).strip().replace(".", ""), " ".join(str(row[2]).split())) for row in sheet
    }
    assert sum(not row["previous"] for row in rows) == sum(row[2] == "None" for row in sheet)
    assert {row["since"] for row in rows} >= {date(2016, 10, 1), date(2023, 4, 1), date(2025, 10, 1)}
    assert len(rows) == len({(row["code"], row["previous"]) for row in rows})


def test_the_exempt_workbook_says_what_the_text_says(tmp_path: Path) -> None:
    with zipfile.ZipFile(OFFICIAL / "icd10cm/poa-exempt-2026.zip") as archive:
        archive.extract("POAexemptCodesFY26.xlsx", tmp_path)
    request = Request(Archive(tmp_path / "POAexemptCodesFY26.xlsx"))
    from_sheet = find_source("icd10cm-poa-exempt").load_reader()(request).tables["poa_exempt_code"]
    assert from_sheet.equals(
        read("icd10cm-poa-exempt", "icd10cm/poa-exempt-2026.zip").tables["poa_exempt_code"]
    )


def test_a_file_of_another_source_is_refused() -> None:
    with pytest.raises(SourceFileError, match="looks like icd10cm-neoplasm"):
        read("icd10cm-tabular", TABLES_2026)
    with pytest.raises(SourceFileError, match="expected one icd10pcs_order"):
        read("icd10pcs-order", "icd10cm/icd10cm-order-2026.zip")
