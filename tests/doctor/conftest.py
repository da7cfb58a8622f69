"""A home, a work folder and a cases folder of their own, with the built store in the home."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from codinglab.lab.doctor import Check, examine
from codinglab.reference.paths import store_dir
from codinglab.reference.store import forget, open_store

DAY = date(2026, 6, 9)
Ask = Callable[..., tuple[Check, ...]]


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Folders of one's own; the store in `home` can be damaged without harm."""
    built = open_store().folder
    store = tmp_path / "home" / "store"
    store.mkdir(parents=True)
    shutil.copy2(store_dir() / "manifest.json", store)
    shutil.copytree(built, store / built.name)
    monkeypatch.setenv("CODINGLAB_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CODINGLAB_WORK", str(tmp_path / "work"))
    monkeypatch.setenv("CODINGLAB_CASES", str(tmp_path / "cases"))
    forget()
    yield tmp_path
    monkeypatch.undo()
    forget()


@pytest.fixture
def ask(own: Path) -> Ask:
    """The checks of some looks, on a day."""

    def looked(*looks: str, on: date = DAY) -> tuple[Check, ...]:
        return examine(on, [("Asked", looks)]).parts[0].checks

    return looked
