"""Add-on codes: their three types, the days they hold, and the contractor's own lists."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from codinglab.reference.install.archive import Archive, SourceFileError
from codinglab.reference.install.reading import Request
from codinglab.reference.paths import ROOT
from codinglab.reference.sources.add_on import read

OFFICIAL = ROOT.parent / "shared" / "official" / "ncci"
NAME = "AOC_V2026Q2-F-MCR.txt"
HEADER = (
    "AddOn_Code\tAOC_Del_Dt(Julian)\tPrimary_Code\tPrimary_Code_Del_Dt(Julian)\tAOC_Edit_Type\t"
    "AOC_Edit_EffDt(Julian)\tAOC_Edit_DelDt(Julian)\tSpecial_Instruction_Notes\r\n"
)
ROWS = (
    "G0500\t\tG0101\t\t1\t2013001\t\t\r\n"
    "G0501\t2024366\tG0101\t2025090\t1\t2013001\t2025181\t\r\n"
    "G0502\t\tCCCCC\t\t2\t2014001\t0\tContractor Defined Primary Codes\r\n"
    "G0503\t\tG0102\t\t3\t20140101\t20250331\t\r\n"
)


def test_the_published_text(publish) -> None:
    reading = read(publish(NAME, HEADER + ROWS))
    rows = [tuple(row.values()) for row in reading.tables["ncci_add_on"].to_pylist()]
    assert rows == [
        ("G0500", 1, "G0101", date(2013, 1, 1), None),
        ("G0501", 1, "G0101", date(2013, 1, 1), date(2024, 12, 31)),
        ("G0502", 2, "", date(2014, 1, 1), None),
        ("G0503", 3, "G0102", date(2014, 1, 1), date(2025, 3, 31)),
    ]
    assert (reading.edition, reading.since) == ("2026 Q2", date(2026, 4, 1))
    assert reading.through == date(2026, 12, 31)


RECORDS = (
    f"1G0500{'':7}G0101{'':7}2013001{'':7}{'':58}\r\n"
    f"1G05012024366G010120250902013001{'2025181'}{'':58}\r\n"
    f"2G0502{'':7}CCCCC{'':7}2014001{'':7}{'Contractor Defined Primary Codes':58}\r\n"
    f"3G0503{'':7}G0102{'':7}20140019999365{'':58}\r\n"
)


def test_the_published_text_has_no_header(publish) -> None:
    """Records of 97 characters."""
    reading = read(publish(NAME, RECORDS))
    assert [tuple(row.values()) for row in reading.tables["ncci_add_on"].to_pylist()] == [
        ("G0500", 1, "G0101", date(2013, 1, 1), None),
        ("G0501", 1, "G0101", date(2013, 1, 1), date(2024, 12, 31)),
        ("G0502", 2, "", date(2014, 1, 1), None),
        ("G0503", 3, "G0102", date(2014, 1, 1), None),
    ]
    with pytest.raises(SourceFileError, match="line 2: expected a type, an add-on code"):
        read(publish(NAME, RECORDS.replace("1G0501", "G05010")))
    with pytest.raises(SourceFileError, match="no line end"):
        read(publish(NAME, RECORDS[:-2]))


def test_the_spreadsheet_of_a_zip_is_read(publish) -> None:
    """It names its columns, below the notice of the AMA."""
    header = (
        "AOC_Edit_Type,Add-On_Code,AOC_DelDT,Primary_Code,Primary_Code_DelDT,AOC_Edit_EffDT,AOC_Edit_DelDT,"
        "Special_Instruction_Notes"
    ).split(",")
    sheet = [["CPT only copyright 2025 AMA"], header, [1, "G0500", "", "G0101", "", 2013001, 2025181, ""]]
    files = {NAME: RECORDS, "AOC_V2026Q2-MCR.xlsx": sheet}
    reading = read(publish("medicare-ncci-2026q2-aoc.zip", files))
    assert [tuple(row.values()) for row in reading.tables["ncci_add_on"].to_pylist()] == [
        ("G0500", 1, "G0101", date(2013, 1, 1), date(2025, 6, 30))
    ]


def test_the_spreadsheet_has_days_as_numbers(publish) -> None:
    sheet = [line.split("\t") for line in (HEADER + ROWS.splitlines()[0]).splitlines()]
    sheet[1][5] = 2013001  # type: ignore[call-overload]
    reading = read(publish("AOC_V2026Q2-MCR.xlsx", sheet))
    assert reading.tables["ncci_add_on"].to_pylist()[0]["since"] == date(2013, 1, 1)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (HEADER + ROWS[:-2], "no line end"),
        (HEADER.replace("AOC_Edit_Type", "Sort") + ROWS, "expected a header with the columns"),
        (HEADER + ROWS.replace("\t3\t", "\t4\t"), "type 1, 2 or 3; found 'G0503' of type '4'"),
        (
            HEADER + ROWS.replace("2014001", "2014999"),
            "expected a day as 2026001 or 20260101; found '2014999'",
        ),
        (HEADER + ROWS.replace("CCCCC", "DDDDD"), "or CCCCC; found 'DDDDD'"),
        (HEADER, "found none"),
    ],
)
def test_what_is_refused(publish, text: str, found: str) -> None:
    with pytest.raises(SourceFileError, match=found):
        read(publish(NAME, text))


def test_contradictions_are_counted(publish) -> None:
    rows = (
        ROWS
        + "G0500\t\tG0104\t\t3\t2013001\t\t\r\nG0502\t\tG0104\t\t2\t2013001\t\t\r\n"
        + ROWS.splitlines()[0]
        + "\r\n"
    )
    told = " ".join(read(publish(NAME, HEADER + rows)).remarks)
    assert "1 add-on codes stand under more than one type" in told
    assert "1 rows of type 2 name a primary code" in told
    assert "1 rows stand twice" in told


@pytest.mark.skipif(not OFFICIAL.is_dir(), reason=f"no official files in {OFFICIAL}")
def test_the_converted_list() -> None:
    reading = read(Request(Archive(OFFICIAL / "ncci_aoc.csv"), date(2024, 7, 1)))
    rows = reading.tables["ncci_add_on"].to_pylist()
    kinds = Counter((row["kind"], row["primary"] == "") for row in rows)
    assert kinds == {(1, False): 6_860, (2, True): 36, (3, False): 561, (3, True): 8}
    assert "no dates" in " ".join(reading.remarks)
