"""lab.py: what it says when something is wrong, and what it passes on."""

from __future__ import annotations

import ast
import importlib.util
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

from codinglab.reference.paths import ROOT


@pytest.fixture
def lab() -> ModuleType:
    spec = importlib.util.spec_from_file_location("lab_launcher", ROOT / "lab.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("version", [(3, 8), (3, 10), (3, 13)])
def test_another_python_is_refused_with_a_cure(lab: ModuleType, version: tuple[int, int]) -> None:
    with pytest.raises(lab.SetupError, match=r"needs Python 3\.11 or 3\.12"):
        lab.check_python(version)


def test_it_can_be_read_by_old_pythons_and_needs_nothing_installed() -> None:
    tree = ast.parse((ROOT / "lab.py").read_text(encoding="utf-8"), feature_version=(3, 8))
    imported = {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    assert imported <= set(sys.stdlib_module_names)


def test_a_failed_install_says_that_nothing_is_lost(
    lab: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def no_network(command: list[str], **_options: object) -> subprocess.CompletedProcess[str]:
        return subprocess.CompletedProcess(command, 1 if "install" in command else 0)

    monkeypatch.setattr(lab, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(lab, "STAMP", tmp_path / ".venv" / "stamp")
    monkeypatch.setattr(lab.subprocess, "run", no_network)
    assert lab.main(["cases"]) == 2
    assert "Is there a network? Nothing is lost" in capsys.readouterr().err


def test_a_changed_pin_sets_up_again(
    lab: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("pyproject.toml", "constraints.txt"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    monkeypatch.setattr(lab, "ROOT", tmp_path)
    before = lab.fingerprint("")
    (tmp_path / "constraints.txt").write_text("rich==1\n", encoding="utf-8")
    assert lab.fingerprint("") != before


def test_the_dashboard_comes_with_use_and_with_tests(lab: ModuleType) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [set(words.strip("[]").split(",")) for words in (lab.USING, lab.TESTING)]
    assert all("dashboard" in one and one <= set(project["optional-dependencies"]) for one in extras)
    pins = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert {"voila", "websockets", "cryptography"} <= {pin.split("==")[0] for pin in pins}


def test_an_environment_with_the_tests_serves_for_use_too(
    lab: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(lab, "install", asked.append)
    monkeypatch.setattr(lab, "run", lambda *_: None)
    monkeypatch.setattr(lab, "STAMP", tmp_path / "stamp")
    lab.set_up(lab.TESTING)
    lab.set_up(lab.USING)
    assert asked == [lab.TESTING]
    (tmp_path / "stamp").unlink()
    lab.set_up(lab.USING)
    lab.set_up(lab.TESTING)
    assert asked == [lab.TESTING, lab.USING, lab.TESTING]


def test_the_server_starts_with_these_options_on_loopback_only(lab: ModuleType, tmp_path: Path) -> None:
    notebook = tmp_path / "start.ipynb"
    notebook.write_bytes((ROOT / "notebooks" / "00_start_here.ipynb").read_bytes())
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--port=0", *lab.server_options()]
    said: list[str] = []
    with subprocess.Popen(
        [*command, str(notebook)], cwd=tmp_path, stderr=subprocess.PIPE, text=True
    ) as server:
        assert server.stderr is not None
        for line in server.stderr:
            said.append(line)
            if "http://" in line:
                break
        server.terminate()
        server.stderr.read()
    assert "http://127.0.0.1:" in said[-1], "".join(said)
    assert not [line for line in said if "unrecognized" in line.lower() or "TraitError" in line]
