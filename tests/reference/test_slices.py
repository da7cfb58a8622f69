"""The tables that ship: typed, honest about what they hold, and equal to the official lists."""

from __future__ import annotations

import csv
import shutil
import zipfile
from datetime import date
from pathlib import Path

import pytest

from codinglab.model import InvalidInputError, TableMissingError
from codinglab.reference.icd10cm import icd10cm
from codinglab.reference.paths import REFERENCE, ROOT
from codinglab.reference.slices import list_slices, read_slice

COMPLETE = {"icd10cm_code_list", "icd10cm_code_pair", "poa_exempt"}
OFFICIAL = ROOT.parent / "shared" / "official"


@pytest.mark.parametrize("table_id", list_slices())
def test_every_table_reads_and_says_whether_it_is_complete(table_id: str) -> None:
    table, card = read_slice(table_id)
    assert table.num_rows
    assert card.complete is (table_id in COMPLETE)


@pytest.mark.skipif(not OFFICIAL.is_dir(), reason=f"no official files in {OFFICIAL}")
@pytest.mark.parametrize(("year", "day"), [(2025, date(2025, 4, 1)), (2026, date(2026, 4, 1))])
def test_exempt_codes_are_the_official_ones(year: int, day: date) -> None:
    archive = OFFICIAL / "icd10cm" / f"poa-exempt-{year}.zip"
    with zipfile.ZipFile(archive) as files:
        text = files.read(f"POAexemptCodesFY{year % 100}.txt").decode("latin-1")
    official = {
        line.split("\t")[1].strip().replace(".", "") for line in text.splitlines()[1:] if "\t" in line
    }
    rules = [row for row in read_slice("poa_exempt")[0].to_pylist() if row["since"] <= day <= row["through"]]
    exempt = {
        code
        for code in icd10cm().below("", day)
        for rule in rules
        if code.startswith(rule["prefix"]) and (not rule["seventh"] or code[6:] in set(rule["seventh"]))
    }
    assert exempt == official


@pytest.mark.skipif(not OFFICIAL.is_dir(), reason=f"no official files in {OFFICIAL}")
def test_status_indicators_are_those_of_addendum_b() -> None:
    path = OFFICIAL / "hcpcs" / "hcpcs_level2_2025oct.csv"
    with path.open(encoding="utf-8", newline="") as file:
        official = {row["code"]: row["opps_si_2026_04"] for row in csv.DictReader(file)}
    shipped = {row["code"]: row["status"] for row in read_slice("opps_status")[0].to_pylist()}
    invented = shipped.keys() - official.keys()
    assert invented == {"T9998"}
    assert all(official[code] == status for code, status in shipped.items() if code not in invented)


def test_a_wrong_cell_is_named(tmp_path: Path) -> None:
    shutil.copytree(REFERENCE / "tables" / "ncci_mue", tmp_path / "ncci_mue")
    rows = tmp_path / "ncci_mue" / "rows.csv"
    rows.write_text(
        "claim_type,code,mue,mai,since,through\noutpatient,20610,two,3,2019-01-01,\n", encoding="utf-8"
    )
    with pytest.raises(InvalidInputError, match="row 2, mue: 'two' is not a integer"):
        read_slice("ncci_mue", tmp_path)
    rows.write_text("code,mai\n", encoding="utf-8")
    with pytest.raises(InvalidInputError, match="expected the columns claim_type, code, mue"):
        read_slice("ncci_mue", tmp_path)


def test_an_unknown_table_is_named() -> None:
    with pytest.raises(TableMissingError, match="there are: coverage_article"):
        read_slice("nothing")
