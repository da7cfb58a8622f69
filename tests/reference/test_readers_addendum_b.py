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


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (PUBLISHED.replace(",SI,", ",Indicator,"), "expected a header with the columns"),
        (PUBLISHED.replace("G0105", "GO105"), "expected a HCPCS or CPT code; found 'GO105'"),
        (PUBLISHED.replace(",T,", ",TT,"), "expected the status of G0105 as S or J1; found 'TT'"),
        (PUBLISHED.replace("00100", "G0105"), "G0105 stands twice, with T and N"),
        ("\r\n".join(PUBLISHED.splitlines()[:3]) + "\r\n", "found none"),
    ],
)
def test_what_is_refused(publish, text: str, found: str) -> None:
    with pytest.raises(SourceFileError, match=found):
        read(publish("2026_April_Web_Addendum_B.csv", text))
