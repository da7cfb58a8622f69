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
        parts = [search_words(part) for part in re.sub(r"\([^)]*\)", "", see).split(",")]
        parts = [part for part in parts if part]
        if not parts:
            return None
        for words, row in self._mains.get(parts[0][0], ()):
            if set(parts[0]) <= set(words):
                found = self._descend(row, [part for part in parts[1:] if not set(part) <= set(words)])
                if found is not None:
                    return found
        return None

    def _descend(self, row: dict[str, Any], parts: Sequence[list[str]]) -> dict[str, Any] | None:
        if not parts:
            return row
        below = self._below.get(row["id"], [])
        groups = [one for words, group in below if words[0] in _GROUPS for one in self._below[group["id"]]]
        for words, child in (*below, *groups):
            if words[: len(parts[0])] == parts[0]:
                found = self._descend(child, parts[1:])
                if found is not None:
                    return found
        return None
