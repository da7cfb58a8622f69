"""The notebooks: thin, run, without widget state; and nbval does compare what they store."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from codinglab.reference.paths import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").rglob("*.ipynb"))
each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def code_cells(path: Path) -> list[dict[str, Any]]:
    book = json.loads(path.read_text(encoding="utf-8"))
    assert "widgets" not in book["metadata"]
    return [cell for cell in book["cells"] if cell["cell_type"] == "code"]


@each_notebook
def test_every_cell_was_run_and_is_thin(path: Path) -> None:
    for cell in code_cells(path):
        assert cell["execution_count"]
        assert len("".join(cell["source"]).splitlines()) <= 8


@each_notebook
def test_no_cell_stores_an_error_or_a_place_on_the_authors_machine(path: Path) -> None:
    stored = json.dumps([cell["outputs"] for cell in code_cells(path)])
    assert '"output_type": "error"' not in stored
    assert str(Path.home()) not in stored


@pytest.mark.parametrize("path", sorted((ROOT / "notebooks" / "cases").glob("*.ipynb")), ids=lambda p: p.stem)
def test_a_workbench_cell_is_hidden_and_cannot_be_deleted(path: Path) -> None:
    for cell in code_cells(path):
        assert cell["metadata"]["deletable"] is False
        assert cell["metadata"]["jupyter"]["source_hidden"] is True


def test_a_wrong_stored_output_fails(tmp_path: Path) -> None:
    cell = {
        "cell_type": "code",
        "id": "one",
        "metadata": {},
        "execution_count": 1,
        "source": "print(1 + 1)",
        "outputs": [{"output_type": "stream", "name": "stdout", "text": "3\n"}],
    }
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    book = {"cells": [cell], "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
    (tmp_path / "wrong.ipynb").write_text(json.dumps(book), encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--nbval",
        "--nbval-current-env",
        "-q",
        "-p",
        "no:cacheprovider",
    ]
    done = subprocess.run(
        [*command, str(tmp_path)], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1, done.stdout
    assert "1 failed" in done.stdout
