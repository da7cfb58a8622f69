"""Open the coding lab, run its tests, or pass a command on to it.

    python lab.py                 set up on first run, then open JupyterLab
    python lab.py test            set up, then run all tests
    python lab.py doctor          say what is missing or damaged, and how to mend it; change nothing
    python lab.py <command> ...   any codinglab command

Standard library only.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
STAMP = VENV / "codinglab-stamp"
USING = "[dashboard]"
TESTING = "[test,e2e,dev,dashboard{}]".format(",spark" if shutil.which("java") else "")
START = ROOT / "notebooks" / "00_start_here.ipynb"


class SetupError(Exception):
    """What stops the set-up, and what to do about it."""


def check_python(version):
    """Raise SetupError unless this is Python 3.11 or 3.12."""
    if tuple(version[:2]) not in ((3, 11), (3, 12)):
        raise SetupError(
            "codinglab needs Python 3.11 or 3.12; this is Python {}.{}. "
            "Install one of them and run lab.py with it.".format(*version[:2])
        )


def fingerprint(extras):
    """What the installed packages depend on: when it changes, set-up runs again."""
    digest = hashlib.sha256(extras.encode())
    for name in ("pyproject.toml", "constraints.txt"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def run(command, problem):
    """Run a set-up step; raise SetupError with `problem` when it fails."""
    environment = dict(os.environ, PYTHONUTF8="1")
    if subprocess.run([str(part) for part in command], cwd=str(ROOT), env=environment).returncode:
        raise SetupError(problem)


def set_up(extras):
    """Make .venv and the reference store where they are missing or out of date."""
    enough = {fingerprint(extras), fingerprint(TESTING)}
    if not (STAMP.is_file() and STAMP.read_text() in enough):
        install(extras)
        STAMP.write_text(fingerprint(extras))
    if store_is_old():
        run([BIN / "codinglab", "reference", "build"], "The reference store could not be built; see above.")


def store_is_old():
    """Whether the reference store is missing, or older than what it is built from."""
    home = Path(os.environ.get("CODINGLAB_HOME") or ROOT / ".codinglab")
    manifest = home / "store" / "manifest.json"
    compilers = list((ROOT / "codinglab" / "reference").rglob("*.py"))
    compilers += [file for name in ("lexicon", "tables") for file in (ROOT / "reference" / name).rglob("*.*")]
    return not manifest.is_file() or any(
        file.stat().st_mtime > manifest.stat().st_mtime for file in compilers
    )


def install(extras):
    """Make the environment where there is none, and install the project into it."""
    uv = shutil.which("uv")
    python = BIN / ("python.exe" if os.name == "nt" else "python")
    print("Setting up codinglab in .venv (once; one to three minutes)", flush=True)
    whole = python.is_file() and (VENV / "pyvenv.cfg").is_file()
    if uv:
        if not whole:
            run(
                [uv, "venv", "--clear", "--python", sys.executable, VENV],
                "uv could not make .venv; see above.",
            )
        installer = [uv, "pip", "install", "--python", python]
    else:
        if not whole:
            run(
                [sys.executable, "-m", "venv", "--clear", VENV],
                "The virtual environment could not be made. On Debian or Ubuntu: apt install python3-venv",
            )
        installer = [python, "-m", "pip", "install", "--disable-pip-version-check"]
    run(
        [*installer, "-c", "constraints.txt", "-e", "." + extras],
        "The packages could not be installed. Is there a network? Nothing is lost: run it again.",
    )


def test(arguments):
    """Run the tests, the notebooks, the layer contracts, lint and types; give the first failing exit code."""
    checks = [["pytest", *arguments]]
    if not arguments:
        checks += [
            ["lint-imports"],
            ["ruff", "check"],
            ["ruff", "format", "--check"],
            ["mypy", "codinglab"],
            ["pytest", "--nbval", "--nbval-current-env", "notebooks"],
        ]
    failed = []
    with tempfile.TemporaryDirectory() as work:
        environment = dict(os.environ, PYTHONUTF8="1", CODINGLAB_WORK=work)
        for check in checks:
            print("==>", " ".join(check), flush=True)
            if subprocess.run([str(BIN / check[0]), *check[1:]], cwd=str(ROOT), env=environment).returncode:
                failed.append(" ".join(check))
    print("All checks passed." if not failed else "FAILED: " + "; ".join(failed), flush=True)
    return 1 if failed else 0


def doctor(arguments):
    """Say what is installed, missing or damaged, and change nothing; useful words even without .venv."""
    python = BIN / ("python.exe" if os.name == "nt" else "python")
    cure = "What to do: {}run: python lab.py (it sets everything up, with a network; your work stays)"
    if not python.is_file():
        print("X broken: the lab is not set up: there is no {}.\n{}".format(python, cure.format("")))
        return 1
    environment = dict(os.environ, PYTHONUTF8="1")
    begin = [str(python), "-c", "import codinglab.lab.doctor.__main__"]
    try:
        begun = subprocess.run(begin, cwd=str(ROOT), env=environment, stderr=subprocess.PIPE)
        said = begun.stderr.decode("utf-8", "replace").strip().splitlines()[-1:] if begun.returncode else []
    except OSError as problem:
        begun, said = None, [str(problem)]
    if begun is None or begun.returncode:
        print("X broken: the Python of the lab, {}, does not work: {}".format(python, " ".join(said)))
        print(cure.format("delete the folder {}, then ".format(VENV)))
        return 1
    command = [str(python), "-m", "codinglab.lab.doctor", *arguments]
    return subprocess.run(command, cwd=str(ROOT), env=environment).returncode


def server_options():
    """Loopback only, and no call to the network that nobody asked for; root is who containers run as."""
    options = [
        "--ip=127.0.0.1",
        "--LabApp.extension_manager=readonly",
        "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
        "--LabApp.news_url=",
    ]
    return options + (["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else [])


def main(arguments):
    """Do what the command line asks; give the exit code."""
    try:
        check_python(sys.version_info)
        if arguments[:1] == ["doctor"]:
            return doctor(arguments[1:])
        testing = arguments[:1] == ["test"]
        if testing:
            os.environ.setdefault("CODINGLAB_HOME", str(ROOT / ".codinglab" / "plain"))
        set_up(TESTING if testing else USING)
    except SetupError as problem:
        print(problem, file=sys.stderr)
        return 2
    except OSError as problem:
        print("Set-up stopped: {}. Check that {} can be written to.".format(problem, ROOT), file=sys.stderr)
        return 2
    if testing:
        return test(arguments[1:])
    command = [str(BIN / "codinglab"), *arguments]
    if not arguments:
        command = [str(BIN / "jupyter"), "lab", *server_options(), str(START)]
    return subprocess.run(command, env=dict(os.environ, PYTHONUTF8="1")).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
