"""Texts without the blanks around them, and nothing for an empty one; cheap where there are none."""

from __future__ import annotations

from typing import Any

_BLANK = 0x20
_MARK_FIRST = (0xC2, 0xE2, 0xE3)
_MARK_LAST = 0x80


def tidy(column: Any) -> Any:
    """A column of texts, trimmed; a text of nothing but blanks is null.

    >>> import pyarrow as pa
    >>> tidy(pa.chunked_array([["a", " b ", "", None, "  "]])).to_pylist()
    ['a', 'b', None, None, None]
    """
    import pyarrow as pa

    return pa.chunked_array([_tidied(part) for part in column.chunks], pa.string())


def _tidied(array: Any) -> Any:
    from pyarrow import compute

    if array.null_count == len(array) or not _has_blanks(array):
        return array
    trimmed = compute.utf8_trim_whitespace(array)
    return compute.if_else(compute.equal(compute.binary_length(trimmed), 0), None, trimmed)


def _has_blanks(array: Any) -> bool:
    """Whether some text is empty, or may begin or end with a blank of any kind."""
    import numpy as np

    _, offsets, data = array.buffers()
    places = np.frombuffer(offsets, np.int32)[array.offset : array.offset + len(array) + 1]
    first, end = places[:-1], places[1:]
    some = end > first
    if not some.all() and len(some) - int(some.sum()) > array.null_count:
        return True
    if data is None or not some.any():
        return False
    held = np.frombuffer(data, np.uint8)
    start, last = held[first[some]], held[end[some] - 1]
    return bool(
        (start <= _BLANK).any()
        or (last <= _BLANK).any()
        or (last >= _MARK_LAST).any()
        or (np.isin(start, _MARK_FIRST).any())
    )
