"""Where things are: the project's own files, and the user's store and work."""

from __future__ import annotations

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "reference"
PLAIN_HOME = ROOT / ".codinglab" / "plain"
"""A home with nothing installed: what the tests and the stored notebooks stand on."""


def home() -> Path:
    """The folder of everything built or installed on this machine (CODINGLAB_HOME overrides it)."""
    return Path(os.environ.get("CODINGLAB_HOME") or ROOT / ".codinglab")


def store_dir() -> Path:
    """The folder of the compiled reference store."""
    return home() / "store"


def work_dir() -> Path:
    """The folder of learners' answers (CODINGLAB_WORK overrides it)."""
    return Path(os.environ.get("CODINGLAB_WORK") or ROOT / "work")
