"""The physician fee schedule: indicators and values, and never a description."""

from __future__ import annotations

from datetime import date

import pytest

from codinglab.reference.install.archive import Archive, SourceFileError
from codinglab.reference.install.reading import Request
from codinglab.reference.paths import ROOT
from codinglab.reference.sources.mpfs import read

OFFICIAL = ROOT.parent / "shared" / "official" / "mpfs" / "pfs-indicators-2024-07.csv"
PUBLISHED = (
    ",,2026 National Physician Fee Schedule Relative Value File January Release,,,,,,,,,,"
    ",,,,,,,,,,,,,,,,,,\r\n"
    '"CPT codes and descriptions only are copyright 2025 American Medical Association.",,'
    ",,,,,,,,,,,,,,,,,,,,,,,,,,,,\r\n"
    ",,,,NOT USED FOR,,,,,,,,,,,,,,,,,,,,,PHYSICIAN SUPERVISION OF,,DIAGNOSTIC IMAGING,PE,PE,MP\r\n"
    ",,,STATUS,MEDICARE,WORK,NON-FAC,NA,FACILITY,NA,MP,NON-FACILITY,FACILITY,PCTC,GLOB,"
    "PRE,INTRA,POST,MULT,BILAT,"
    "ASST,CO-,TEAM,ENDO,CONV,DIAGNOSTIC,CALCULATION,FAMILY,PAYMENT,PAYMENT,PAYMENT\r\n"
    "HCPCS,MOD,DESCRIPTION,CODE,PAYMENT,RVU,PE RVU,INDICATOR,PE RVU,INDICATOR,RVU,TOTAL,"
    "TOTAL,IND,DAYS,OP,OP,OP,"
    "PROC,SURG,SURG,SURG,SURG,BASE,FACTOR,PROCEDURES,FLAG,INDICATOR,AMOUNT,AMOUNT,AMOUNT\r\n"
    'G0101,,"Secret, words",A,,0.45,0.61,,0.29,,0.05,1.11,0.79,0,XXX,0.00,0.00,0.00,0,0,'
    "1,0,0,,33.4009,09,0,99,0,0,0\r\n"
    "G0106,26,Secret words,A,,0.99,NA,NA,0.40,,0.09,1.48,1.48,1,090,0.10,0.80,0.10,4,1,2,"
    "1,0,45330,33.4009,03,0,88,0,0,0\r\n"
)


def test_the_published_csv(publish) -> None:
    reading = read(publish("PPRRVU2026_Jan_nonQPP.csv", PUBLISHED))
    first, second = reading.tables["mpfs_indicator"].to_pylist()
    assert (first["code"], first["modifier"], first["status"], first["global_days"]) == (
        "G0101",
        "",
        "A",
        "XXX",
    )
    assert (first["work_rvu"], first["nonfacility_pe_rvu"], first["facility_pe_rvu"]) == (0.45, 0.61, 0.29)
    assert (first["malpractice_rvu"], first["conversion_factor"]) == (0.05, 33.4009)
    assert (second["modifier"], second["pctc"], second["multiple"], second["bilateral"]) == (
        "26",
        "1",
        "4",
        "1",
    )
    assert (second["preoperative"], second["intraoperative"], second["postoperative"]) == (0.1, 0.8, 0.1)
    assert (second["assistant"], second["co_surgeon"], second["team"]) == ("2", "1", "0")
    assert (second["endoscopic_base"], second["supervision"], second["imaging_family"]) == (
        "45330",
        "03",
        "88",
    )
    assert second["nonfacility_pe_rvu"] is None
    assert (reading.edition, reading.through) == ("2026 Q1", date(2026, 3, 31))
    assert "secret" not in str(reading).lower()


