"""The bytes of a text file in blocks of whole lines: unpacked, decoded to UTF-8, with LF as line end."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from codinglab.model import InvalidInputError

BLOCK = 16 << 20
LONGEST_LINE = 1 << 20
_GZIP = b"\x1f\x8b"
_MARKS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}
_SURELY_FINE = 1 << 30
_MOST_TIMES = 300


@dataclass(frozen=True, slots=True)
class Block:
    """Whole lines, each ended by LF, and the share of the file read so far."""

    data: bytes
    read: float


def is_packed(path: Path) -> bool:
    """Whether a file is packed with gzip, told by its first bytes."""
    with path.open("rb") as file:
        return file.read(2) == _GZIP


def blocks(path: Path, encoding: str, *, size: int = BLOCK) -> Iterator[Block]:
    """Read a text file, plain or packed with gzip.

    A line longer than a megabyte is given cut, without its line end in between: it is then a row with the
    wrong number of values, or one that is too long, and is rejected as such.

    Raises:
        InvalidInputError: it cannot be unpacked or unpacks to too much.
    """
    whole = max(1, path.stat().st_size)
    plain = encoding.lower().replace("_", "-") in ("utf-8", "utf8", "utf-8-sig", "ascii")
    first, left = True, b""
    for piece, read in _unpacked(path, size):
        data = left + piece
        if first:
            if mark := next((_MARKS[mark] for mark in _MARKS if data.startswith(mark)), ""):
                msg = f"{path} is text in {mark}: save it as UTF-8 CSV."
                raise InvalidInputError(msg)
            data = data.removeprefix(b"\xef\xbb\xbf")
            first = False
        end = data.rfind(b"\n") + 1
        if not end and b"\r" in data:
            end = data.rfind(b"\r", 0, len(data) - 1) + 1
        if not end and len(data) > LONGEST_LINE + size:
            data, end = data[:LONGEST_LINE], 0
        left = data[end:]
        if end:
            yield Block(_lines(data[:end], encoding, plain), min(1.0, read / whole))
    if left:
        yield Block(_lines(left + (b"" if left.endswith((b"\n", b"\r")) else b"\n"), encoding, plain), 1.0)


def _lines(data: bytes, encoding: str, plain: bool) -> bytes:
    if not plain:
        data = data.decode(encoding, errors="replace").encode("utf-8")
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return data


def _unpacked(path: Path, size: int) -> Iterator[tuple[bytes, int]]:
    """Pieces of about a size, and how many bytes of the file on disk they took."""
    with path.open("rb") as file:
        if not is_packed(path):
            while piece := file.read(size):
                yield piece, file.tell()
            return
        ready, waiting = [], 0
        for piece in _gunzipped(file, path, size):
            ready.append(piece)
            waiting += len(piece)
            if waiting >= size:
                yield b"".join(ready), file.tell()
                ready, waiting = [], 0
        yield b"".join(ready), file.tell()


def _gunzipped(file: BinaryIO, path: Path, size: int) -> Iterator[bytes]:
    """The pieces of gzip data, one member after the other. Raises InvalidInputError."""
    unpacker, given, held = zlib.decompressobj(wbits=31), 0, b""
    while held or (held := file.read(1 << 18)):
        if unpacker.eof:
            if not held.strip(b"\0"):
                return
            unpacker = zlib.decompressobj(wbits=31)
        try:
            piece = unpacker.decompress(held, size)
        except zlib.error as error:
            msg = f"{path} cannot be unpacked as gzip ({error}): copy or download it again."
            raise InvalidInputError(msg) from None
        held = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
        given += len(piece)
        if given > _SURELY_FINE and given > _MOST_TIMES * file.tell():
            msg = f"{path} unpacks to more than {_MOST_TIMES} times its size: this is no file of claims."
            raise InvalidInputError(msg)
        yield piece
    if not unpacker.eof:
        msg = f"{path} ends in the middle of its gzip data: copy or download it again."
        raise InvalidInputError(msg)
