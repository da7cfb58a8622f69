"""The commands of the official sources, as a person types them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from codinglab.claims.json import write_claim
from codinglab.lab.command import app
from codinglab.model import InvalidInputError, StoreError
from codinglab.reference import build
from codinglab.reference.cases import list_cases
from codinglab.reference.install import download as downloading
from codinglab.reference.install.releases import list_releases
from codinglab.reference.sources import poa_exempt_file
from codinglab.reference.store import forget, open_store
from codinglab.validate import run as validating

POA = "icd10cm-poa-exempt"
Run = Callable[..., Result]


@pytest.fixture
def built(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Counts the builds of the store instead of doing them."""
    builds: list[str] = []
    monkeypatch.setattr(build, "build_store", lambda *_: builds.append("built"))
    monkeypatch.setattr(validating, "prepare", lambda _say: None)
    return builds


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, built: list[str]) -> Run:
    """Run a command in a home of its own; an error is raised."""
    built_before = open_store().folder.parent
    forget()
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "store").symlink_to(built_before)
    monkeypatch.setenv("CODINGLAB_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.setattr(poa_exempt_file, "LEAST_ROWS", 1)

    def command(*words: object, typed: str = "") -> Result:
        result = CliRunner().invoke(app, ["reference", *map(str, words)], input=typed)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return command


@pytest.fixture
def poa(tmp_path: Path) -> Callable[..., Path]:
    def write(year: int = 26, *codes: str) -> Path:
        path = tmp_path / f"POAexemptCodesFY{year}.txt"
        path.write_text(
            "\n".join(["Order\tPOAexemptCode", *(f"1\t{code}" for code in codes or ("B90.0",)), ""])
        )
        return path

    return write


def test_install_list_and_remove(
    run: Run, poa: Callable[..., Path], built: list[str], tmp_path: Path
) -> None:
    (tmp_path / "home" / "store").unlink()
    done = run("install", POA, poa())
    assert "Installed: icd10cm-poa-exempt, FY2026 October, 2025-10-01 to 2026-09-30, 1 rows" in done.output
    assert built == ["built"]
    run("install", POA, poa(25), "--no-build")
    assert built == ["built"]
    listed = run("list").output
    assert "FY2025 October" in listed
    assert "There is no reference store" in listed
    assert "not installed" in listed
    rows: dict[str, Any] = {row["id"]: row for row in json.loads(run("list", "--json").output)["sources"]}
    assert [release["since"] for release in rows[POA]["installed"]] == ["2024-10-01", "2025-10-01"]
    assert rows["ncci-add-on"]["installed"] == []
    assert run("remove", POA, "2024-10-01", typed="n\n").exit_code == 1
    assert len(list_releases()) == 2
    assert (
        "Removed: icd10cm-poa-exempt, the edition since 2024-10-01"
        in run("remove", POA, "2024-10-01", typed="y\n").output
    )
    run("remove", POA, "--yes")
    assert list_releases() == ()
    assert built == ["built"] * 3


def test_the_first_day_may_be_said(run: Run, poa: Callable[..., Path]) -> None:
    assert "2026-01-01 to 2026-09-30" in run("install", POA, poa(), "--since", "2026-01-01").output
    with pytest.raises(InvalidInputError, match="'soon' is not a date"):
        run("install", POA, poa(), "--since", "soon")


def test_a_file_or_a_download_but_not_both(run: Run, poa: Callable[..., Path]) -> None:
    for words in ((), (poa(), "--download"), (poa(), "--url", "https://www.cms.gov/x")):
        with pytest.raises(InvalidInputError, match=r"Name the file of icd10cm-poa-exempt.*www\.cms\.gov"):
            run("install", POA, *words)


def test_a_licence_is_asked_for_before_anything_is_opened(run: Run, tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="AMA click-through"):
        run("install", "ncci-add-on", tmp_path / "nowhere.zip")
    with pytest.raises(InvalidInputError, match="AMA click-through"):
        run("install", "ncci-add-on", "--download", "--url", "https://www.cms.gov/a.zip")


def test_a_download_is_installed(
    run: Run, poa: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def fetch(source: Any, url: str, folder: Path, _progress: object) -> Path:
        asked.append((source.id, url))
        return poa().rename(folder / "POAexemptCodesFY26.txt")

    monkeypatch.setattr(downloading, "download", fetch)
    url = "https://www.cms.gov/files/zip/poa.zip"
    assert "Installed: icd10cm-poa-exempt" in run("install", POA, "--download", "--url", url).output
    assert asked == [(POA, url)]


def test_verify_finds_a_damaged_edition(
    run: Run, poa: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    run("install", POA, poa())
    (release,) = list_releases()
    from codinglab.reference import store

    class Whole:
        tables = ("one", "two")

        def verify(self) -> tuple[str, ...]:
            return ()

    monkeypatch.setattr(store, "open_store", Whole)
    assert "3 tables are as they were built or installed" in run("verify").output
    (release.folder / "poa_exempt_code.parquet").write_bytes(b"PAR1")
    with pytest.raises(StoreError, match=f"Damaged: {POA} 2025-10-01, poa_exempt_code"):
        run("verify")


def test_diff_of_two_editions(run: Run, poa: Callable[..., Path]) -> None:
    run("install", POA, poa(25, "B90.0", "B90.1"))
    run("install", POA, poa(26, "B90.0", "Z99.2"))
    said = run("diff", POA, "2024-10-01", "2025-10-01").output
    assert "1 added, 1 deleted, 0 revised" in said
    data = json.loads(run("diff", POA, "2024-10-01", "2025-10-01", "--json").output)
    assert data["counts"]["added"] == 1
    assert [(change["kind"], change["key"]) for change in data["changes"]] == [
        ("deleted", ["B901"]),
        ("added", ["Z992"]),
    ]
    assert data["impacts"] == []


def test_diff_of_two_days_says_which_cases_and_claims_are_touched(run: Run, tmp_path: Path) -> None:
    claim = tmp_path / "claim.json"
    written = json.loads(write_claim(list_cases()[0].shell))
    written["diagnoses"] = [{"code": "G35", "poa": "Y"}]
    claim.write_text(json.dumps(written))
    words = ("diff", "icd10cm-order", "2024-10-01", "2025-10-01", "--cases", "--claims", claim)
    said = run(*words).output
    assert "From the built-in list" in said
    assert "more; --all shows them" in said
    assert "codinglab reference install icd10cm-conversion" in said
    (touched,) = json.loads(run(*words, "--json").output)["impacts"]
    assert (touched["where"], touched["code"]) == (f"claim {claim}", "G35")
    assert touched["change"]["kind"] == "became a header"
    assert (
        f"No code of the {len(list_cases())} cases and claims"
        in run(*words[:2], "2025-10-01", "2026-04-01", "--cases").output
    )
