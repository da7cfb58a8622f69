"""Where "see Pain, abdominal" leads, for the phrases of entries that have no code of their own."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from codinglab.reference.words import search_words

_GROUPS = {"with", "in", "due", "type", "following"}


class References:
    """The references of one book.

    Args:
        rows: the entries in book order: id, parent, title, see, code.
    """

    def __init__(self, rows: Iterable[dict[str, Any]]) -> None:
        self._below: dict[int, list[tuple[list[str], dict[str, Any]]]] = defaultdict(list)
        self._mains: dict[str, list[tuple[list[str], dict[str, Any]]]] = defaultdict(list)
        for row in rows:
            words = search_words(row["title"])
            if not words:
                continue
            if row["parent"] < 0:
                self._mains[words[0]].append((words, row))
            else:
                self._below[row["parent"]].append((words, row))

    def target(self, see: str) -> dict[str, Any] | None:
        """The entry that all words of a reference lead to; None when some word leads nowhere."""
        found, missing = self._best(see)
        return None if missing else found

    def nearest(self, see: str) -> dict[str, Any] | None:
        """The entry that the words of a reference lead to, as deep as they do; None without a main term."""
        return self._best(see)[0]

    def _best(self, see: str) -> tuple[dict[str, Any] | None, int]:
        """The deepest entry reached, and how many parts of the reference are left over."""
        parts = [search_words(part) for part in re.sub(r"\([^)]*\)", "", see).split(",")]
        parts = [part for part in parts if part]
        best: tuple[dict[str, Any] | None, int] = (None, len(parts))
        for words, row in self._mains.get(parts[0][0], ()) if parts else ():
            if set(parts[0]) <= set(words):
                rest = [part for part in parts[1:] if not set(part) <= set(words)]
                reached = self._descend(row, rest)
                if reached[1] < best[1]:
                    best = reached
        return best

    def _descend(self, row: dict[str, Any], parts: Sequence[list[str]]) -> tuple[dict[str, Any], int]:
        if not parts:
            return row, 0
        below = self._below.get(row["id"], [])
        groups = [one for words, group in below if words[0] in _GROUPS for one in self._below[group["id"]]]
        best = row, len(parts)
        for words, child in (*below, *groups):
            if words[: len(parts[0])] == parts[0]:
                reached = self._descend(child, parts[1:])
                if reached[1] < best[1]:
                    best = reached
        return best
