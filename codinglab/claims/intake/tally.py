"""Rejected rows counted by what is wrong with them, for a report that fits on a screen."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from codinglab.claims.intake.batch import Batch, Rejection

OTHER_ROWS = "another row of the claim is rejected"
_MOST = 2_000
_DIFFERING = (
    (re.compile(r"\b(by|voids) claim \S+"), r"\1 claim …"),
    (re.compile(r"differ in it: .*"), "differ in it"),
    (re.compile(r" \(bill type .*\)"), ""),
    (re.compile(r"(line|position) \d+ \d+ times"), r"\1 … several times"),
    (re.compile(r"on \d+ rows"), "on several rows"),
    (re.compile(r"\d{4}-\d\d-\d\d"), "…"),
)


class Tally:
    """Counts rejected rows by field and reason; what differs from row to row in a reason is left out.

    >>> tally = Tally()
    >>> tally.add([Rejection("f", "row 2", "A", "units", "1.5", "a whole number is expected")])
    >>> tally.add([Rejection("f", "row 3", "B", "", "", "replaced by claim C-1", "")])
    >>> tally.most_common()[1]
    ('', 'replaced by claim …', 1, 'row 3')
    >>> tally.rows, tally.most_common(1)
    (2, [('units', 'a whole number is expected', 1, 'row 2: 1.5')])
    """

    def __init__(self) -> None:
        self.rows = 0
        self.claims = 0
        self.lines = 0
        self._counts: Counter[tuple[str, str]] = Counter()
        self._examples: dict[tuple[str, str], str] = {}

    def add(self, rejections: Iterable[Rejection]) -> None:
        """Count rejected rows."""
        for one in rejections:
            self.rows += 1
            key = (one.field, _general(one.reason))
            if key not in self._counts and len(self._counts) >= _MOST:
                key = ("", "other reasons")
            self._counts[key] += 1
            if key not in self._examples:
                self._examples[key] = f"{one.place}: {one.value[:60]}" if one.value else one.place

    def watch(self, batches: Iterable[Batch]) -> Iterator[Batch]:
        """Pass batches on, counting their rejected rows, claims and lines."""
        for batch in batches:
            self.add(batch.rejections)
            self.claims += len(batch.relations["claim"]) if "claim" in batch.relations else 0
            self.lines += len(batch.relations["line"]) if "line" in batch.relations else 0
            yield batch

    def most_common(self, most: int = 20) -> list[tuple[str, str, int, str]]:
        """(field, reason, rows, an example), most frequent first."""
        return [(*key, count, self._examples[key]) for key, count in self._counts.most_common(most)]

    @property
    def reasons(self) -> int:
        """How many kinds of reasons there are."""
        return len(self._counts)


def _general(reason: str) -> str:
    """A reason without what differs from row to row."""
    if reason.startswith("the claim is rejected whole"):
        return OTHER_ROWS
    first = reason.split("; also ")[0]
    for pattern, instead in _DIFFERING:
        first = pattern.sub(instead, first)
    return first
