"""What changed between two editions, and which cases and claims it touches."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest

from codinglab.model import InvalidInputError, NotInForceError, TableMissingError
from codinglab.reference.dated import DatedCodes
from codinglab.reference.icd10cm import icd10cm
from codinglab.reference.install.catalogue import Source
from codinglab.reference.install.compare import Change, ChangeKind, compare
from codinglab.reference.install.impact import impacts, missing_conversion
from codinglab.reference.install.install import install
from codinglab.reference.install.reading import Reading

A, B = date(2024, 10, 1), date(2025, 10, 1)
Put = Callable[..., None]


@pytest.fixture
def put(own_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Put:
    """Install rows of our own as an edition of a source."""
    file = tmp_path / "file"
    file.write_text("rows")

    def write(source: str, since: date, **tables: pa.Table) -> None:
        reading = Reading(f"edition of {since}", since, None, tables)
        with monkeypatch.context() as patch:
            patch.setattr(Source, "load_reader", lambda _source: lambda _request: reading)
            install(source, file, accept_licence=True)

    return write


def order(*rows: tuple[str, str, bool]) -> pa.Table:
    code, title, billable = zip(*rows, strict=True)
    return pa.table({"code": code, "title": title, "short_title": title, "billable": billable})


def two_order_files(put: Put) -> None:
    old = [("B88", "Other", False), ("B880", "Mites", True), ("G35", "MS", True), ("J00", "Cold", True)]
    new = [("B88", "Others", False), ("B880", "Mites", False), ("B8801", "Demodex", True)]
    put("icd10cm-order", A, icd10cm_order=order(*old, ("K35", "Was header", False)))
    put("icd10cm-order", B, icd10cm_order=order(*new, old[2], ("K35", "Was header", True)))


def test_every_kind_of_change(put: Put) -> None:
    two_order_files(put)
    comparison = compare("icd10cm-order", A, B)
    assert comparison.changes == (
        Change(ChangeKind.REVISED, "icd10cm_order", ("B88",), "Other", "Others"),
        Change(ChangeKind.BECAME_HEADER, "icd10cm_order", ("B880",), "Mites", "Mites"),
        Change(ChangeKind.ADDED, "icd10cm_order", ("B8801",), "", "Demodex"),
        Change(ChangeKind.DELETED, "icd10cm_order", ("J00",), "Cold", ""),
        Change(ChangeKind.BECAME_BILLABLE, "icd10cm_order", ("K35",), "Was header", "Was header"),
    )
    assert comparison.counts == {
        "added": 1,
        "deleted": 1,
        "revised": 1,
        "became a header": 1,
        "became billable": 1,
    }
    assert comparison.remarks == ()


def test_the_way_back_is_the_mirror(put: Put) -> None:
    two_order_files(put)
    there, back = compare("icd10cm-order", A, B).counts, compare("icd10cm-order", B, A).counts
    assert (there["added"], there["became a header"]) == (back["deleted"], back["became billable"])


def test_rows_of_several_columns_and_without_titles(put: Put) -> None:
    def pairs(*rows: tuple[str, str, int]) -> pa.Table:
        one, two, indicator = zip(*rows, strict=True)
        return pa.table({"column1": one, "column2": two, "indicator": indicator})

    put("ncci-ptp-hospital", A, ncci_ptp=pairs(("G1", "G2", 0), ("G1", "G3", 1), ("G1", "G4", 1)))
    put("ncci-ptp-hospital", B, ncci_ptp=pairs(("G1", "G2", 1), ("G1", "G3", 1), ("G2", "G4", 0)))
    changes = compare("ncci-ptp-hospital", A, B).changes
    assert [(change.kind.value, change.key, change.before, change.after) for change in changes] == [
        ("revised", ("G1", "G2"), "indicator 0", "indicator 1"),
        ("deleted", ("G1", "G4"), "indicator 1", ""),
        ("added", ("G2", "G4"), "", "indicator 0"),
    ]


def test_a_row_with_several_spans_is_revised_not_deleted(put: Put) -> None:
    def spans(*since: int) -> pa.Table:
        return pa.table({"column1": ["G1"] * len(since), "column2": ["G2"] * len(since), "since": since})

    put("ncci-ptp-hospital", A, ncci_ptp=spans(1, 2))
    put("ncci-ptp-hospital", B, ncci_ptp=spans(2))
    (change,) = compare("ncci-ptp-hospital", A, B).changes
    assert (change.kind, change.before) == (ChangeKind.REVISED, "since 1")


@pytest.fixture
def codes() -> DatedCodes:
    """The built-in list, opened before the home is another."""
    return icd10cm()


@pytest.mark.usefixtures("codes", "own_home")
def test_the_built_in_list_answers_where_no_file_is_installed(codes: DatedCodes) -> None:
    comparison = compare("icd10cm-order", A, B)
    kinds = {change.key[0]: change.kind for change in comparison.changes}
    assert kinds["G35"] is ChangeKind.BECAME_HEADER
    assert kinds["G35A"] is kinds["E11A"] is ChangeKind.ADDED
    assert set(codes.below("", A)) ^ set(codes.below("", B)) == kinds.keys()
    assert "revised titles and headers are not compared" in comparison.remarks[0]


def test_what_cannot_be_compared(put: Put) -> None:
    with pytest.raises(InvalidInputError, match="is a document"):
        compare("icd10cm-index", A, B)
    with pytest.raises(TableMissingError, match="hcpcs is not installed"):
        compare("hcpcs", A, B)
    put("hcpcs", B, hcpcs_code=pa.table({"code": ["G1"], "title": ["One"]}))
    with pytest.raises(NotInForceError, match="in force on 2024-10-01"):
        compare("hcpcs", A, B)
    with pytest.raises(InvalidInputError, match="lie in one edition of hcpcs"):
        compare("hcpcs", B, date(2026, 1, 1))


def test_the_codes_in_use_that_a_change_touches(put: Put) -> None:
    two_order_files(put)
    used = {"case one": ["J00", "B880", "G35"], "claim two": ["G35", "B8801", "K35"]}
    comparison = compare("icd10cm-order", A, B)
    assert [(one.where, one.code, one.replacements) for one in impacts(comparison, used)] == [
        ("case one", "B880", ()),
        ("case one", "J00", ()),
    ]
    assert "icd10cm-conversion" in missing_conversion()
    rows = [
        ("B8801", "B880", "", B, "B88.0"),
        ("J001", "I99", "J02", B, "I99-J02"),
        ("J002", "J0", "", B, "J0-"),
        ("J003", "J00", "", A, "J00"),
        ("J004", "", "", B, "None"),
    ]
    names = ("code", "previous", "previous_through", "since", "written")
    columns = dict(zip(names, zip(*rows, strict=True), strict=True))
    put("icd10cm-conversion", B, icd10cm_conversion=pa.table(columns))
    assert missing_conversion() == ""
    assert [(one.code, one.replacements) for one in impacts(comparison, used)] == [
        ("B880", ("B8801",)),
        ("J00", ("J001", "J002")),
    ]


def test_where_a_row_stands_is_no_change(put: Put) -> None:
    def sections(page: int, text: str) -> pa.Table:
        columns = {"section": ["I.A", "I.B"], "place": [0, 0], "text": ["same", text], "page": [page, page]}
        return pa.table(columns)

    put("icd10cm-guidelines", A, guidance_passage=sections(1, "old"))
    put("icd10cm-guidelines", B, guidance_passage=sections(2, "new"))
    (change,) = compare("icd10cm-guidelines", A, B).changes
    assert (change.key, change.before, change.after) == (("I.B", "0"), "text old", "text new")
