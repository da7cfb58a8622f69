"""What the tabular's Excludes and sequencing notes say of two diagnosis codes, from either side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from codinglab.drills.codes import TABULAR
from codinglab.drills.rows import remembered, rows_on
from codinglab.reference.store import Store, per_store

_HELD = 8


@dataclass(frozen=True, slots=True)
class Notes:
    """The notes of an edition of the tabular.

    Attributes:
        excludes, instructions: the rows by the level that they are written at.
        above: the block and the chapter of each category.
        edition: of the tabular.
    """

    excludes: dict[str, list[dict[str, Any]]]
    instructions: dict[str, list[dict[str, Any]]]
    above: dict[str, tuple[str, str]]
    edition: str

    def levels(self, code: str) -> tuple[str, ...]:
        """The levels a code stands under, itself included."""
        return (*(code[:length] for length in range(3, len(code) + 1)), *self.above.get(code[:3], ()))

    def nearest(self, code: str, other: str) -> dict[str, Any] | None:
        """The Excludes note nearest to a code that names the other; of the same level Excludes1 counts."""
        found = [
            row
            for level in self.levels(code)
            for row in self.excludes.get(level, ())
            if row["target"] and other.startswith(row["target"]) and not code.startswith(row["target"])
        ]
        return min(
            found, key=lambda row: (-row["depth"], row["kind"], row["node"], row["note"]), default=None
        )

    def between(self, one: str, two: str) -> list[dict[str, Any]]:
        """The nearest Excludes notes of two codes, from either side, Excludes1 before Excludes2."""
        found = (self.nearest(one, two), self.nearest(two, one))
        return sorted((row for row in found if row is not None), key=lambda row: row["kind"])

    def names_no_code(self, code: str) -> bool:
        """Whether a code stands under an Excludes1 note that names no code, and so cannot be read here."""
        rows = (row for level in self.levels(code) for row in self.excludes.get(level, ()))
        return any(row["kind"] == 1 and not row["target"] for row in rows)

    def orders(self, one: str, two: str) -> list[tuple[Order, dict[str, Any]]]:
        """What the sequencing notes at either code say of the order of the two, as (order, row)."""
        return [*self._orders(one, two, turned=False), *self._orders(two, one, turned=True)]

    def _orders(self, code: str, other: str, *, turned: bool) -> Iterator[tuple[Order, dict[str, Any]]]:
        for level in self.levels(code):
            for row in self.instructions.get(level, ()):
                if not row["target"] or not other.startswith(row["target"]):
                    continue
                after = row["kind"] == "code_first"
                if row["kind"] == "code_also":
                    yield Order.EITHER, row
                else:
                    yield (Order.ONE if after == turned else Order.TWO), row


class Order(StrEnum):
    """Which of two codes goes first."""

    ONE = "one"
    TWO = "two"
    EITHER = "either"


def notes_on(on: date) -> Notes:
    """The notes in force on a day.

    Raises:
        NotInForceError: no edition of the tabular is.
    """
    return remembered(_kept(), on, lambda: _read(on), most=_HELD)


def _read(on: date) -> Notes:
    excludes, instructions, above = (
        rows_on(f"icd10cm_{name}", on, TABULAR) for name in ("excludes", "instruction", "category")
    )
    return Notes(
        _by_node(excludes.all()),
        _by_node(instructions.all()),
        {row["category"]: (row["block"], row["chapter"]) for row in above.all()},
        excludes.edition,
    )


def _by_node(rows: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row["node"], []).append(row)
    return found


@per_store
def _kept(_store: Store) -> dict[date, Notes]:
    return {}
