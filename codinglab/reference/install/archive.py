"""A file as a publisher hands it out: plain, gzip, a zip, or zips in a zip. Read only what is safe.

Nothing is unpacked to disk. A member is read into memory under limits, so that a bomb, a truncated
file or a path that climbs out of its folder is refused before any reader sees it.
"""

from __future__ import annotations

import gzip
import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath, PureWindowsPath

from codinglab.model import InvalidInputError

LARGEST_FILE = 1 << 30
LARGEST_TOTAL = 3 << 30
LARGEST_RATIO = 150
SMALL_MEMBER = 1 << 20
MOST_MEMBERS = 20_000
DEEPEST = 3
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    EOFError,
    RuntimeError,
    ValueError,
    OSError,
)
"""What the standard library raises on a zip file that is damaged, encrypted, or of an unknown kind."""


class SourceFileError(InvalidInputError):
    """A reference file is not what its source publishes; the message says what was expected and found."""


class Archive:
    """The files inside a published file, by name; a plain file is an archive of one.

    Attributes:
        name: the name of the outer file, without its folder (it often tells the edition).
        names: the names inside, in the order they stand; of zips in a zip, "outer.zip!inner.csv".
    """

    def __init__(self, path: Path) -> None:
        """Open a file.

        Raises:
            SourceFileError: it is missing, truncated, encrypted or unsafe.
        """
        self.name = path.name
        self._members: dict[str, Callable[[], bytes]] = {}
        self._total = 0
        self._path = path
        try:
            with path.open("rb") as file:
                start = file.read(4)
        except OSError as error:
            msg = f"{path} cannot be read: {error.strerror or error}."
            raise SourceFileError(msg) from None
        if start[:2] == b"PK" and path.suffix.lower() != ".xlsx":
            self._add_zip(path.read_bytes(), "", 1)
        elif start[:2] == b"\x1f\x8b":
            self._members[path.name.removesuffix(".gz")] = lambda: self._gunzip(path)
        else:
            self._members[path.name] = lambda: self._plain(path)
        if not self._members:
            msg = f"{self.name} is an empty archive."
            raise SourceFileError(msg)

    @property
    def names(self) -> tuple[str, ...]:
        """The names inside."""
        return tuple(self._members)

    def find(self, pattern: str) -> Iterator[str]:
        """The names whose last part matches a regular expression whole, capitals or not."""
        wanted = re.compile(pattern, re.IGNORECASE)
        return (name for name in self._members if wanted.fullmatch(re.split(r"[/!]", name)[-1]))

    def one(self, pattern: str, what: str) -> str:
        """The only name that matches.

        Args:
            pattern: a regular expression for the last part of the name.
            what: what is looked for, for the message.

        Raises:
            SourceFileError: none or several match.
        """
        found = list(self.find(pattern))
        if len(found) == 1:
            return found[0]
        held = ", ".join(self.names[:8]) + (" …" if len(self.names) > 8 else "")
        there = f"{len(found)} files fit ({', '.join(found[:4])})" if found else f"it holds: {held}"
        msg = f"{self.name}: expected one {what}; {there}."
        raise SourceFileError(msg)

    def read(self, name: str) -> bytes:
        """The bytes of a member.

        Raises:
            SourceFileError: it is damaged, or larger than a published file of this field ever is.
        """
        return self._members[name]()

    def text(self, name: str, encoding: str = "utf-8") -> str:
        """The text of a member; a byte order mark is dropped. Raises SourceFileError when it is not text."""
        raw = self.read(name)
        try:
            return raw.decode("utf-8-sig" if encoding == "utf-8" else encoding)
        except UnicodeDecodeError as error:
            msg = f"{self.name}, {name}: expected text in {encoding}; found other bytes at {error.start}."
            raise SourceFileError(msg) from None

    def _add_zip(self, raw: bytes, prefix: str, depth: int) -> None:
        try:
            opened = zipfile.ZipFile(io.BytesIO(raw))
        except (zipfile.BadZipFile, OSError, ValueError) as error:
            msg = f"{self.name}{_inside(prefix)} is not a whole zip file ({error}). Fetch it again."
            raise SourceFileError(msg) from None
        members = [member for member in opened.infolist() if not member.is_dir()]
        if len(members) > MOST_MEMBERS:
            msg = f"{self.name} holds {len(members)} files; at most {MOST_MEMBERS} are read."
            raise SourceFileError(msg)
        for member in members:
            self._check(member)
            name = prefix + member.filename
            if member.filename.lower().endswith(".zip"):
                if depth == DEEPEST:
                    msg = f"{self.name}: {name} lies more than {DEEPEST} zips deep."
                    raise SourceFileError(msg)
                self._add_zip(self._inflate(opened, member), name + "!", depth + 1)
            else:
                self._members[name] = lambda m=member: self._inflate(opened, m)  # type: ignore[misc]

    def _check(self, member: zipfile.ZipInfo) -> None:
        for kind in (PurePosixPath, PureWindowsPath):
            path = kind(member.filename)
            if path.is_absolute() or path.drive or ".." in path.parts:
                msg = f"{self.name}: the name '{member.filename}' leads out of the archive. It is refused."
                raise SourceFileError(msg)
        if (member.external_attr >> 16) & 0o170000 == 0o120000:
            msg = f"{self.name}: '{member.filename}' is a link. The archive is refused."
            raise SourceFileError(msg)
        if member.flag_bits & 1:
            msg = f"{self.name}: '{member.filename}' is encrypted. Unpack it with its password first."
            raise SourceFileError(msg)
        self._total += member.file_size
        swollen = member.file_size > SMALL_MEMBER and member.file_size > LARGEST_RATIO * max(
            member.compress_size, 1
        )
        if swollen or member.file_size > LARGEST_FILE or self._total > LARGEST_TOTAL:
            msg = (
                f"{self.name}: '{member.filename}' would unpack from {member.compress_size:,} to "
                f"{member.file_size:,} bytes. No published file does; the archive is refused."
            )
            raise SourceFileError(msg)

    def _inflate(self, opened: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
        try:
            with opened.open(member) as file:
                raw = file.read(member.file_size + 1)
        except UNREADABLE as error:
            msg = f"{self.name}: '{member.filename}' is damaged ({error}). Fetch the file again."
            raise SourceFileError(msg) from None
        if len(raw) != member.file_size:
            msg = f"{self.name}: '{member.filename}' is not of the size that the archive states."
            raise SourceFileError(msg)
        return raw

    def _gunzip(self, path: Path) -> bytes:
        try:
            with gzip.open(path) as file:
                raw = file.read(LARGEST_FILE + 1)
        except (OSError, EOFError, zlib.error) as error:
            msg = f"{self.name} is not a whole gzip file ({error}). Fetch it again."
            raise SourceFileError(msg) from None
        if len(raw) > max(SMALL_MEMBER, LARGEST_RATIO * path.stat().st_size) or len(raw) > LARGEST_FILE:
            msg = f"{self.name} unpacks to more than a published file ever holds; it is refused."
            raise SourceFileError(msg)
        return raw

    def _plain(self, path: Path) -> bytes:
        if path.stat().st_size > LARGEST_FILE:
            msg = f"{self.name} is larger than {LARGEST_FILE:,} bytes; it is refused."
            raise SourceFileError(msg)
        return path.read_bytes()


def _inside(prefix: str) -> str:
    return f": '{prefix.rstrip('!')}'" if prefix else ""
