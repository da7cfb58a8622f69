"""A tab of the CDI desk that shows the chart as of the worksheet's day."""

from __future__ import annotations

from typing import Protocol

import ipywidgets as widgets

from codinglab.lab.display import element, message
from codinglab.lab.later import Later
from codinglab.lab.page import Page
from codinglab.lab.worksheet import Topic, Worksheet
from codinglab.model import CodinglabError
from codinglab.what_if import WorkingDay, working


class DayPages(Protocol):
    """What a tab shows of a working day, and what a press of a button in it does."""

    def html(self, at: WorkingDay) -> str:
        """The page."""

    def say(self, words: str, text: str, at: WorkingDay) -> None:
        """Do what a button says, or take what was typed."""


class DayPanel:
    """Follows the day of the worksheet while its tab is open.

    Args:
        worksheet: with a day.
        name: of the tab.
        pages: what it shows.
    """

    def __init__(self, worksheet: Worksheet, name: str, pages: DayPages) -> None:
        self._worksheet = worksheet
        self._name = name
        self._pages = pages
        self._page = Page(self._said)
        self._later = Later(self.opened, delay=0.05)
        self.widget = widgets.VBox([self._page])
        worksheet.observe(self._changed)

    @property
    def answer(self) -> WorkingDay | None:
        """The chart as of the day."""
        day = self._worksheet.day
        return working(self._worksheet.case, day) if day else None

    def opened(self) -> None:
        """Draw: the tab is seen now."""
        self._page.html = self.static_html()

    def static_html(self) -> str:
        """The page of the day."""
        try:
            at = self.answer
            inner = self._pages.html(at) if at else element("p", "No day is chosen.", css="cl-empty")
            return element("div", inner, css="cl-desk")
        except CodinglabError as error:
            return message(str(error), "warn")

    def _said(self, words: str, text: str) -> None:
        at = self.answer
        if at is not None:
            self._worksheet.attempt(lambda: self._pages.say(words, text, at))
            self.opened()

    def _changed(self, topic: Topic) -> None:
        if topic is Topic.DAY and self._worksheet.drawer == self._name:
            self._later()
