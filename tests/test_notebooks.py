"""The notebooks: thin, run, without widget state; and nbval does compare what they store."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from codinglab.reference.paths import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").rglob("*.ipynb"))
LESSONS = [path for path in NOTEBOOKS if re.fullmatch(r"0[1-6]_\w+", path.stem)]
PARTS = (
    "## Why it matters",
    "## A worked example",
    "## Three exercises",
    "## Where the rule comes from",
    "## Go on",
)
WRITTEN_IN_CODE = {"1_prototype_an_edit", "2_back_test"}
TO_CHANGE = re.compile(r'[A-Z]+ = "[^"]*"')
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")
WIDGET = "application/vnd.jupyter.widget-view+json"
each_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


def code_cells(path: Path) -> list[dict[str, Any]]:
    book = json.loads(path.read_text(encoding="utf-8"))
    assert "widgets" not in book["metadata"]
    return [cell for cell in book["cells"] if cell["cell_type"] == "code"]


@each_notebook
def test_every_cell_was_run_and_is_thin(path: Path) -> None:
    for cell in code_cells(path):
        assert cell["execution_count"]
        assert len([line for line in "".join(cell["source"]).splitlines() if line]) <= most_lines(path)


def most_lines(path: Path) -> int:
    """How many lines a cell may have: three, but for analysts, whose notebooks write an edit."""
    return 8 if path.parent.name == "analyst" else 3


@each_notebook
def test_code_is_folded_away(path: Path) -> None:
    """But where it is what is read: an analyst's edit, and a name to put another in its place."""
    for cell in code_cells(path) if path.stem not in WRITTEN_IN_CODE else ():
        if not TO_CHANGE.fullmatch("".join(cell["source"])):
            assert cell["metadata"]["jupyter"]["source_hidden"] is True


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_lesson_has_its_parts_in_order(path: Path) -> None:
    """What the step is, why it matters, one worked example, three exercises, where the rule comes from."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    said = "\n".join(heading_or_code(cell) for cell in cells)
    number, _, _ = path.stem.partition("_")
    step = path.stem.replace("_", "-")
    assert said.startswith(f"# {int(number)} ")
    places = [said.index(part) for part in (*PARTS, *(f'exercise("{step}-{at}")' for at in (1, 2, 3)))]
    assert places[:3] == sorted(places[:3])
    assert places[2] < places[5] < places[6] < places[7] < places[3] < places[4]
    assert said.count("worked_") == 2
    assert said.count("exercise(") == 3
    assert f'rules_behind("{step}")' in said


def heading_or_code(cell: dict[str, Any]) -> str:
    source = "".join(cell["source"])
    return source if cell["cell_type"] == "code" else source.partition("\n")[0]


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_lesson_reads_without_a_kernel(path: Path) -> None:
    """No output is the widget of a kernel that is gone, but for the books to look things up in."""
    for cell in code_cells(path):
        if "code_books" not in "".join(cell["source"]):
            assert all("text/html" in output["data"] for output in cell["outputs"])
            assert not any(WIDGET in output["data"] for output in cell["outputs"])


def test_every_link_between_notebooks_leads_somewhere() -> None:
    for path in NOTEBOOKS:
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "markdown":
                for link in LINK.findall("".join(cell["source"])):
                    assert (path.parent / link).exists(), (path.name, link)


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
