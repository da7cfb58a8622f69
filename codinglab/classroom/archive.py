"""Zip files between educator and learner, read as what they are: files of strangers."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from codinglab.model import InvalidInputError
from codinglab.reference.install.archive import UNREADABLE

MOST_FILES = 20_000
LARGEST_FILE = 20_000_000
LARGEST = 500_000_000
_EPOCH = (1980, 1, 1, 0, 0, 0)


def write_archive(path: Path, files: Iterable[tuple[str, bytes]]) -> None:
    """Write a zip file whose bytes depend on the files alone: no times, a fixed order."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(files):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)


def read_archive(path: Path) -> Iterator[tuple[PurePosixPath, bytes]]:
    """The files of a zip file, one by one, with their names as safe relative paths.

    Raises:
        InvalidInputError: it is no zip file, a name leads out of it, or it is far too large.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(entries) > MOST_FILES or sum(entry.file_size for entry in entries) > LARGEST:
                msg = f"{path} holds more than a class can: it is not read."
                raise InvalidInputError(msg)
            names = Counter(entry.filename for entry in entries)
            if twice := [name for name, count in names.items() if count > 1]:
                msg = f"{path} holds '{twice[0]}' more than once: it is not read."
                raise InvalidInputError(msg)
            for entry in entries:
                yield _safe(path, entry.filename), _read(path, archive, entry)
    except UNREADABLE as error:
        msg = f"{path} cannot be read as a zip file: {error}"
        raise InvalidInputError(msg) from None


def _safe(path: Path, name: str) -> PurePosixPath:
    place = PurePosixPath(name)
    strays = place.is_absolute() or ".." in place.parts or "\\" in name or ":" in name or "\0" in name
    if strays or not place.parts:
        msg = f"{path}: the name {name!r} leads out of the archive; nothing of it was used."
        raise InvalidInputError(msg)
    return place


def _read(path: Path, archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Read at most what the entry claims and the limit allows: a false size is no way round it."""
    with archive.open(entry) as stream:
        data = stream.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        msg = f"{path}: {entry.filename} is larger than {LARGEST_FILE:,} bytes; it is not read."
        raise InvalidInputError(msg)
    return data
