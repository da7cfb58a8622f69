"""Medically unlikely edits: three tables that look alike and must not be mistaken for one another."""

from __future__ import annotations

from datetime import date

import pytest

from codinglab.reference.install.archive import Archive, SourceFileError
from codinglab.reference.install.reading import Request
from codinglab.reference.paths import ROOT
from codinglab.reference.sources import mue

OFFICIAL = ROOT.parent / "shared" / "official" / "ncci"
NAME = "MCR_MUE_PractitionerServices_Eff_07-01-2026.csv"
PUBLISHED = (
    '"CPT codes, descriptions and other data only are copyright 2025 American\nMedical Association.",,,\r\n'
    '"HCPCS/\nCPT Code",Practitioner Services MUE Values,MUE Adjudication Indicator,MUE Rationale\r\n'
    "A4206,0,3 Date of Service Edit: Clinical,CMS Policy\r\n"
    'G0101,1,2 Date of Service Edit: Policy,"Nature of Service/Procedure, or so"\r\n'
    "J1100,120,1 Line Edit,Clinical: Data\r\n"
)


def test_the_published_csv(publish) -> None:
    reading = mue.read_practitioner(publish(NAME, PUBLISHED.encode("cp1252")))
    rows = [tuple(row.values()) for row in reading.tables["ncci_mue"].to_pylist()]
    assert rows == [
        ("practitioner", "A4206", 0, 3, "CMS Policy"),
        ("practitioner", "G0101", 1, 2, "Nature of Service/Procedure, or so"),
        ("practitioner", "J1100", 120, 1, "Clinical: Data"),
    ]
    assert (reading.edition, reading.through) == ("2026 Q3", date(2026, 9, 30))
    assert "3 codes were read; a whole published table has more than 10,000" in reading.remarks[0]


def test_the_spreadsheet_beside_the_csv_is_left_alone(publish) -> None:
    sheet = [
        ["notice"],
        ["HCPCS/CPT Code", "DME Supplier Services MUE Values", "MUE Adjudication Indicator", "MUE Rationale"],
    ]
    both = {
        "MCR_MUE_DMESupplierServices_Eff_10-01-2025.xlsx": [
            *sheet,
            ["E0100", 1, "3 Date of Service Edit", "x"],
        ]
    }
    reading = mue.read_dme(publish("dme.zip", both))
    assert reading.tables["ncci_mue"].to_pylist()[0]["mue"] == 1
    assert reading.since == date(2025, 10, 1)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            PUBLISHED.replace("Practitioner", "Outpatient Hospital"),
            "Practitioner Services MUE Values.*Outpatient Hospital",
        ),
        (PUBLISHED.replace("MUE Rationale", "Reason"), "expected a header with the columns"),
        (PUBLISHED[:-10], "no line end"),
        (PUBLISHED + "E0100,2\r\n", "line 8: expected 4 cells, as in the header; found 2"),
        (
            PUBLISHED + "E0100,two,3 Date,CMS Policy\r\n",
            "line 8: expected units as a whole number; found 'two'",
        ),
        (PUBLISHED + "E0100,2,4 Date,CMS Policy\r\n", "begins with 1, 2 or 3; found '4 Date'"),
        (PUBLISHED + "E01OO,2,3 Date,CMS Policy\r\n", "expected a HCPCS or CPT code; found 'E01OO'"),
        (PUBLISHED + "A4206,5,3 Date,CMS Policy\r\n", "A4206 stands twice"),
        (PUBLISHED + '"A4207,5,3 Date,CMS Policy\r\n', "Was the file cut off"),
    ],
)
def test_what_is_refused(publish, text: str, found: str) -> None:
    with pytest.raises(SourceFileError, match=found):
        mue.read_practitioner(publish(NAME, text))


def test_medicaid_and_another_quarter_are_refused(publish) -> None:
    with pytest.raises(SourceFileError, match="Medicaid"):
        mue.read_practitioner(publish(NAME.replace("MCR", "MCD"), PUBLISHED))
    with pytest.raises(SourceFileError, match="expected 2026 Q4, as was said"):
        mue.read_practitioner(publish(NAME, PUBLISHED, date(2026, 10, 1)))


@pytest.mark.skipif(not OFFICIAL.is_dir(), reason=f"no official files in {OFFICIAL}")
@pytest.mark.parametrize(
    ("service", "file", "rows", "line_edits"),
    [("practitioner", "prac", 14_677, 41), ("hospital", "out", 14_628, 42), ("dme", "dme", 2_928, 23)],
)
def test_the_converted_tables(service: str, file: str, rows: int, line_edits: int) -> None:
    archive = Archive(OFFICIAL / f"ncci_mue_{file}.csv")
    reading = getattr(mue, f"read_{service}")(Request(archive, date(2024, 7, 1)))
    table = reading.tables["ncci_mue"]
    assert table.num_rows == rows
    assert table["mai"].to_pylist().count(1) == line_edits
    assert reading.remarks == ()
    other = mue.read_dme if service != "dme" else mue.read_hospital
    with pytest.raises(SourceFileError, match=r"expected .* services; found"):
        other(Request(archive, date(2024, 7, 1)))
