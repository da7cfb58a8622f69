"""Order files: read by their columns, whole, and of the year they say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from codinglab.reference.install.archive import Archive, SourceFileError
from codinglab.reference.install.reading import Reading, Request
from codinglab.reference.sources.code_master import read_code_masters
from codinglab.reference.sources.order_check import check_year
from codinglab.reference.sources.order_file import read_cm, read_pcs

Written = Callable[..., Path]
Order = Callable[[str, date], str]
OCTOBER = date(2025, 10, 1)


def read(path: Path, since: date | None = None) -> Reading:
    return read_cm(Request(Archive(path), since))


@pytest.fixture
def text(order_files: Order) -> str:
    return order_files("icd10cm", OCTOBER)


def test_an_october_file_in_a_folder(zipped: Written, text: str) -> None:
    reading = read(zipped("order.zip", {"Code Descriptions/icd10cm_order_2026.txt": text, "a.pdf": "%PDF"}))
    assert (reading.edition, reading.since, reading.through, reading.remarks) == (
        "FY2026 October",
        OCTOBER,
        date(2026, 3, 31),
        (),
    )
    (row,) = (row for row in reading.tables["icd10cm_order"].to_pylist() if row["code"] == "E1122")
    assert row == {
        "code": "E1122",
        "title": "Title of E1122",
        "short_title": "Short title",
        "billable": True,
    }


def test_the_april_file_by_its_name(zipped: Written, order_files: Order) -> None:
    text = order_files("icd10cm", date(2025, 4, 1))
    reading = read(zipped("april-1-2025-order.zip", {"icd10cm_order_2025.txt": text}))
    assert (reading.edition, reading.since, reading.through) == (
        "FY2025 April",
        date(2025, 4, 1),
        date(2025, 9, 30),
    )


def test_procedures(zipped: Written, order_files: Order) -> None:
    path = zipped("pcs.zip", {"icd10pcs_order_2026.txt": order_files("icd10pcs", OCTOBER)})
    reading = read_pcs(Request(Archive(path)))
    assert set(reading.tables) == {"icd10pcs_order"}
    assert reading.remarks == ()
    with pytest.raises(SourceFileError, match=r"expected one icd10cm_order_YYYY\.txt; it holds: icd10pcs"):
        read(path)


def test_the_file_of_another_year(zipped: Written, order_files: Order) -> None:
    members = {"icd10cm_order_2026.txt": order_files("icd10cm", date(2024, 10, 1))}
    with pytest.raises(SourceFileError, match=r"515 codes differ.*another release.*those of 2024-10-01"):
        read(zipped("order.zip", members))


def test_a_year_that_differs_little_is_found_too(zipped: Written, order_files: Order) -> None:
    members = {"icd10cm_order_2025.txt": order_files("icd10cm", date(2023, 10, 1))}
    with pytest.raises(SourceFileError, match=r"288 codes differ.*give --since 20"):
        read(zipped("order.zip", members))


def test_a_few_codes_more_or_less_are_remarked(zipped: Written, text: str) -> None:
    shorter = "".join(text.splitlines(keepends=True)[:-2])
    (remark,) = read(zipped("order.zip", {"icd10cm_order_2026.txt": shorter})).remarks
    assert remark.startswith("2 codes differ from the code master of MS-DRG on 2025-10-01: ")


def test_a_year_that_no_master_covers_is_remarked(zipped: Written, text: str) -> None:
    lines = text.splitlines(keepends=True)[20:]
    later = "".join(f"{number:05}{line[5:]}" for number, line in enumerate(lines, start=1))
    (remark,) = read(zipped("order.zip", {"icd10cm_order_2040.txt": later})).remarks
    assert remark.startswith("No code master covers 2039-10-01")


def test_an_old_file_under_the_name_of_a_later_year_is_refused(zipped: Written, text: str) -> None:
    with pytest.raises(SourceFileError, match="it is the file of that year"):
        read(zipped("order.zip", {"icd10cm_order_2040.txt": text}))


def test_a_document_of_another_year_is_refused() -> None:
    master, _ = read_code_masters()
    codes = {row.code for row in master.rows if row.since <= date(2025, 10, 1) <= row.through}
    check_year(codes, date(2025, 10, 1), "tabular")
    check_year({code[:3] for code in codes}, date(2025, 10, 1), "index")
    with pytest.raises(SourceFileError, match="document of that year"):
        check_year(codes, date(2018, 10, 1), "tabular")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda lines: [*lines[:10], *lines[11:]], "line 11: expected order number 00011; found '00012'"),
        (lambda lines: [*lines[:-1], lines[-1].rstrip()[:-3]], "the last line is cut off"),
        (lambda lines: lines[:60_000], "expected at least 70,000 lines; found 60,000"),
        (lambda lines: [line.replace(" 1 ", " 2 ", 1) for line in lines], "line 1: expected order number, c"),
        (lambda lines: ["code\ttitle\r\n", *lines], "line 1: expected order number, code, 0 or 1"),
        (lambda lines: [lines[0][:77] + "\r\n", *lines[1:]], "line 1: A000 has no long title"),
    ],
)
def test_a_file_that_is_not_whole(
    zipped: Written, text: str, change: Callable[[list[str]], list[str]], said: str
) -> None:
    broken = "".join(change(text.splitlines(keepends=True)))
    with pytest.raises(SourceFileError, match=said):
        read(zipped("order.zip", {"icd10cm_order_2026.txt": broken}))
