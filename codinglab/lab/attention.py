"""Where the person at a worksheet is: words taken, place, tab, day, report. None of it is saved."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from codinglab.lab.place import Place
from codinglab.lab.sheet import Sheet, Topic
from codinglab.model import Answers, Case, Evidence, InvalidInputError, Report


class Attention(Sheet):
    """A sheet whose panels look at the same words and go to the same place.

    `selection` is the evidence taken from the note and not yet given to a code, `place` where the
    panels were asked to go last, `drawer` the name of the open tab, `report` what validation said of
    the claim as it stands, and `day` the day of the stay that a CDI desk is at (None: the whole chart).
    """

    def __init__(self, case: Case, answers: Answers, path: Path, **options: Any) -> None:
        super().__init__(case, answers, path, **options)
        self.selection: Evidence | None = None
        self.place: Place | None = None
        self.drawer = ""
        self.report: Report | None = None
        self.day: date | None = None

    def select(self, document: str, start: int, end: int) -> None:
        """Take words of the chart as the current evidence (offsets in code points; blanks trimmed)."""
        try:
            text = self.case.encounter.document(document).text
        except KeyError:
            msg = f"The chart has no document '{document}'."
            raise InvalidInputError(msg) from None
        start, end = max(0, start), min(len(text), end)
        quote = text[start:end]
        start += len(quote) - len(quote.lstrip())
        quote = quote.strip()
        self.selection = Evidence(document, start, start + len(quote), quote) if quote else None
        self._tell(Topic.SELECTION)

    def taken(self) -> Evidence:
        """The words taken. Raises InvalidInputError when there are none, and says how to take some."""
        if self.selection is None:
            msg = "Take words from the note first: mark them with the mouse, or with n and Enter."
            raise InvalidInputError(msg)
        return self.selection

    def clear_selection(self) -> None:
        """Drop the current evidence."""
        if self.selection is not None:
            self.selection = None
            self._tell(Topic.SELECTION)

    def show_day(self, day: date) -> None:
        """Go to a day of the stay: the chart is that written by then, and words taken from later are dropped.

        Raises:
            InvalidInputError: the day is not one of the encounter.
        """
        encounter = self.case.encounter
        if not encounter.from_date <= day <= encounter.through_date:
            msg = f"{day} is not a day of this encounter, {encounter.from_date} to {encounter.through_date}."
            raise InvalidInputError(msg)
        if day != self.day:
            self.day = day
            if self.selection is not None and self._written(self.selection) > day:
                self.clear_selection()
            self._tell(Topic.DAY)

    def _written(self, evidence: Evidence) -> date:
        return self.case.encounter.document(evidence.document).written_on

    def go(self, place: Place) -> None:
        """Ask the panels to go to a place; the one that has it does. Words of a later day bring that day."""
        if self.day is not None and place.evidence is not None:
            written = min(self._written(place.evidence), self.case.encounter.through_date)
            self.show_day(max(written, self.day))
        self.place = place
        self._tell(Topic.PLACE)

    def checked(self, report: Report | None) -> None:
        """Record what validation says of the claim as it stands; None when it could not be validated."""
        self.report = report
        self._tell(Topic.REPORT)
