"""Spans of days: a start, and an inclusive end that may be open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Period:
    """The days from `since` through `through`, both included; `through=None` is open.

    >>> Period(date(2025, 10, 1), date(2026, 9, 30)).covers(date(2026, 9, 30))
    True
    """

    since: date
    through: date | None = None

    def __post_init__(self) -> None:
        if self.through is not None and self.through < self.since:
            msg = f"a period cannot end ({self.through}) before it starts ({self.since})"
            raise ValueError(msg)

    def covers(self, day: date) -> bool:
        """Say whether `day` lies inside the period."""
        return self.since <= day and (self.through is None or day <= self.through)

    def __str__(self) -> str:
        return f"{self.since} to {self.through or 'open'}"