LATELY = (
    ",,2026 National Physician Fee Schedule Relative Value File July Release" + 29 * "," + "\r\n"
    ",,CPT codes and descriptions only are copyright 2026 American Medical Association." + 29 * "," + "\r\n"
    ",,Dental codes (D codes) are copyright 2026." + 29 * "," + "\r\n" + 31 * "," + "\r\n"
    ",,RELEASED 06/30/2026" + 29 * "," + "\r\n" + 29 * "," + "NON-FACILITY,FACILITY,\r\n"
    ",,,,NOT USED" + 22 * "," + "PHYSICIAN,,DIAGNOSTIC,PE USED,PE USED,MP USED\r\n"
    ",,,,FOR,,,NON-FAC,,FACILITY" + 17 * "," + "SUPERVISION OF,,IMAGING,FOR OPPS,FOR OPPS,FOR OPPS\r\n"
    ",,,STATUS,MEDICARE,WORK,NON-FAC,NA,FACILITY,NA,MP,NON-FACILITY,FACILITY,PCTC,GLOB,PRE,INTRA,POST,MULT,"
    "BILAT,ASST,CO-,TEAM,PRIC,ENDO,CONV,DIAGNOSTIC,CALCULATION,FAMILY,PAYMENT,PAYMENT,PAYMENT\r\n"
    "HCPCS,MOD,DESCRIPTION,CODE,PAYMENT,RVU,PE RVU,INDICATOR,PE RVU,INDICATOR,RVU,TOTAL,TOTAL,IND,DAYS,OP,OP,"
    "OP,PROC,SURG,SURG,SURG,SURG,IND,BASE,FACTOR,PROCEDURES,FLAG,INDICATOR,AMOUNT,AMOUNT,AMOUNT\r\n"
    "G0106,26,Secret words,A,,0.99,0.44,NA,0.40,,0.09,1.48,1.48,1,090,0.10,0.80,0.10,4,1,2,1,0,9,45330,"
    "33.4009,03,0,88,0.00,0.00,0.00\r\n"
)


def test_a_header_over_five_rows_with_a_pricing_indicator(publish) -> None:
    """As July 2026: a column PRIC IND stands before ENDO BASE, whose second word PCTC has too."""
    (row,) = read(publish("PPRRVU2026_Jul_nonQPP.csv", LATELY)).tables["mpfs_indicator"].to_pylist()
    assert (row["pctc"], row["endoscopic_base"], row["team"], row["imaging_family"]) == (
        "1",
        "45330",
        "0",
        "88",
    )
    assert (row["supervision"], row["conversion_factor"], row["nonfacility_pe_rvu"]) == ("03", 33.4009, 0.44)


def test_the_zip_has_two_conversion_factors(publish) -> None:
    members = {
        "PPRRVU2026_Jan_nonQPP.csv": PUBLISHED,
        "PPRRVU2026_Jan_QPP.csv": PUBLISHED.replace("33.4009", "33.5675"),
        "PPRRVU2026_Jan_nonQPP.txt": "HDR the same, fixed width\r\n",
        "GPCI2026.csv": "other\r\n",
        "RVU26A.pdf": b"%PDF",
    }
    reading = read(publish("rvu26ar_1.zip", members))
    assert set(reading.tables["mpfs_indicator"]["conversion_factor"].to_pylist()) == {33.4009}
    assert "nonQPP" in reading.remarks[0]


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("PPRRVU2026_Apr.csv", PUBLISHED, "expected files of one quarter"),
        ("PPRRVU2026_Jan.csv", PUBLISHED.replace("GLOB", "GLOBE"), "expected a header with the columns"),
        (
            "PPRRVU2026_Jan.csv",
            PUBLISHED.replace(",XXX,", ",014,"),
            "expected global_days as one of .*found '014'",
        ),
        (
            "PPRRVU2026_Jan.csv",
            PUBLISHED.replace(",0.45,", ",a lot,"),
            "expected work_rvu as a number; found 'a lot'",
        ),
        ("PPRRVU2026_Jan.csv", PUBLISHED.replace("G0106,26", "G0101,"), "G0101 stands twice"),
        ("PPRRVU2026_Jan.csv", PUBLISHED[:-20], "no line end"),
    ],
)
def test_what_is_refused(publish, name: str, text: str, found: str) -> None:
    with pytest.raises(SourceFileError, match=found) as refused:
        read(publish(name, text))
    assert "secret" not in str(refused.value).lower()


@pytest.mark.skipif(not OFFICIAL.is_file(), reason=f"no official file {OFFICIAL}")
def test_the_converted_file() -> None:
    reading = read(Request(Archive(OFFICIAL)))
    rows = {(row["code"], row["modifier"]): row for row in reading.tables["mpfs_indicator"].to_pylist()}
    assert len(rows) == 18_664
    assert reading.since == date(2024, 7, 1)
    assert rows["20610", ""]["global_days"] == "000"
    assert rows["20610", ""]["work_rvu"] is None
    assert "has no work_rvu" in reading.remarks[-1]
