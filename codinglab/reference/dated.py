"""A list of codes with dates and titles, for any code system of the store."""

from __future__ import annotations

from datetime import date

from codinglab.model import NotInForceError, Period
from codinglab.reference.lookup import Lookup, day

NO_TITLE = "(title not installed: the code is newer than the tabular edition)"
_SOURCES = {
    "ICD-10-CM": "icd10cm-order",
    "ICD-10-PCS": "icd10pcs-order",
    "HCPCS Level II": "hcpcs",
    "CPT": "cpt",
}


class DatedCodes:
    """The codes of one system: spans of validity and titles.

    Args:
        lookup: the opened look-up file.
        system: the name of the code system.

    Attributes:
        periods: the days the installed lists cover, the oldest first, with the gaps between them.
    """

    def __init__(self, lookup: Lookup, system: str) -> None:
        self._lookup, self._system = lookup, system
        rows = lookup.rows("SELECT since, through FROM coverage WHERE system = ? ORDER BY since", system)
        self.periods = tuple(Period(day(since), day(through) if through else None) for since, through in rows)

    def covers(self, on: date) -> bool:
        """Say whether an installed list holds on the day."""
        return any(period.covers(on) for period in self.periods)

    def check(self, on: date) -> None:
        """Raise NotInForceError unless the list covers the day."""
        if self.covers(on):
            return
        command = f"codinglab reference install {_SOURCES[self._system]} FILE"
        if not self.periods:
            msg = f"No {self._system} code list is installed. Install one: {command}"
            raise NotInForceError(msg)
        held = ", and ".join(str(period) for period in self.periods)
        msg = f"The {self._system} code list covers {held}; not {on}. Install the one for that day: {command}"
        raise NotInForceError(msg)

    def spans(self, code: str) -> tuple[Period, ...]:
        """Every span of a code, oldest first."""
        rows = self._lookup.rows(
            "SELECT since, through FROM span WHERE system = ? AND code = ?", self._system, code
        )
        return tuple(Period(day(since), day(through) if through else None) for since, through in rows)

    def span(self, code: str, on: date) -> Period | None:
        """The span of a code that covers the day, else its latest span, else None.

        Raises:
            NotInForceError: the list does not cover the day at all.
        """
        self.check(on)
        spans = self.spans(code)
        return next((span for span in spans if span.covers(on)), spans[-1] if spans else None)

    def title(self, code: str) -> str:
        """The latest title of a code, "" when the list does not have it."""
        rows = self._lookup.rows(
            "SELECT title FROM span WHERE system = ? AND code = ? ORDER BY since DESC LIMIT 1",
            self._system,
            code,
        )
        return rows[0][0] if rows else ""

    def below(self, prefix: str, on: date, limit: int | None = None) -> tuple[str, ...]:
        """The codes valid on the day that begin with `prefix` and are longer, in order."""
        self.check(on)
        rows = self._lookup.rows(
            "SELECT code FROM span WHERE system = ? AND code > ? AND code < ? "
            "AND since <= ? AND (through IS NULL OR through >= ?) ORDER BY code LIMIT ?",
            self._system,
            prefix,
            prefix + "\uffff",
            on.isoformat(),
            on.isoformat(),
            -1 if limit is None else limit,
        )
        return tuple(row[0] for row in rows)

    def count_below(self, prefix: str, on: date) -> int:
        """How many codes valid on the day begin with `prefix` and are longer."""
        self.check(on)
        rows = self._lookup.rows(
            "SELECT count(*) FROM span WHERE system = ? AND code > ? AND code < ? "
            "AND since <= ? AND (through IS NULL OR through >= ?)",
            self._system,
            prefix,
            prefix + "\uffff",
            on.isoformat(),
            on.isoformat(),
        )
        return int(rows[0][0])
