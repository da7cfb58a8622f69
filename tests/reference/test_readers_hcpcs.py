"""HCPCS Level II: records of 320 characters, titles over several of them, and no dental codes."""

from __future__ import annotations

from datetime import date

import pytest

from codinglab.reference.install.archive import Archive, SourceFileError
from codinglab.reference.install.reading import Request
from codinglab.reference.paths import ROOT
from codinglab.reference.sources.hcpcs import read

OFFICIAL = ROOT.parent / "shared" / "official" / "hcpcs" / "hcpcs_level2_2025oct.csv"
NAME = "HCPC2026_APR_ANWEB.txt"


def record(
    code: str, kind: str, title: str, short: str = "", ended: str = "00000000", action: str = "N"
) -> str:
    line = f"{code:>5}00100{kind}{title:<80}{short:<28}"
    if kind in "37":
        line = f"{line:<229}C"
        line = f"{line:<268}1998010120260401{ended}{action}"
    return f"{line:<320}\r\n"


LONG = "A title that is longer than eighty characters, so that the file has to break it in".ljust(80)[:80]
PUBLISHED = (
    record("A9999", "3", LONG, "Short title")
    + record("A9999", "4", "to two records")
    + record("D0120", "3", "words of the dental association")
    + record("J0001", "3", "An injection that is no more", "Injection", "20260331", "D")
    + record("ZZ", "7", "A modifier")
)


def test_the_published_text(publish) -> None:
    reading = read(
        publish(
            "april-2026-alpha-numeric-hcpcs-file.zip", {NAME: PUBLISHED, "HCPC2026_recordlayout.txt": "x"}
        )
    )
    rows = [tuple(row.values()) for row in reading.tables["hcpcs_code"].to_pylist()]
    assert rows == [
        ("A9999", "code", f"{LONG}to two records", "Short title", date(1998, 1, 1), None, "C", "N"),
        (
            "J0001",
            "code",
            "An injection that is no more",
            "Injection",
            date(1998, 1, 1),
            date(2026, 3, 31),
            "C",
            "D",
        ),
        ("ZZ", "modifier", "A modifier", "", date(1998, 1, 1), None, "C", "N"),
    ]
    assert "1 D codes" in " ".join(reading.remarks)
    assert (reading.edition, reading.through) == ("2026 Q2", date(2026, 6, 30))


def test_the_spreadsheet(publish) -> None:
    sheet = [
        [
            "HCPC",
            "SEQNUM",
            "RECID",
            "LONG DESCRIPTION",
            "SHORT DESCRIPTION",
            "COV",
            "ADD DT",
            "TERM DT",
            "ACTION CD",
        ],
        ["A9999", "00100", "3", "A title", "Short", "C", 19980101, "", "N"],
        ["ZZ", "00100", "7", "A modifier", "", "", 20200101, 20261231, "N"],
    ]
    rows = read(publish("HCPC2026_OCT_ANWEB.xlsx", sheet)).tables["hcpcs_code"].to_pylist()
    assert [(row["code"], row["kind"], row["since"], row["through"]) for row in rows] == [
        ("A9999", "code", date(1998, 1, 1), None),
        ("ZZ", "modifier", date(2020, 1, 1), date(2026, 12, 31)),
    ]


@pytest.mark.parametrize(
    ("text", "since", "found"),
    [
        (PUBLISHED[:-30] + "\r\n", None, "line 5: expected a record of 320 characters; found 292"),
        (PUBLISHED[:-2], None, "no line end"),
        (record("A9999", "4", "more"), None, "expected a first record"),
        (
            PUBLISHED + record("A9998", "8", "more"),
            None,
            "expected more of ZZ; found a record '8' of 'A9998'",
        ),
        (
            record("99213", "3", "no Level II code"),
            None,
            "expected a Level II code with a title; found '99213'",
        ),
        (PUBLISHED + record("ZZ", "7", "Another title"), None, "the modifier ZZ stands twice"),
        (PUBLISHED.replace("20260331", "20261331"), None, "expected a day as 20260401; found '20261331'"),
        (PUBLISHED, date(2026, 7, 1), "expected 2026 Q3, as was said"),
    ],
)
def test_what_is_refused(publish, text: str, since: date | None, found: str) -> None:
    with pytest.raises(SourceFileError, match=found):
        read(publish(NAME, text, since))


@pytest.mark.skipif(not OFFICIAL.is_file(), reason=f"no official file {OFFICIAL}")
def test_the_converted_list() -> None:
    reading = read(Request(Archive(OFFICIAL)))
    kinds = reading.tables["hcpcs_code"]["kind"].to_pylist()
    assert (kinds.count("code"), kinds.count("modifier")) == (8_463, 383)
    assert reading.edition == "2025 Q4"
    assert "no days, coverage or actions" in " ".join(reading.remarks)
