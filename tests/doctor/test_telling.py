"""How it is told: text, JSON, HTML, exit codes, and words from lab.py without an environment."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from codinglab.lab.doctor import Examination, Part, State
from codinglab.lab.doctor.check import attention, broken, ok
from codinglab.lab.doctor.rendered import RenderedExamination, examination_html
from codinglab.lab.doctor.text import part_text, text_of
from codinglab.reference.paths import ROOT

PART = Part(
    "Some <matter>",
    (
        ok("First", "It is well"),
        attention("Second", "It is old", "Make it anew.", "python lab.py reference build"),
        broken("Third <b>", "It is <script>", "Mend it."),
    ),
)
FOUND = Examination(date(2026, 6, 9), (PART,))


def test_the_text_has_sign_word_remedy_and_command() -> None:
    told = text_of(FOUND)
    for words in ("✔ ok", "▲ attention", "✖ broken", "What to do: Make it anew.", "2026-06-09"):
        assert words in told
    assert "\n                 python lab.py reference build\n" in told
    assert told.endswith("1 broken (Third <b>); 1 to look at; 1 ok.")
    assert "First" not in part_text(PART, well=False)


def test_html_escapes_what_comes_from_files_and_has_text_beside() -> None:
    page = examination_html(FOUND)
    assert "<script>" not in page
    assert "It is &lt;script&gt;" in page
    assert "Third &lt;b&gt;" in page
    assert "broken</span>" in page
    shown = RenderedExamination(FOUND)
    assert repr(shown) == text_of(FOUND)
    assert "cl-doctor" in shown._repr_html_()


def test_what_is_worst_is_open_and_addresses_can_be_followed() -> None:
    lack = attention(
        "Index", "Not installed.", 'Take it from CDC ("<x>" https://www.cdc.gov/a/b.html), then go.'
    )
    well, odd = Part("Well", (PART.checks[0],)), Part("Odd", (lack,))
    told = examination_html(Examination(FOUND.on, (well, odd)))
    assert [piece.split("<span")[0] for piece in told.split("open><summary>")[1:]] == ["Odd"]
    assert '<a href="https://www.cdc.gov/a/b.html"' in told
    assert "&lt;x&gt;" in told
    both = examination_html(Examination(FOUND.on, (well, odd, PART)))
    assert [piece.split("<span")[0] for piece in both.split("open><summary>")[1:]] == ["Some &lt;matter&gt;"]


def test_the_exit_code_is_that_of_the_worst() -> None:
    assert FOUND.exit_code == 1
    assert Examination(FOUND.on, (Part("Well", PART.checks[:2]),)).exit_code == 0


def run(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "codinglab.lab.doctor", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


def test_the_command_prints_json_for_a_day() -> None:
    done = run("--json", "--on", "2026-06-09")
    told = json.loads(done.stdout)
    states = {one["state"] for part in told["parts"] for one in part["checks"]}
    assert told["on"] == "2026-06-09"
    assert done.returncode == (1 if "broken" in states else 0)
    assert states <= {state.value for state in State}
    assert not done.stderr


def test_a_day_that_is_none_is_refused() -> None:
    done = run("--on", "June")
    assert (done.returncode, "YYYY-MM-DD" in done.stderr) == (2, True)


def test_it_starts_without_any_package() -> None:
    code = (
        "import sys; kept = set(sys.stdlib_module_names) | {'codinglab', '__main__'}\n"
        "import codinglab.lab.doctor.__main__\n"
        "kept |= {name for name in sys.modules if name.startswith('_') or name == 'sitecustomize'}\n"
        "print([name for name in sys.modules if name.split('.')[0] not in kept])"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", code], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.stdout.strip() == "[]", done.stderr


@pytest.fixture
def lab(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("lab_launcher", ROOT / "lab.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "BIN", tmp_path / ".venv" / "bin")
    monkeypatch.setattr(module, "install", lambda _extras: pytest.fail("the doctor must change nothing"))
    return module


def test_without_an_environment_lab_py_says_how_to_make_it(
    lab: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    assert lab.main(["doctor"]) == 1
    told = capsys.readouterr().out
    assert "not set up" in told
    assert "run: python lab.py" in told


@pytest.mark.skipif(sys.platform == "win32", reason="a script stands in for Python")
def test_a_broken_environment_is_told_with_its_fault(
    lab: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    stand_in(lab, "echo 'No module named encodings' >&2; exit 1")
    assert lab.main(["doctor"]) == 1
    told = capsys.readouterr().out
    assert "No module named encodings" in told
    assert f"delete the folder {lab.VENV}" in told


@pytest.mark.skipif(sys.platform == "win32", reason="a script stands in for Python")
def test_a_sound_environment_is_asked_with_the_options(
    lab: ModuleType, capfd: pytest.CaptureFixture[str]
) -> None:
    stand_in(lab, 'echo "$@"; test "$1" = -c || exit 1')
    assert lab.main(["doctor", "--json", "--on", "2026-03-01"]) == 1
    assert "-m codinglab.lab.doctor --json --on 2026-03-01" in capfd.readouterr().out


def stand_in(lab: ModuleType, script: str) -> None:
    """A script in the place of the environment's Python."""
    lab.BIN.mkdir(parents=True)
    python = lab.BIN / "python"
    python.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    python.chmod(0o755)
