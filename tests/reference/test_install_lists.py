"""The conversion table and the list of exempt codes, as text and as workbooks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codinglab.reference.install.archive import Archive, SourceFileError
from codinglab.reference.install.fiscal import edition, fiscal_year, half_year_through, year_through
from codinglab.reference.install.reading import Reading, Request
from codinglab.reference.sources import conversion_file, poa_exempt_file

Written = Callable[..., Path]
Workbook = Callable[[list[list[str | float]]], bytes]
NOTE = ["This FY 2026 (October 1, 2025 Update) Conversion Table", "", ""]
HEADER = ["Current code assignment", "Effective", "Previous Code(s) Assignment"]


@pytest.fixture
def convert(tmp_path: Path, workbook: Workbook, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Reading]:
    monkeypatch.setattr(conversion_file, "LEAST_ROWS", 1)

    def read(*rows: list[str | float], name: str = "Conversion-Table-FY2026.xlsx") -> Reading:
        path = tmp_path / name
        path.write_bytes(workbook(list(rows)))
        return conversion_file.read(Request(Archive(path)))

    return read


def pairs(reading: Reading) -> list[tuple[str, str, str]]:
    return [
        (row["code"], row["previous"], row["previous_through"])
        for row in reading.tables["icd10cm_conversion"].to_pylist()
    ]


@pytest.mark.parametrize(
    ("cell", "previous"),
    [
        ("A04.7", [("A047", "")]),
        ("C50.919, C50.929", [("C50919", ""), ("C50929", "")]),
        ("I63.011 AND I63.012", [("I63011", ""), ("I63012", "")]),
        ("M96.89 & Y84.8", [("M9689", ""), ("Y848", "")]),
        ("J44.0-J44.1; J44.9", [("J440", "J441"), ("J449", "")]),
        ("K59.09 AND Code from categories T36-T50", [("K5909", ""), ("T36", "T50")]),
        ("Codes in Categories T15-T19", [("T15", "T19")]),
        ("K31.89 and a code from R11-", [("K3189", ""), ("R11", "")]),
        ("I63.- and P91.88", [("I63", ""), ("P9188", "")]),
        ("None", [("", "")]),
        ("", [("", "")]),
    ],
)
def test_every_way_of_writing_what_was_before(
    convert: Callable[..., Reading], cell: str, previous: list[tuple[str, str]]
) -> None:
    reading = convert(NOTE, HEADER, ["E11.A", 2025.0, cell])
    assert pairs(reading) == [("E11A", *one) for one in previous]
    (first, *_) = reading.tables["icd10cm_conversion"].to_pylist()
    assert (first["since"], first["written"]) == (date(2025, 10, 1), cell)
    assert (reading.edition, reading.through) == ("FY2026 October", date(2026, 9, 30))


CODES = st.from_regex(r"[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?", fullmatch=True)


@given(st.lists(st.tuples(CODES, st.sampled_from([", ", "; ", " and ", " AND ", " & "])), min_size=1))
def test_several_codes_come_apart(parts: list[tuple[str, str]]) -> None:
    cell = "".join(code + between for code, between in parts[:-1]) + parts[-1][0]
    found = [pair[1] for pair in conversion_file._pairs(["E11.A", 2025.0, cell], "row 3")]
    assert found == [code.replace(".", "") for code, _ in parts]


def test_a_row_that_stands_twice_is_kept_once(convert: Callable[..., Reading]) -> None:
    row: list[str | float] = ["O44.20", 2016.0, "O44.00"]
    reading = convert(NOTE, HEADER, row, row, ["", "", ""])
    assert pairs(reading) == [("O4420", "O4400", "")]
    assert "1 rows stand twice" in reading.remarks[0]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            ["E11.A", 2025.0, "see the index"],
            "row 3: expected codes that E11.A replaces; 'see the index' is none",
        ),
        (["Notes", 2025.0, "A04.7"], "row 3: expected an ICD-10-CM code; found 'Notes'"),
        (["E11.A", "soon", "A04.7"], "row 3: expected a year or a day in 'Effective'; found 'soon'"),
    ],
)
def test_a_cell_that_cannot_be(convert: Callable[..., Reading], row: list[str | float], said: str) -> None:
    with pytest.raises(SourceFileError, match=said):
        convert(NOTE, HEADER, row)


def test_another_workbook(convert: Callable[..., Reading], tmp_path: Path) -> None:
    with pytest.raises(SourceFileError, match="'Effective' is missing"):
        convert(NOTE, [HEADER[0], "Since", HEADER[2]], ["E11.A", 2025.0, "E11.9"])
    with pytest.raises(SourceFileError, match="expected a row with the columns Current code"):
        convert(["a", "b"])
    with pytest.raises(SourceFileError, match="expected one fiscal year in its name and notes"):
        convert(NOTE, HEADER, name="Conversion-Table-FY2025.xlsx")
    broken = tmp_path / "conversion.xlsx"
    broken.write_bytes(b"PK no workbook")
    with pytest.raises(SourceFileError, match="expected an Excel workbook"):
        conversion_file.read(Request(Archive(broken)))


def exempt(path: Path) -> list[str]:
    reading = poa_exempt_file.read(Request(Archive(path)))
    codes: list[str] = reading.tables["poa_exempt_code"].column("code").to_pylist()
    return codes


def test_the_workbook_is_read_where_there_is_no_text(
    poa: Written, zipped: Written, workbook: Workbook
) -> None:
    rows = [["Order26", "POAexemptCode", "Description"], ["00001", "B90.0", "x"], ["00002", "B90.1", "x"]]
    raw = workbook(rows)
    assert exempt(zipped("sheet.zip", {"POAexemptCodesFY26.xlsx": raw})) == ["B900", "B901"]
    assert exempt(poa()) == ["B900", "B901", "Z992"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Order26\tCode\tDescription\n1\tB90.0\tx\n", "expected the columns POAexemptCode"),
        ("Order26\tPOAexemptCode\n1\tB90.0\n2\n", "line 3: expected an ICD-10-CM code; found ''"),
        ("Order26\tPOAexemptCode\n1\tB90.0\n2\tB90.0\n", r"line 3: B90\.0 again; it is on line 2"),
        ("Order26\tPOAexemptCode\n1\tB90.0\n2\tB9 0\n", r"line 3: .*found 'B9 0'"),
        ("", "expected the columns POAexemptCode"),
    ],
)
def test_a_list_that_is_not_right(poa: Written, zipped: Written, text: str, said: str) -> None:
    with pytest.raises(SourceFileError, match=said):
        exempt(zipped("poa.zip", {"POAexemptCodesFY26.txt": text}))


def test_a_short_list_is_refused(zipped: Written) -> None:
    path = zipped("poa.zip", {"POAexemptCodesFY26.txt": "Order26\tPOAexemptCode\n1\tB90.0\n"})
    with pytest.raises(SourceFileError, match="at least 20,000 codes; found 1"):
        exempt(path)


@given(st.dates(date(2016, 1, 1), date(2040, 12, 31)))
def test_an_edition_ends_within_its_fiscal_year(since: date) -> None:
    half, year = half_year_through(since), year_through(since)
    assert since <= half <= year
    assert fiscal_year(half) == fiscal_year(year) == fiscal_year(since)
    assert date.fromordinal(half.toordinal() + 1).strftime("%m-%d") in {"04-01", "10-01"}
    assert edition(since).startswith(f"FY{fiscal_year(since)} ")
