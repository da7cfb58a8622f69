"""The desk's guidance: what is in force on the working day, asked as in the workbench."""

from __future__ import annotations

from datetime import date

from codinglab.lab.guidance.pages import GuidancePages
from codinglab.what_if import WorkingDay


class GuidanceTab:
    """Guidance as a tab of the desk; each day of the stay asks on its own date."""

    def __init__(self) -> None:
        self._days: dict[date, GuidancePages] = {}

    def html(self, at: WorkingDay) -> str:
        """The page shown now."""
        return self._of(at).html()

    def say(self, words: str, text: str, at: WorkingDay) -> None:
        """Do what a button says, or take what was typed."""
        self._of(at).say(words, text)

    def _of(self, at: WorkingDay) -> GuidancePages:
        return self._days.setdefault(at.day, GuidancePages(at.day))
