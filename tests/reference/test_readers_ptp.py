"""NCCI pairs: read as published, and nothing but the table and quarter that was asked for."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from codinglab.reference.install.archive import Archive, SourceFileError
from codinglab.reference.install.reading import Reading, Request
from codinglab.reference.paths import ROOT
from codinglab.reference.sources.ptp import read_hospital, read_practitioner

OFFICIAL = ROOT.parent / "shared" / "official" / "ncci"
official = pytest.mark.skipif(not OFFICIAL.is_dir(), reason=f"no official files in {OFFICIAL}")

NOTICE = (
    "CPT only copyright 2025 American Medical Association. All rights reserved.\r\nColumn1/Column2 Edits\r\n"
)
ONE_LINE = (
    "Column 1\tColumn 2\t*=in existence prior to 1996\tEffective Date\tDeletion Date *=no data\t"
    "Modifier 0=not allowed 1=allowed 9=not applicable\tPTP Edit Rationale\r\n"
)
WRAPPED = (
    "Column 1\tColumn 2\t*=in existence\r\n prior to 1996\tEffective\r\n "
    "Date\tDeletion\r\n Date\r\n*=no data\t"
    "Modifier\r\n0=not allowed\r\n1=allowed\r\n9=not applicable\tPTP Edit Rationale\r\n"
)
ROWS = (
    "G0101\tQ0091\t\t20200101\t*\t1\tMisuse of Column Two code with Column One code\r\n"
    "G0102\tG0101\t*\t19960101\t20241231\t0\tStandards of medical/surgical practice\r\n"
    "0001A\tG0102\t\t20240401\t20240401\t9\tHCPCS/CPT procedure code definition\r\n"
)


def pairs(reading: Reading) -> list[tuple[object, ...]]:
    names = ["column1", "column2", "since", "through", "indicator", "pre_1996"]
    return [tuple(row.values()) for row in reading.tables["ncci_ptp"].select(names).to_pylist()]


EXPECTED = [
    ("G0101", "Q0091", date(2020, 1, 1), None, 1, False),
    ("G0102", "G0101", date(1996, 1, 1), date(2024, 12, 31), 0, True),
    ("0001A", "G0102", date(2024, 4, 1), date(2024, 4, 1), 9, False),
]


@pytest.mark.parametrize("header", [ONE_LINE, WRAPPED])
def test_the_published_text(publish, header: str) -> None:
    reading = read_practitioner(publish("ccipra-v322r0-f1.TXT", NOTICE + header + ROWS))
    assert pairs(reading) == EXPECTED
    assert reading.tables["ncci_ptp"]["claim_type"].to_pylist() == ["professional"] * 3
    assert (reading.since, reading.through) == (date(2026, 7, 1), date(2026, 9, 30))
    assert reading.edition == "2026 Q3, part 1 only"
    assert "pairs of part 2, 3, 4 are unknown" in " ".join(reading.remarks)


def test_four_zips_in_a_zip_are_one_table(publish) -> None:
    rows = ROWS.splitlines(keepends=True)
    parts = {
        f"medicare-ncci-2026q3-ccioph-v322r0-f{number}.zip": {
            f"ccioph-v322r0-f{number}.TXT": NOTICE + ONE_LINE + rows[number % 3],
            f"ccioph-v322r0-f{number}.xlsx": b"the same table again",
        }
        for number in (1, 2, 3, 4)
    }
    reading = read_hospital(publish("all four.zip", parts))
    assert reading.edition == "2026 Q3"
    assert sorted(pairs(reading)) == sorted(EXPECTED)
    assert any("stand twice, word for word" in remark for remark in reading.remarks)


def test_the_spreadsheet_with_its_header_over_rows(publish) -> None:
    sheet = [
        ["CPT only copyright 2025 American Medical Association."],
        ["Column 1", "Column 2", "*=in existence", "Effective", "Deletion", "Modifier", "PTP Edit Rationale"],
        ["", "", "prior to 1996", "Date", "Date", "0=not allowed", ""],
        ["", "", "", "", "*=no data", "1=allowed", ""],
        ["", "", "", "", "", "9=not applicable", ""],
        *[line.split("\t") for line in ROWS.splitlines()],
        ["96376", "G0101", "", 20200101, "*", 1, "numbers as Excel likes them"],
    ]
    reading = read_practitioner(publish("ccipra-v320r0-f1.xlsx", [[c or "" for c in row] for row in sheet]))
    assert pairs(reading) == [*EXPECTED, ("96376", "G0101", date(2020, 1, 1), None, 1, False)]
    assert reading.since == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("name", "text", "since", "found"),
    [
        ("ccioph-v322r0-f1.txt", ROWS, None, "expected the professional table; its name says outpatient"),
        ("medicaid-ccipra-v322r0.txt", ROWS, None, "says Medicaid"),
        ("pairs.txt", ROWS, None, "tells the quarter"),
        ("ccipra-v322r0-f1.txt", ROWS, date(2026, 4, 1), "expected 2026 Q2, as was said"),
        ("ccipra-v322r0-f1.txt", ROWS, date(2026, 7, 2), "expected the first day of a quarter, 2026-07-01"),
        ("2026q2-ccipra-v322r0-f1.txt", ROWS, None, "expected files of one quarter"),
        ("ccipra-v322r0-f1.txt", ROWS[:-20], None, "line 6, the last, has no line end"),
        ("ccipra-v322r0-f1.txt", ROWS + "G0101\tG0102\t\t2024\r\n", None, "row 7: expected 7 cells; found 4"),
        (
            "ccipra-v322r0-f1.txt",
            ROWS.replace("\t0\t", "\t2\t"),
            None,
            "line 5: expected '0' or '1' or '9'; found '2'",
        ),
        ("ccipra-v322r0-f1.txt", ROWS.replace("20200101", "20200231"), None, "line 4: expected a date"),
        ("ccipra-v322r0-f1.txt", ROWS.replace("20200101", "20261001"), None, "takes effect on 2026-10-01"),
        (
            "ccipra-v322r0-f1.txt",
            ROWS + "G0101\tG01O2\t\t20240401\t*\t1\tx\r\n",
            None,
            "line 7: expected a HCPCS",
        ),
        ("ccipra-v322r0-f1.txt", "", None, "found none"),
    ],
)
def test_what_is_refused(publish, name: str, text: str, since: date | None, found: str) -> None:
    with pytest.raises(SourceFileError, match=found):
        read_practitioner(publish(name, NOTICE + ONE_LINE + text, since))


def test_another_header_is_refused(publish) -> None:
    header = ONE_LINE.replace("Deletion", "Removal")
    with pytest.raises(SourceFileError, match=r"expected the columns Column 1.*found: .*Removal Date"):
        read_practitioner(publish("ccipra-v322r0-f1.txt", NOTICE + header + ROWS))


def test_contradictions_are_counted(publish) -> None:
    rows = (
        ROWS
        + "Q0091\tG0101\t\t20240101\t*\t1\tthe other way round\r\n"
        + "G0101\tQ0091\t\t20210101\t*\t0\tfrom another day\r\n"
        + "G0103\tQ0091\t\t20210101\t20201231\t0\tbackwards\r\n"
    )
    told = " ".join(read_practitioner(publish("ccipra-v322r0-f1.txt", NOTICE + ONE_LINE + rows)).remarks)
    assert "1 pairs stand in two rows that hold on the same day" in told
    assert "1 pairs hold in both directions at once" in told
    assert "1 pairs end before they start" in told


@official
def test_the_hospital_table_whole_and_in_time(tmp_path: Path) -> None:
    start = time.perf_counter()
    reading = read_hospital(Request(Archive(OFFICIAL / "ptp-hospital-2026q2.zip")))
    pq.write_table(reading.tables["ncci_ptp"], tmp_path / "ptp.parquet", compression="zstd")
    assert time.perf_counter() - start < 15
    table = reading.tables["ncci_ptp"]
    assert table.num_rows == 1_594_456
    assert table["through"].null_count == 1_401_094
    assert (reading.edition, reading.since, reading.remarks) == ("2026 Q2", date(2026, 4, 1), ())
    with pytest.raises(SourceFileError, match="its name says outpatient"):
        read_practitioner(Request(Archive(OFFICIAL / "ptp-hospital-2026q2.zip")))


@official
def test_a_table_without_effective_dates_holds_from_its_quarter() -> None:
    reading = read_practitioner(Request(Archive(OFFICIAL / "ptp_prac_2024-07-01.csv.gz")))
    table = reading.tables["ncci_ptp"]
    assert table.num_rows == 1_669_820
    assert table["since"].unique().to_pylist() == [date(2024, 7, 1)]
    assert "876,197 pairs deleted before that day are left out" in " ".join(reading.remarks)
