"""The shape of the house."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib

import pytest
from packaging.specifiers import SpecifierSet

from codinglab.reference.paths import ROOT

HEAVY = {"spacy", "medspacy", "pandas", "duckdb", "ibis", "ipywidgets", "pyarrow", "numpy", "pydantic"}


def test_importing_codinglab_loads_nothing_heavy() -> None:
    code = "import codinglab, sys; print('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not HEAVY & set(done.stdout.split())


@pytest.mark.parametrize("path", sorted(ROOT.glob("codinglab/**/*.py")), ids=lambda path: path.name)
def test_a_file_fits_in_the_head(path: object) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 300  # type: ignore[attr-defined]


def test_the_conda_environment_names_a_python_the_project_takes() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    environment = (ROOT / "environment.yml").read_text(encoding="utf-8")
    named = re.search(r"python=(\d+\.\d+)", environment)
    assert named is not None
    assert SpecifierSet(project["requires-python"]).contains(named[1])
    assert "- -e ." in environment
    assert "- -c constraints.txt" in environment


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["claim", "show", "nowhere.json"], "There is no file nowhere.json"),
        (["lookup", "sepsis", "--on", "June"], "write it as YYYY-MM-DD"),
        (["code", "E11.22", "--on", "2031-01-01"], "covers"),
        (["demo", "nosuchcase"], "There is no case 'nosuchcase'"),
        (["review", "nowhere.txt"], "cannot be read"),
        (["explain", "ncci/no-such-edit"], "ncci/no-such-edit"),
        (["evaluate", "context", "--data", "nowhere"], "cannot be read"),
    ],
)
def test_a_fault_ends_with_its_message_and_exit_code_2(words: list[str], said: str) -> None:
    command = [sys.executable, "-c", "from codinglab.lab.command import main; main()", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
