"""The code lists against the publisher's own order files."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest

from codinglab.reference.icd10cm import icd10cm
from codinglab.reference.icd10pcs import icd10pcs
from codinglab.reference.paths import ROOT

OFFICIAL = ROOT.parent / "shared" / "official"
pytestmark = pytest.mark.skipif(not OFFICIAL.is_dir(), reason=f"no official files in {OFFICIAL}")


def billable(archive: Path, member: str) -> set[str]:
    with zipfile.ZipFile(archive) as files:
        lines = (
            files.read(next(name for name in files.namelist() if member in name))
            .decode("latin-1")
            .splitlines()
        )
    return {line[6:14].strip() for line in lines if line[14:15] == "1"}


@pytest.mark.parametrize(
    ("archive", "day"),
    [
        ("icd10cm-order-2025-october.zip", date(2024, 10, 1)),
        ("icd10cm-order-2025-april.zip", date(2025, 4, 1)),
        ("icd10cm-order-2026.zip", date(2025, 10, 1)),
    ],
)
def test_icd10cm_codes_are_the_official_ones(archive: str, day: date) -> None:
    official = billable(OFFICIAL / "icd10cm" / archive, "cm_order_2")
    assert set(icd10cm().below("", day)) == official


@pytest.mark.parametrize(("year", "day"), [(2025, date(2024, 10, 1)), (2026, date(2025, 10, 1))])
def test_icd10pcs_codes_are_the_official_ones(year: int, day: date) -> None:
    official = billable(OFFICIAL / "icd10pcs" / f"icd10pcs-order-{year}.zip", f"pcs_order_{year}")
    assert set(icd10pcs().below("", day)) == official
