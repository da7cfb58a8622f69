"""Rows of the gradebook's tables: a value by the name of its column."""

from __future__ import annotations

from collections.abc import Iterator

Value = str | int | float | None
Rows = Iterator[dict[str, Value]]


def share(value: float) -> float:
    """A share as the tables give it: four decimals, so that equal work gives equal bytes everywhere."""
    return round(value, 4)
