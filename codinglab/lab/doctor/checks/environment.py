"""The Python that runs, its virtual environment, and the room on the disk."""

from __future__ import annotations

import platform
import shutil
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from codinglab.lab.doctor.check import Check, attention, broken, ok
from codinglab.lab.doctor.launcher import launcher
from codinglab.lab.doctor.remedies import SET_UP
from codinglab.reference.paths import ROOT, home

LEAST_ROOM, LITTLE_ROOM = 0.5, 3.0
"""Gigabytes: below the first nothing can be saved or built, below the second a build may not fit."""


def look(_on: date) -> Iterator[Check]:
    """Python, .venv, its stamp, and free space where the store is."""
    yield _python()
    yield _environment()
    yield _room()


def _python() -> Check:
    said = f"Python {platform.python_version()} on {platform.system()} ({sys.executable})"
    lab = launcher()
    try:
        lab.check_python(sys.version_info)
    except lab.SetupError:
        return broken(
            "Python",
            f"{said}; codinglab needs 3.11 or 3.12.",
            "Install Python 3.12 from python.org, then run lab.py with it.",
            SET_UP,
        )
    return ok("Python", said)


def _environment() -> Check:
    lab = launcher()
    if Path(sys.prefix).resolve() != Path(lab.VENV).resolve():
        return ok("Environment", f"An environment of your own: {sys.prefix}. lab.py keeps its own in .venv.")
    stamp = lab.STAMP.read_text(encoding="utf-8") if lab.STAMP.is_file() else ""
    if stamp not in {lab.fingerprint(lab.USING), lab.fingerprint(lab.TESTING)}:
        return attention(
            "Environment",
            ".venv was set up before pyproject.toml or constraints.txt last changed.",
            "Run lab.py: it installs what has changed (needs a network).",
            SET_UP,
        )
    return ok("Environment", f".venv is set up for this version of the project ({sys.prefix})")


def _room() -> Check:
    place = next((one for one in (home(), *home().parents) if one.is_dir()), ROOT)
    free = shutil.disk_usage(place).free / 1e9
    said = f"{free:,.1f} GB free where the reference store is ({place})"
    if free < LEAST_ROOM:
        return broken("Disk", f"{said}: too little to save or build.", "Free at least 3 GB on that disk.")
    if free < LITTLE_ROOM:
        return attention("Disk", f"{said}: a build with installed files may not fit.", "Free at least 3 GB.")
    return ok("Disk", said)
