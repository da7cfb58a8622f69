"""Where installed editions lie, and how one is put in the place of another."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from pathlib import Path

from codinglab.reference.paths import home

_DRAFT, _OLD = ".draft-", ".old-"
_STALE_AFTER = 24 * 3600.0


def installed_dir() -> Path:
    """The folder of everything installed: `<source>/<since>/`."""
    return home() / "installed"


def new_draft(parent: Path) -> Path:
    """A new folder beside the editions, to write one into; its name says which process writes."""
    parent.mkdir(parents=True, exist_ok=True)
    return Path(tempfile.mkdtemp(prefix=f"{_DRAFT}{os.getpid()}-", dir=parent))


def put_in_place(draft: Path, folder: Path) -> None:
    """Move a finished draft to where its edition belongs; an edition there is moved aside, then removed."""
    for file in (*draft.iterdir(), draft):
        _flush(file)
    old = folder.with_name(_OLD + folder.name)
    if folder.exists():
        os.replace(folder, old)
    os.replace(draft, folder)
    _flush(folder.parent)
    shutil.rmtree(old, ignore_errors=True)


def recover(parent: Path) -> None:
    """Put back an edition that was moved aside when its replacement never arrived."""
    for old in parent.glob(f"{_OLD}*"):
        folder = old.with_name(old.name.removeprefix(_OLD))
        if folder.exists():
            shutil.rmtree(old, ignore_errors=True)
        else:
            os.replace(old, folder)


def sweep(parent: Path) -> None:
    """Remove the drafts of installs that were killed."""
    for draft in parent.glob(f"{_DRAFT}*"):
        writer = draft.name.removeprefix(_DRAFT).partition("-")[0]
        old = time.time() - draft.stat().st_mtime > _STALE_AFTER
        if old or not runs(writer):
            shutil.rmtree(draft, ignore_errors=True)


def runs(process: str) -> bool:
    """Whether a process runs; True where that cannot be asked without harm."""
    if os.name != "posix":
        return True
    try:
        os.kill(int(process), 0)
    except (ProcessLookupError, ValueError):
        return False
    except PermissionError:
        return True
    return True


def _flush(path: Path) -> None:
    """Bring a file or folder to the disk, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
