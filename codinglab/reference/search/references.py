"""Where "see Pain, abdominal" leads, for the phrases of entries that have no code of their own."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from codinglab.reference.words import search_words

_STEM = 5
_GROUPS = {"with", "in", "due", "type", "following"}


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the book: the words of its title in order, those and its nonessential ones, the row."""

    words: list[str]
    all_words: set[str]
    row: dict[str, Any]

    def cost(self, part: list[str]) -> float:
        """How far a part of a reference is from the line: 0 its beginning, 1 another line."""
        if self.words[: len(part)] == part:
            return 0.01 * (len(self.words) - len(part))
        if set(part) <= self.all_words:
            return 0.1
        stems = {word[:_STEM] for word in self.all_words}
        return 0.3 if all(word[:_STEM] in stems for word in part) else 1.0


class References:
    """The references of one book.

    Args:
        rows: the entries in book order: id, parent, title, nemod, see, code.
    """

    def __init__(self, rows: Iterable[dict[str, Any]]) -> None:
        self._below: dict[int, list[_Line]] = defaultdict(list)
        self._mains: dict[str, list[_Line]] = defaultdict(list)
        for row in rows:
            words = search_words(row["title"])
            if not words:
                continue
            line = _Line(words, {*words, *search_words(row.get("nemod") or "")}, row)
            if row["parent"] < 0:
                for word in line.all_words:
                    self._mains[word[:_STEM]].append(line)
            else:
                self._below[row["parent"]].append(line)

    def target(self, see: str) -> dict[str, Any] | None:
        """The entry that all words of a reference lead to; None when some word leads nowhere."""
        found, left = self._best(see)
        return found if left < 1 else None

    def nearest(self, see: str) -> dict[str, Any] | None:
        """The entry that the words of a reference lead to, as deep as they do; None without a main term."""
        return self._best(see)[0]

    def _best(self, see: str) -> tuple[dict[str, Any] | None, float]:
        """The deepest entry reached, and its cost: one for each part of the reference left over."""
        first = see.partition(";")[0]
        parts = [search_words(part) for part in re.sub(r"\([^)]*\)", "", first).split(",")]
        parts = [part for part in parts if part]
        if not parts:
            return None, 1.0
        best = self._from_main(parts)
        if best[1] >= 1 and len(parts[0]) > 1:
            split = self._from_main([parts[0][:1], parts[0][1:], *parts[1:]])
            best = min(best, split, key=lambda reached: reached[1])
        return best

    def _from_main(self, parts: Sequence[list[str]]) -> tuple[dict[str, Any] | None, float]:
        best: tuple[dict[str, Any] | None, float] = None, float(len(parts))
        for line in self._mains.get(parts[0][0][:_STEM], ()):
            cost = line.cost(parts[0])
            if cost < 1:
                rest = [part for part in parts[1:] if not set(part) <= line.all_words]
                row, left = self._descend(line.row, rest)
                if left + cost < best[1]:
                    best = row, left + cost
        return best

    def _descend(self, row: dict[str, Any], parts: Sequence[list[str]]) -> tuple[dict[str, Any], float]:
        if not parts:
            return row, 0.0
        if parts[0][0] == "by":
            return row, 1.0
        below = self._below.get(row["id"], [])
        groups = [one for line in below if line.words[0] in _GROUPS for one in self._below[line.row["id"]]]
        best = row, float(len(parts))
        for line in (*below, *groups):
            cost = line.cost(parts[0])
            if cost < 1:
                found, left = self._descend(line.row, parts[1:])
                if left + cost < best[1]:
                    best = found, left + cost
        return best
