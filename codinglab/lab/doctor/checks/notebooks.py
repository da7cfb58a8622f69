"""What opens the notebooks: JupyterLab, the kernel they name, and the notebooks themselves."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from datetime import date
from importlib.metadata import version
from pathlib import Path

from codinglab.lab.doctor.check import Check, broken, ok
from codinglab.lab.doctor.remedies import MAKE_ANEW, SET_UP
from codinglab.reference.paths import ROOT

KERNEL = "python3"


def look(_on: date) -> Iterator[Check]:
    """JupyterLab and the kernel; then each notebook is JSON and asks for that kernel."""
    yield ok("JupyterLab", f"Version {version('jupyterlab')}")
    yield _kernel()
    yield from _notebooks()


def _kernel() -> Check:
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    try:
        spec = KernelSpecManager().get_kernel_spec(KERNEL)
    except NoSuchKernel:
        return broken(
            "Kernel", f"Jupyter does not know the kernel {KERNEL}: no cell can run.", MAKE_ANEW, SET_UP
        )
    program = spec.argv[0] if spec.argv else ""
    own = Path(program).is_absolute() and Path(program).is_file()
    if not own and shutil.which(program) is None and program != "python":
        said = f"The kernel {KERNEL} starts {program}, which is not there."
        return broken("Kernel", said, MAKE_ANEW, SET_UP)
    where = program if own else sys.executable
    return ok("Kernel", f"{spec.display_name} runs {where}")


def _notebooks() -> Iterator[Check]:
    files = sorted((ROOT / "notebooks").rglob("*.ipynb"))
    files = [file for file in files if ".ipynb_checkpoints" not in file.parts]
    wrong = 0
    for file in files:
        try:
            told = json.loads(file.read_bytes())["metadata"]["kernelspec"]["name"]
        except (OSError, ValueError, KeyError, TypeError) as fault:
            said = f"{file.relative_to(ROOT)} cannot be read ({type(fault).__name__})."
        else:
            if told == KERNEL:
                continue
            said = f"{file.relative_to(ROOT)} asks for the kernel '{told}', not {KERNEL}."
        wrong += 1
        yield broken("Notebook", said, "Take the file from a fresh copy of the project.")
    if wrong < len(files):
        yield ok("Notebooks", f"{len(files) - wrong} can be opened, all with the kernel {KERNEL}")
    elif not files:
        yield broken(
            "Notebooks", f"There are none in {ROOT / 'notebooks'}.", "Take a fresh copy of the project."
        )
