"""The values of a JSON file, one after the other: of an array, one a line, or a single one.

A damaged value is given with what is wrong with it, and the next one follows: in a file of lines that is the
next line, in an array what follows the value's closing bracket. Memory is that of the largest value.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

from codinglab.model import InvalidInputError

_BLOCK = 1 << 18
_LARGEST = 1 << 24
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]]|"', re.DOTALL)
_SPACE = " \t\r\n"
_BETWEEN = _SPACE + ","
_DECODER = json.JSONDecoder()


@dataclass(frozen=True, slots=True)
class Value:
    """A value: where it stands, its text, what it is, what is wrong with it, and the bytes read so far."""

    place: str
    text: str
    data: Any
    fault: str
    read: int


def values(path: Path) -> Iterator[Value]:
    """All values of a file.

    Raises:
        InvalidInputError: it cannot be opened.
    """
    try:
        with path.open("rb") as file:
            head = file.read(4)
        encoding = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
        with path.open(encoding=encoding, errors="surrogateescape", newline="\n") as text:
            yield from _values(text, lines=path.suffix.lower() in (".jsonl", ".ndjson"))
    except OSError as error:
        msg = f"{path} cannot be read: {error.strerror or error}."
        raise InvalidInputError(msg) from None
    except UnicodeError:
        yield Value("the whole file", "", None, "It is not text in UTF-8 or UTF-16: save it as UTF-8.", 0)


def _values(text: TextIO, *, lines: bool) -> Iterator[Value]:
    start = text.read(_BLOCK)
    whole = start.lstrip(_SPACE)
    if not lines and whole.startswith("["):
        yield from _Array(text, whole[1:]).values()
    elif lines or _is_lines(whole):
        text.seek(0)
        yield from _lines(text)
    elif whole:
        rest = start + text.read(_LARGEST)
        yield _read("the whole file", rest, len(rest))
    else:
        yield Value("the whole file", "", None, "It is empty.", 0)


def _is_lines(start: str) -> bool:
    """Whether the first line holds a whole object and more follows, or two lines begin one each."""
    held = [line.strip() for line in start.split("\n") if line.strip()][:2]
    if len(held) < 2 or not held[0].startswith("{"):
        return False
    return held[0].endswith("}") or held[1].startswith("{")


def _lines(text: TextIO) -> Iterator[Value]:
    number = read = 0
    while line := text.readline(_LARGEST):
        number += 1
        read += len(line)
        if len(line) == _LARGEST and not line.endswith("\n"):
            while (rest := text.readline(_LARGEST)) and not rest.endswith("\n"):
                read += len(rest)
            yield Value(f"line {number:,}", line[:_BLOCK], None, "It is too large for a claim.", read)
        elif line.strip():
            yield _read(f"line {number:,}", line.strip(), read)


class _Array:
    """The elements of an array of which the opening bracket has been read."""

    def __init__(self, text: TextIO, waiting: str) -> None:
        self._text = text
        self._waiting = waiting
        self._at = 0
        self._read = len(waiting)
        self._number = 0

    def values(self) -> Iterator[Value]:
        """The elements, each as far as it can be read."""
        while self._at_element():
            self._number += 1
            place = f"claim {self._number:,}"
            data, end = self._decoded()
            if end is not None:
                written, self._at = self._waiting[self._at : end], end
                yield _checked(Value(place, written, data, "", self._read))
            elif (end := self._balanced()) is not None:
                written, self._at = self._waiting[self._at : end], end
                yield _read(place, written, self._read)
            else:
                fault = "It has no end within this file, or is too large for a claim."
                yield Value(place, self._waiting[self._at :], None, fault, self._read)
                return
        if self._at == len(self._waiting):
            yield Value("the end", "", None, "The array has no end: the file is cut off.", self._read)

    def _at_element(self) -> bool:
        """Whether another element stands next, once what parts them was passed over."""
        while True:
            while self._at < len(self._waiting) and self._waiting[self._at] in _BETWEEN:
                self._at += 1
            if self._at < len(self._waiting):
                return self._waiting[self._at] != "]"
            if not self._more():
                return False

    def _decoded(self) -> tuple[Any, int | None]:
        """The element that stands next and where it ends; None where it cannot be read."""
        while True:
            try:
                data, end = _DECODER.raw_decode(self._waiting, self._at)
            except (ValueError, RecursionError):
                data, end = None, len(self._waiting)
            if end < len(self._waiting):
                return data, end
            if len(self._waiting) - self._at >= _LARGEST or not self._more():
                return None, None

    def _balanced(self) -> int | None:
        """Where a damaged element ends, by its brackets."""
        depth = 0
        for token in _TOKEN.finditer(self._waiting, self._at):
            mark = token[0]
            if mark == '"':
                return None
            if mark in "{[":
                depth += 1
            elif mark in "}]":
                depth -= 1
                if depth <= 0:
                    return token.end() if depth == 0 else max(token.start(), self._at + 1)
        return None

    def _more(self) -> bool:
        """Read on, twice as much as is waiting, so that a large element is not read over and over."""
        self._waiting, self._at = self._waiting[self._at :], 0
        more = self._text.read(max(_BLOCK, len(self._waiting)))
        self._read += len(more)
        self._waiting += more
        return bool(more)


def _checked(value: Value) -> Value:
    """The value, or its fault where bytes of it are no text."""
    if value.text.isascii() or not any("\udc80" <= mark <= "\udcff" for mark in value.text):
        return value
    shown = value.text.encode("utf-8", "replace").decode()
    return Value(value.place, shown, None, "It is not text in UTF-8: save the file as UTF-8.", value.read)


def _read(place: str, text: str, read: int) -> Value:
    """A value of its text."""
    try:
        return _checked(Value(place, text, json.loads(text), "", read))
    except RecursionError:
        return _checked(Value(place, text, None, "Its brackets are nested too deep for a claim.", read))
    except ValueError as error:
        return _checked(Value(place, text, None, f"It is not JSON: {error}.", read))
