"""Read ahead: the next piece is made in a thread while the last one is being used."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")
_END = object()


def ahead(pieces: Iterator[T]) -> Iterator[T]:
    """The same pieces, one of them always being made.

    >>> list(ahead(iter([1, 2, 3])))
    [1, 2, 3]
    """
    with ThreadPoolExecutor(1, "codinglab-ahead") as pool:
        coming = pool.submit(next, pieces, _END)
        try:
            while (piece := coming.result()) is not _END:
                coming = pool.submit(next, pieces, _END)
                yield piece  # type: ignore[misc]
        finally:
            coming.cancel()
