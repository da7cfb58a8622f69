"""Addendum B: codes and status indicators, and never a descriptor."""

from __future__ import annotations

from datetime import date

import pytest

from codinglab.reference.install.archive import SourceFileError
from codinglab.reference.sources.addendum_b import read

PUBLISHED = (
    "Addendum B.- OPPS Payment by HCPCS Code for CY 2026,,,,,,,\r\n"
    '"CPT codes and descriptions only are copyright 2025 American Medical Association.",,,,,,,\r\n'
    "HCPCS Code,Short Descriptor,SI,APC,Relative Weight,Payment Rate,"
    "National Unadjusted Copayment,Minimum Unadjusted Copayment\r\n"
    "G0105,Secret words,T,5311,9.9,$880.00,,$176.00\r\n"
    '00100,"Secret, words",N,,,,,\r\n'
    "G0463,Secret words,J2,5012,1.4,$125.00,,$25.00\r\n"
)


def test_the_published_csv(publish) -> None:
    reading = read(publish("2026_April_Web_Addendum_B.csv", PUBLISHED))
    rows = reading.tables["opps_status"].to_pylist()
    assert [tuple(row.values()) for row in rows] == [("G0105", "T"), ("00100", "N"), ("G0463", "J2")]
    assert (reading.since, reading.through) == (date(2026, 4, 1), date(2026, 6, 30))
    assert "ecret" not in str(reading)
    assert "a whole published table has more" in reading.remarks[0]


def test_the_zip_holds_other_addenda(publish) -> None:
    files = {"april_2026_web_addendum_a.csv": "other\r\n", "april_2026_web_addendum_b.csv": PUBLISHED}
    assert read(publish("april-2026-opps-addenda.zip", files)).tables["opps_status"].num_rows == 3


HEADER = (
    "HCPCS Code,Short Descriptor,SI,APC,Relative Weight,Payment Rate,National Unadjusted Copayment,"
    "Minimum Unadjusted Copayment,IRA Coinsurance percentage,Adjusted Beneficiary Copayment,"
    "Drug and Device Pass-Through Expiration during Calendar Year,Note,* Indicates a Change\r\n"
)
PREAMBLE = (
    ",Addendum B.-Final OPPS Payment by HCPCS Code for CY 2026,,,,,,,,,,,\r\n"
    ',"CPT codes and descriptions only are copyright 2025 American Medical Association, all rights '
    'reserved.",,,,,,,,,,,\r\n,"Dental codes (D codes) are copyright, too.",,,,,,,,,,,\r\n,,,,,,,,,,,,\r\n'
    ',"Inflation-adjusted 3-digit coinsurance may differ, due to rounding.",,,,,,,,,,,\r\n,,,,,,,,,,,,\r\n'
)
LATELY = (
    PREAMBLE.encode()
    + HEADER.encode()
    + b'G0105,"Secret, words",T,5311,9.9123,"$1,880.123",.,$376.03,,,,,\r\n'
    + b"G0465\xff,Secret words,S1,5312,,$50.00 ,.,$10.00,19.787%,$9.89,,Inflation-adjusted,*\r\n"
    + b"0001U,Secret words,H1,,,,,,,,,,\r\nG0106,Secret words,,,,,,,,,,,\r\n"
    + b",A note below the table,,,,,,,,,,,\r\n"
)


def test_the_layout_of_late_editions(publish) -> None:
    """Six lines above thirteen columns, codes with a byte 0xFF behind them, one without a status."""
    codes = "".join(f"G1{number:03},Words,N,,,,,,,,,,\r\n" for number in range(40)).encode()
    member = "508 Version 2026 January Web Addendum B/2026 January Web Addendum B.12.29.25.csv"
    files = {
        member: LATELY + codes,
        "2026 January Web Addendum B.12.29.25.xlsx": b"the same",
        "2026 January Web Addendum B.12.29.25.txt": "the same\r\n",
    }
    reading = read(publish("january-2026-opps-addendum-b.zip", files))
    rows = [tuple(row.values()) for row in reading.tables["opps_status"].to_pylist()]
    assert rows[:3] == [("G0105", "T"), ("G0465", "S1"), ("0001U", "H1")]
    assert len(rows) == 43
    assert reading.edition == "2026 Q1"
    told = " ".join(reading.remarks)
    assert "1 codes have a stray character" in told
    assert "1 codes have no status" in told
    assert "ecret" not in str(reading)


def test_text_between_tabs(publish) -> None:
    """As earlier editions: three lines above, cells between tabs, in Windows-1252."""
    above = "Addendum B\t\t\r\nWords\x96more\t\t\r\n\t\t\r\n"
    text = above + "HCPCS Code\tShort Descriptor\tSI\r\nG0105\tWords\tT\r\n"
    reading = read(publish("January_Web_2024_Addendum_B.04.24.24.txt", text.encode("latin-1")))
    assert reading.tables["opps_status"].to_pylist() == [{"code": "G0105", "status": "T"}]
    assert reading.edition == "2024 Q1"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (PUBLISHED.replace(",SI,", ",Indicator,"), "expected a header with the columns"),
        (PUBLISHED.replace("G0105", "GO105"), "expected a HCPCS or CPT code; found 'GO105'"),
        (PUBLISHED.replace(",T,", ",TT,"), "expected the status of G0105 as S or J1; found 'TT'"),
        (PUBLISHED.replace("00100", "G0105"), "G0105 stands twice, with T and N"),
        (PUBLISHED.replace(",T,", ",,").replace(",N,", ",,"), "expected a status for every code; 2 of 3"),
        ("\r\n".join(PUBLISHED.splitlines()[:3]) + "\r\n", "found none"),
    ],
)
def test_what_is_refused(publish, text: str, found: str) -> None:
    with pytest.raises(SourceFileError, match=found):
        read(publish("2026_April_Web_Addendum_B.csv", text))
