"""Homes and shelves for the guidance: invented documents, our own words alone, the official documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from codinglab.guidance import toml_files
from codinglab.guidance.index import GuidanceIndex, guidance_index
from codinglab.reference.install.install import install
from codinglab.reference.paths import ROOT
from tests.guidance.build import Shelf, answers_whatever_fits
from tests.reference.conftest import own_home, publish, zipped

OFFICIAL = ROOT.parent / "shared" / "official" / "guidance"
DOCUMENTS = (
    ("icd10cm-guidelines", "ICD-10-CM-October-2025-Guidelines.txt"),
    ("icd10cm-guidelines", "fy-2025-icd-10-cm-coding-guidelines.pdf"),
    ("ncci-manual", "2026_ncci_medicare_policy_manual_all-chapters.txt"),
)
__all__ = ["own_home", "publish", "zipped"]


@pytest.fixture
def own_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in the place of reference/guidance: no cards, no words asked, no matters elsewhere."""
    folder = tmp_path / "guidance-words"
    for name in toml_files.FOLDERS:
        (folder / name).mkdir(parents=True)
    monkeypatch.setattr(toml_files, "GUIDANCE", folder)
    return folder


@pytest.fixture
def shelf(own_words: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """An empty shelf beside an empty folder of our own words; whatever fits a question answers it."""
    answers_whatever_fits(monkeypatch)
    return Shelf(tmp_path, monkeypatch)


@pytest.fixture(scope="session")
def plain_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with nothing installed: only our own cards and what we know that others answer."""
    return tmp_path_factory.mktemp("plain-guidance")


@pytest.fixture
def plain(plain_home: Path, monkeypatch: pytest.MonkeyPatch) -> GuidanceIndex:
    """The index of a home with nothing installed."""
    monkeypatch.setenv("CODINGLAB_HOME", str(plain_home))
    return guidance_index()


@pytest.fixture(scope="session")
def official_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the official guidelines of two years and the NCCI manual; skips where they are not."""
    if not all((OFFICIAL / name).is_file() for _, name in DOCUMENTS):
        pytest.skip(f"no official documents in {OFFICIAL}")
    home = tmp_path_factory.mktemp("official-guidance")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CODINGLAB_HOME", str(home))
        for source, name in DOCUMENTS:
            install(source, OFFICIAL / name, accept_licence=source == "ncci-manual")
    return home


@pytest.fixture
def official(official_home: Path, monkeypatch: pytest.MonkeyPatch) -> GuidanceIndex:
    """The index of the official documents, and the home of the test."""
    monkeypatch.setenv("CODINGLAB_HOME", str(official_home))
    return guidance_index()
