"""The segments of an X12 file, one after the other, in constant memory.

Segments are cut by pyx12's raw reader: 10,000 claims in 0.3 seconds, where its reader that holds each segment
against the map of the transaction takes 70, measured side by side. What it leaves out is seen to here: it
stops in silence at an empty segment, at one longer than its buffer and at a last one without its end; it
reads one interchange with one set of delimiters; it takes a delimiter that cannot be one.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from pyx12.errors import X12Error
from pyx12.rawx12file import ISA_LEN, RawX12File

from codinglab.model import InvalidInputError

_BLOCK = 1 << 16
_LONGEST = 1 << 20
_ISA_ELEMENTS = 17
_HELP = "A claim file begins with ISA, and ISA is 106 characters long."


class Segment(NamedTuple):
    """A segment: its number in the file from 1, its elements (the tag is the first), what parts them."""

    number: int
    elements: list[str]
    component: str
    whole: bool = True

    @property
    def tag(self) -> str:
        """What kind of segment it is."""
        return self.elements[0]

    @property
    def place(self) -> str:
        """Where it stands, as a person finds it."""
        return f"segment {self.number:,}, {self.shown}"

    @property
    def shown(self) -> str:
        """The tag, where it is one; nothing of what else may stand there."""
        tag = self.tag
        return tag if tag.isascii() and tag.isalnum() and 2 <= len(tag) <= 3 else "unknown"

    def at(self, position: int) -> str:
        """An element by its position from 1, "" where there is none."""
        return self.elements[position].strip() if position < len(self.elements) else ""

    def parts(self, position: int) -> list[str]:
        """The components of an element."""
        return self.at(position).split(self.component)


class SegmentFile:
    """An X12 file, open for one reading. `read` is the share of it that has been read, 0 to 1."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._file = path.open("rb")
        except FileNotFoundError:
            msg = f"There is no file {path}."
            raise InvalidInputError(msg) from None
        except OSError as error:
            msg = f"{path} cannot be read: {error.strerror or error}."
            raise InvalidInputError(msg) from None
        self._size = max(1, path.stat().st_size)
        self._given = 0
        self._pending = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    @property
    def read_share(self) -> float:
        """The share of the file that has been read."""
        return min(1.0, self._given / self._size)

    def read(self, size: int) -> str:
        """The next characters, for pyx12: every byte is one, so that no byte can be at fault."""
        while len(self._pending) < size and self._fill():
            pass
        given, self._pending = self._pending[:size], self._pending[size:]
        return given

    def __iter__(self) -> Iterator[Segment]:
        """All segments of all interchanges.

        Raises:
            InvalidInputError: the file does not begin with an interchange.
        """
        self._skip_mark()
        reader = self._interchange()
        if reader is None:
            raise InvalidInputError(self._not_an_interchange())
        number = 0
        while True:
            for line in reader:
                number += 1
                elements = _mended(line).split(reader.ele_term)
                elements[0] = elements[0].strip()
                yield Segment(number, elements, reader.subele_term)
                if elements[0] == "IEA":
                    reader = self._after(reader)
                    break
            else:
                if reader.seg_term in reader.buffer:
                    continue
                if len(reader.buffer) <= _LONGEST and (more := self.read(_BLOCK)):
                    reader.buffer += more
                    continue
                if reader.buffer.strip():
                    elements = _mended(reader.buffer[:ISA_LEN].lstrip()).split(reader.ele_term)
                    yield Segment(number + 1, elements, reader.subele_term, whole=False)
                return

    def _after(self, reader: RawX12File) -> RawX12File:
        """The reader of what follows an interchange: the next one's, where one follows."""
        self._pending = reader.buffer + self._pending
        following = self._interchange()
        if following is None:
            reader.buffer = ""
            return reader
        return following

    def _interchange(self) -> RawX12File | None:
        """A reader of the interchange that stands next; None, and nothing taken, where none does."""
        self._pending = self._pending.lstrip()
        while len(self._pending) < ISA_LEN and self._fill():
            self._pending = self._pending.lstrip()
        head = self._pending[:ISA_LEN]
        if not _possible(head):
            return None
        waiting = self._pending
        try:
            return RawX12File(self)
        except X12Error:
            self._pending = waiting
            return None

    def _fill(self) -> bool:
        block = self._file.read(_BLOCK)
        self._given += len(block)
        self._pending += block.decode("latin-1")
        return bool(block)

    def _skip_mark(self) -> None:
        """Pass over the mark that some programs set before UTF-8."""
        self._fill()
        self._pending = self._pending.removeprefix("\xef\xbb\xbf")

    def _not_an_interchange(self) -> str:
        head = self._pending[:ISA_LEN]
        if not head.strip():
            return f"{self._path} is empty."
        if head.startswith(("PK\x03\x04", "\x1f\x8b")):
            return f"{self._path} is compressed: unpack it first."
        if "\x00" in head:
            return f"{self._path} is not plain text, or in UTF-16: save it as plain text."
        if not head.startswith("ISA"):
            return f"{self._path} is not an X12 file: it does not begin with ISA. {_HELP}"
        if len(head) < ISA_LEN:
            return f"{self._path} is cut off in its first segment, ISA. {_HELP}"
        if _possible(head):
            return f"{self._path}: segment 1, ISA: its version is not 00501. {_HELP}"
        return f"{self._path}: segment 1, ISA, is damaged: its elements are not where they must be. {_HELP}"


def _possible(head: str) -> bool:
    """Whether ISA has all its elements and delimiters that can be some."""
    if len(head) < ISA_LEN or not head.startswith("ISA"):
        return False
    marks = {head[3], head[-2], head[-1]}
    if len(marks) < 3 or any(mark.isalnum() or mark == " " for mark in marks):
        return False
    return len(head[:-1].split(head[3])) == _ISA_ELEMENTS and head[-3] == head[3]


def _mended(line: str) -> str:
    """A segment as its writer meant it: in UTF-8 where it can be, else in Latin-1."""
    if line.isascii():
        return line
    try:
        return line.encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return line
