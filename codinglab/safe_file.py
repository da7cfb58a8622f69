"""A file that is whole at every moment: put in place in one step, under a lock, never over others' work.

A process may be killed at any instruction: what stands under the file's name is then the last version or the
one before, since the name changes hands in one step of the file system, after the data reached the disk.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from codinglab.model import InvalidInputError

LONGEST_WAIT = 10
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


class SafeFile:
    """One file, with what was seen of it when it was last read or written here."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen = ""

    def read(self) -> bytes | None:
        """The bytes, None when there is no file. Raises OSError as the system does."""
        try:
            data = self.path.read_bytes()
        except FileNotFoundError:
            return None
        self._seen = _digest(data)
        return data

    def write(self, data: bytes) -> bool:
        """Write the whole file; False, and nothing written, when somebody else changed it since.

        Raises:
            OSError: the system refused, or another process held the lock too long.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.path.with_name(f".{self.path.name}.lock"), timeout=LONGEST_WAIT)
        try:
            with lock:
                if self._changed_by_others():
                    return False
                self._tidy()
                _put(self.path, data)
        except Timeout:
            msg = f"another window has held {self.path.name} for {LONGEST_WAIT} seconds"
            raise OSError(msg) from None
        self._seen = _digest(data)
        return True

    def save(self, data: bytes) -> bool:
        """Write the whole file; False when it went, from now on, to a file of its own beside it.

        That happens when somebody else changed the file since, which is left as it is; a third window may
        take the same free name at that moment. Raises OSError as `write` does.
        """
        if self.write(data):
            return True
        main = self.path
        while True:
            self.give_way(main)
            if self.write(data):
                return False

    def give_way(self, main: Path | None = None) -> None:
        """Go on in a free file beside the one given, by default this one, which is left as it is."""
        main = main or self.path
        self.path = free_name(main, main.suffix.removeprefix("."), "conflict-")
        self._seen = ""

    def put_aside(self) -> Path:
        """Give the file another name, so that a new one can stand in its place; the other name."""
        aside = free_name(self.path, "damaged")
        os.replace(self.path, aside)
        self._seen = ""
        return aside

    def _tidy(self) -> None:
        """Take away what a killed process left half written; under the lock nobody else is writing."""
        start = f".{self.path.name}."
        for left in self.path.parent.glob(".*.tmp"):
            if left.name.startswith(start):
                left.unlink(missing_ok=True)

    def _changed_by_others(self) -> bool:
        try:
            return _digest(self.path.read_bytes()) != self._seen
        except FileNotFoundError:
            return False


def check_name(what: str, name: str) -> None:
    """Refuse a name that could not stand, or could stray, in the file system.

    Raises:
        InvalidInputError: the name is refused; the message says what may stand.
    """
    if not _NAME.fullmatch(name) or _RESERVED.fullmatch(name):
        msg = (
            f"{name!r} cannot be used as a {what} name. "
            "Use up to 64 letters, digits, '-' and '_', beginning with a letter or digit."
        )
        raise InvalidInputError(msg)


def free_name(path: Path, ending: str, mark: str = "") -> Path:
    """A free name beside a file: "case.conflict-1.json", or "case.damaged", then "case-2.damaged"."""
    stem = path.name.split(".")[0]
    number = 1
    while True:
        middle = f".{mark}{number}" if mark else (f"-{number}" if number > 1 else "")
        free = path.with_name(f"{stem}{middle}.{ending}")
        if not free.exists():
            return free
        number += 1


@contextmanager
def drafted(path: Path) -> Iterator[Path]:
    """A draft beside a file, to write what is too large to hold; it takes the file's name when all went well.

    Raises:
        OSError: the system refused; then, as after every fault, the file is as it was.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    os.close(handle)
    try:
        yield Path(name)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    _reach_disk(path.parent)


def _put(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(name, path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
    _reach_disk(path.parent)


def _reach_disk(folder: Path) -> None:
    """Have the new name itself reach the disk, where the system can do that for a folder."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
