"""The index of guidance on this machine: made when something was installed, opened in a millisecond."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from codinglab.guidance.gather import gather, readable
from codinglab.guidance.index_build import build
from codinglab.guidance.passage import ELSEWHERE
from codinglab.guidance.toml_files import GUIDANCE, own_files
from codinglab.model import StoreError
from codinglab.reference.install.folders import installed_dir, runs
from codinglab.reference.install.reading import Progress
from codinglab.reference.install.releases import Release, sound_releases
from codinglab.reference.paths import home

_LAYOUT = 11
_LOOK_AGAIN_AFTER = 1.0
_DRAFT = ".draft-"
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PassageScope:
    """Of every passage with words: its number, its edition, its days as ordinals, whether it is local.

    Attributes:
        elsewhere: it is no passage, but a matter that another document answers.
    """

    ids: npt.NDArray[np.int32]
    editions: npt.NDArray[np.int32]
    since: npt.NDArray[np.int32]
    through: npt.NDArray[np.int32]
    local: npt.NDArray[np.bool_]
    elsewhere: npt.NDArray[np.bool_]


class GuidanceIndex:
    """An opened index, read-only.

    Attributes:
        scope: the days and editions of all passages.
        faults: a sentence for each installed edition that could not be read.
    """

    def __init__(self, path: Path, faults: tuple[str, ...] = ()) -> None:
        """Open the file. Raises StoreError when it is missing or damaged."""
        self.path = path
        self._kept: dict[str, Any] = {}
        try:
            self._connection = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
        except sqlite3.Error as error:
            raise self._damaged(error) from None
        try:
            self.scope = self._scope()
            self.faults = (*faults, *(fault for (fault,) in self.rows("SELECT sentence FROM fault")))
        except StoreError:
            self.close()
            raise

    def once(self, name: str, make: Callable[[GuidanceIndex], T]) -> T:
        """What is made from the index once and kept as long as it is open."""
        if name not in self._kept:
            self._kept[name] = make(self)
        found: T = self._kept[name]
        return found

    def rows(self, statement: str, *values: Any) -> list[Any]:
        """The rows of a statement. Raises StoreError when the file is damaged."""
        try:
            return self._connection.execute(statement, values).fetchall()
        except sqlite3.Error as error:
            raise self._damaged(error) from None

    def _damaged(self, error: sqlite3.Error) -> StoreError:
        return StoreError(
            f"The index of guidance, {self.path}, cannot be read ({error}). Remove the file: it is made anew."
        )

    def _scope(self) -> PassageScope:
        rows = np.array(self.rows("SELECT id, edition, since, through FROM scope"), np.int32).reshape(-1, 4)
        local = [number for (number,) in self.rows("SELECT id FROM edition WHERE local")]
        other = [number for (number,) in self.rows("SELECT id FROM edition WHERE source = ?", ELSEWHERE)]
        ids, editions, since, through = rows.T
        return PassageScope(ids, editions, since, through, np.isin(editions, local), np.isin(editions, other))

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


@dataclass(slots=True)
class _Opened:
    looked: float
    places: tuple[int, ...]
    stamp: str
    index: GuidanceIndex


_opened: dict[Path, _Opened] = {}


def guidance_index(say: Progress | None = None) -> GuidanceIndex:
    """The index of what is installed and ships; made first when anything changed since the last time.

    Args:
        say: called with a sentence and the share done, 0 to 1, while it is made.

    Raises:
        StoreError: it cannot be written or read.
    """
    folder, now = home() / "guidance", time.monotonic()
    kept, places = _opened.get(folder), _places()
    if kept and kept.places == places and now - kept.looked < _LOOK_AGAIN_AFTER:
        return kept.index
    stamp = _stamp()
    if kept and kept.stamp == stamp:
        kept.looked, kept.places = now, places
        return kept.index
    index = _open(_path(stamp), say or (lambda _sentence, _share: None))
    _opened[folder] = _Opened(now, places, stamp, index)
    return index


def index_path() -> Path:
    """Where the index of what is installed now is, or will be once it is made."""
    return _path(_stamp())


def index_is_old() -> bool:
    """Whether the index would be made anew, which takes some seconds, were it asked for now."""
    return not index_path().is_file()


def _path(stamp: str) -> Path:
    return home() / "guidance" / f"{stamp}.sqlite"


def _open(path: Path, say: Progress) -> GuidanceIndex:
    """Open the index; made first when it is not there, or is damaged."""
    releases, faults = sound_releases()
    if path.is_file():
        with suppress(StoreError):
            return GuidanceIndex(path, faults)
    _make(path, releases, say)
    return GuidanceIndex(path, faults)


def _make(path: Path, releases: tuple[Release, ...], say: Progress) -> None:
    draft = path.with_name(f"{_DRAFT}{os.getpid()}-{time.monotonic_ns()}.sqlite")
    held, faults = readable(releases)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        build(draft, gather(held), say, faults)
        os.replace(draft, path)
    except (OSError, sqlite3.Error) as error:
        msg = f"The index of guidance cannot be written to {path.parent}: {error}."
        raise StoreError(msg) from error
    finally:
        with suppress(OSError):
            draft.unlink()
    for old in path.parent.glob("*.sqlite"):
        if old != path and not _is_written(old):
            with suppress(OSError):
                old.unlink()


def _is_written(path: Path) -> bool:
    """Whether it is the draft of a process that runs."""
    return path.name.startswith(_DRAFT) and runs(path.name.removeprefix(_DRAFT).partition("-")[0])


def _places() -> tuple[int, ...]:
    """When something was last put into each folder of installed editions, or taken out: quickly asked."""
    try:
        return tuple(
            sorted(entry.stat().st_mtime_ns for entry in os.scandir(installed_dir()) if entry.is_dir())
        )
    except OSError:
        return ()


def _stamp() -> str:
    """What tells one state of the installed documents and cards from another."""
    digest = hashlib.sha256(f"{_LAYOUT}".encode())
    installed = sorted(installed_dir().glob("*/[0-9]*/manifest.json"))
    for path in (*installed, *own_files(), GUIDANCE / "documents.toml"):
        try:
            facts = path.stat()
        except FileNotFoundError:
            continue
        digest.update(f"{path.parent.name}/{path.name} {facts.st_mtime_ns} {facts.st_size}\n".encode())
    return digest.hexdigest()[:24]
