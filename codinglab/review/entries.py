"""What a term means, and the terms of the tabular as the store has them: an entry made when it is met."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from codinglab.model import ConceptKind


@dataclass(frozen=True, slots=True)
class Entry:
    """What one term means: candidate codes, best first, by side where the side decides.

    `matched` says where the term stands, for the coder to read.
    """

    kind: ConceptKind
    term: str
    codes: tuple[str, ...]
    matched: str
    sides: dict[str, str] = field(default_factory=dict)

    def codes_on(self, side: str) -> tuple[str, ...]:
        """The candidate codes when the words name a side ("right", "left", "bilateral", or "")."""
        return (self.sides[side], *self.codes) if side in self.sides else self.codes


class TabularEntries(Mapping[str, Entry]):
    """The entries of the tabular's terms over their table.

    A note meets few of a hundred thousand terms: made beforehand, the entries cost most of the time and
    of the memory that the lexicon may take.

    Args:
        table: term, codes (with spaces between), entered, words, sides, as `reference.terms` has them.
    """

    def __init__(self, table: Any) -> None:
        self._codes, self._entered, self._words, self._sides = (
            table.column(name) for name in ("codes", "entered", "words", "sides")
        )
        self._row: dict[str, int] = {}
        for part in table.column("term").chunks:
            first = len(self._row)
            self._row.update(zip(part.to_pylist(), range(first, first + len(part)), strict=True))
        self._met: dict[str, Entry] = {}

    def __getitem__(self, term: str) -> Entry:
        """The entry of a term. Raises KeyError."""
        if term not in self._met:
            row = self._row[term]
            sides = (pair.split("=") for pair in self._sides[row].as_py().split())
            self._met[term] = Entry(
                ConceptKind.PROBLEM,
                term,
                tuple(self._codes[row].as_py().split()),
                f"{self._entered[row].as_py()} “{self._words[row].as_py() or term}”",
                dict(sides),
            )
        return self._met[term]

    def __contains__(self, term: object) -> bool:
        """Say whether the tabular has a term."""
        return term in self._row

    def __iter__(self) -> Iterator[str]:
        """The terms, in the order of the book."""
        return iter(self._row)

    def __len__(self) -> int:
        """How many terms there are."""
        return len(self._row)
