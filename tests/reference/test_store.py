"""The store: built once, opened whole, and never trusted when damaged."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from filelock import FileLock

from codinglab.model import NotInForceError, StoreError
from codinglab.reference import build
from codinglab.reference import store as store_module
from codinglab.reference.dated import DatedCodes
from codinglab.reference.icd10cm import icd10cm
from codinglab.reference.icd10pcs import icd10pcs
from codinglab.reference.lookup import SCHEMA, Lookup
from codinglab.reference.msdrg import drg_row
from codinglab.reference.search import find
from codinglab.reference.store import forget, open_store

TODAY = date(2026, 11, 1)


@pytest.mark.parametrize(
    ("code", "day", "billable"),
    [
        ("E11.22", TODAY, True),
        ("G35", date(2025, 9, 30), True),
        ("G35", date(2025, 10, 1), False),
        ("G35.A", date(2025, 9, 30), False),
        ("G35.A", date(2025, 10, 1), True),
        ("QA0.0101", date(2025, 10, 1), True),
        ("I42.0", date(2026, 10, 3), False),
        ("S52.501", TODAY, False),
        ("S52.501A", TODAY, True),
        ("M54.5", TODAY, False),
        ("E66.813", date(2024, 9, 30), False),
        ("E66.813", date(2024, 10, 1), True),
    ],
)
def test_validity_by_date(code: str, day: date, billable: bool) -> None:
    entry = icd10cm().entry(code, day)
    assert entry.billable is billable
    assert bool(entry.why) is not billable


def test_the_number_of_valid_codes_is_cms_own() -> None:
    assert len(icd10cm().below("", TODAY)) == 74_879
    assert len(icd10pcs().below("", TODAY)) == 79_256


def test_a_missing_seventh_character_names_the_choices() -> None:
    assert "A B C D E F G H J K M N P Q R S" in icd10cm().entry("S52.501", TODAY).why


def test_notes_come_from_every_level() -> None:
    levels = {note.level for note in icd10cm().notes("T40.2X1A") if note.kind == "code_first"}
    assert any(level.startswith("block:") for level in levels)


def test_words_in_any_order_find_the_code() -> None:
    found = [hit.entry.written for hit in find("kid type 2 diab chronic", TODAY)]
    assert "E11.22" in found
    assert find("e1122", TODAY)[0].entry.written == "E11.22"


def test_a_day_without_a_code_list_is_refused() -> None:
    with pytest.raises(NotInForceError, match="covers"):
        icd10cm().entry("E11.22", date(2031, 1, 1))


def test_pcs_and_weights() -> None:
    assert icd10pcs().entry("0DTJ4ZZ", TODAY).billable
    assert icd10pcs().below("0DTJ4", TODAY) == ("0DTJ4ZG", "0DTJ4ZZ")
    assert not icd10pcs().entry("0DTI4ZZ", TODAY).billable
    row = drg_row("872", date(2026, 6, 18))
    assert row is not None
    assert row.weight == pytest.approx(1.0, abs=0.2)
    with pytest.raises(NotInForceError):
        drg_row("872", TODAY)


def test_a_missing_store_says_how_to_build_it(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"python lab\.py reference build"):
        open_store(tmp_path / "nowhere")


@pytest.mark.parametrize(
    "manifest",
    [
        "[]",
        "3",
        '{"layout": 0}',
        '{"layout": 0, "tables": [], "files": {}, "folder": "."}',
        '{"layout": 0, "tables": {}, "files": {}, "folder": "../../etc"}',
        '{"layout": 0, "tables": {}, "files": {}, "folder": 7}',
        '{"layout": 0, "tables": {"a": {"rows": "many"}}, "files": {}, "folder": "data"}',
        '{"layout": 0, "tables": {}, "files": {"a": 1}, "folder": "data"}',
    ],
)
def test_a_manifest_of_another_shape_is_refused(tmp_path: Path, manifest: str) -> None:
    (tmp_path / "data").mkdir()
    now = manifest.replace('"layout": 0', f'"layout": {store_module.LAYOUT}')
    (tmp_path / "manifest.json").write_text(now, encoding="utf-8")
    with pytest.raises(StoreError, match="damaged"):
        open_store(tmp_path)


def test_a_store_built_again_is_opened_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "_LOOK_AGAIN_AFTER", -1.0)
    copy = tmp_path / "store"
    shutil.copytree(open_store().folder.parent, copy)
    store = open_store(copy)
    assert open_store(copy) is store
    os.utime(copy / "manifest.json", (1.0, 1.0))
    assert open_store(copy) is not store


def test_one_build_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "_LONGEST_WAIT", 0.1)
    said: list[str] = []
    with FileLock(tmp_path / ".lock"), pytest.raises(StoreError, match="Another process"):
        build.build_store(lambda sentence, _: said.append(sentence), tmp_path)
    assert said == ["another process builds the reference store: waiting for it"]


def test_a_home_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "store").write_text("a file", encoding="utf-8")
    with pytest.raises(StoreError, match="cannot be written"):
        build.build_store(folder=tmp_path / "store")


def test_between_two_lists_there_is_a_gap(tmp_path: Path) -> None:
    path = tmp_path / "lookup.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(SCHEMA)
        for since, through in (("2025-10-01", "2025-12-31"), ("2026-04-01", "2026-06-30")):
            connection.execute("INSERT INTO coverage VALUES ('HCPCS Level II', ?, ?)", (since, through))
            row = ("HCPCS Level II", "J1100", since, through, "Dexamethasone")
            connection.execute("INSERT INTO span VALUES (?, ?, ?, ?, ?)", row)
        connection.commit()
    codes = DatedCodes(Lookup(path), "HCPCS Level II")
    assert codes.below("J", date(2026, 4, 1)) == ("J1100",)
    with pytest.raises(NotInForceError, match=r"2025-12-31, and 2026-04-01.*install hcpcs FILE"):
        codes.below("J", date(2026, 2, 1))


def test_seventh_characters_are_those_that_make_a_code() -> None:
    assert list(icd10cm().sevenths("S06.317", TODAY)) == ["A"]
    assert list(icd10cm().sevenths("S06.311", TODAY)) == ["A", "D", "S"]


def test_the_nearest_edition_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "lookup.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(SCHEMA)
        for number, year in enumerate((2017, 2026), start=1):
            days = (f"{year - 1}-10-01", f"{year}-09-30")
            connection.execute("INSERT INTO edition VALUES (?, 'a', ?, ?, ?)", (number, str(year), *days))
        connection.commit()
    lookup = Lookup(path)
    days = (date(2016, 1, 1), date(2017, 9, 30), date(2018, 5, 1), date(2024, 10, 1), date(2030, 1, 1))
    names = [edition.name for day in days if (edition := lookup.edition("a", day))]
    assert names == ["2017", "2017", "2017", "2026", "2026"]
    assert lookup.edition("b", TODAY) is None


def test_a_damaged_store_is_refused(tmp_path: Path) -> None:
    copy = tmp_path / "store"
    shutil.copytree(open_store().folder.parent, copy)
    store = open_store(copy)
    (store.folder / "icd10cm_excludes.parquet").write_bytes(b"PAR1 not any more")
    (store.folder / "lookup.sqlite").write_bytes(b"SQLite format 3 not any more")
    assert store.verify() == ("icd10cm_excludes", "lookup.sqlite")
    with pytest.raises(StoreError, match="icd10cm_excludes"):
        store.read("icd10cm_excludes")
    with pytest.raises(StoreError, match="lookup"):
        Lookup(store.folder / "lookup.sqlite")
    (copy / "manifest.json").write_text("{", encoding="utf-8")
    forget()
    with pytest.raises(StoreError, match="damaged"):
        open_store(copy)
