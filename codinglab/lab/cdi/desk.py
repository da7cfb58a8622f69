"""The desk of a CDI specialist: the chart as of a day, and a tab for each part of concurrent review."""

from __future__ import annotations

from datetime import date
from typing import Any, Protocol

import ipywidgets as widgets

from codinglab.lab.bench_keys import BenchKeys
from codinglab.lab.cdi.chart import ChartPages
from codinglab.lab.cdi.drg import TutorPages, WhatIfPages, WhyPages
from codinglab.lab.cdi.guidance import GuidanceTab
from codinglab.lab.cdi.indicators import IndicatorPages
from codinglab.lab.cdi.queries import QueryPages
from codinglab.lab.display import element, heading, message, tab_bar
from codinglab.lab.mimebundle import bundle_alone
from codinglab.lab.page import Page
from codinglab.model import Case, CodinglabError, InvalidInputError
from codinglab.reference.cases import load_case
from codinglab.what_if import WorkingDay, days, working


class DeskPages(Protocol):
    """One tab: what it shows of a working day, and what a press of a button in it does."""

    def html(self, at: WorkingDay) -> str:
        """The page."""

    def say(self, words: str, text: str, at: WorkingDay) -> None:
        """Do what a button says, or take what was typed."""


class CdiDesk:
    """A stay under concurrent review.

    Args:
        case: an inpatient case.
        author: who writes the queries, with credential.
        day: the day to open at, the first by default.

    Raises:
        InvalidInputError: the case is no inpatient one.
    """

    def __init__(self, case: Case, author: str, day: date | None = None) -> None:
        self.case = case
        self.day = day or days(case)[0]
        if case.shell.admission_date is None:
            msg = f"{case.id} is no inpatient case: concurrent review needs a stay."
            raise InvalidInputError(msg)
        self.queries = QueryPages(author, "coding lab")
        self._tabs: dict[str, DeskPages] = {
            "Chart": ChartPages(),
            "Indicators": IndicatorPages(),
            "Queries": self.queries,
            "Why this DRG": WhyPages(),
            "What if": WhatIfPages(),
            "Tutor": TutorPages(),
            "Guidance": GuidanceTab(),
        }
        self._open = "Chart"
        self._page = Page(self._said)
        self._page.html = self.static_html()
        self.widget = widgets.VBox([BenchKeys(), self._page])

    def __repr__(self) -> str:
        return f"CdiDesk({self.case.id!r}, {self.day})"

    def _repr_mimebundle_(self, **options: Any) -> Any:
        return bundle_alone(self.widget, repr(self), notes=True, **options)

    def show(self, tab: str, day: date | None = None) -> CdiDesk:
        """Open a tab, and a day where one is given.

        Raises:
            InvalidInputError: there is no such tab, or the day is not one of the stay.
        """
        if tab not in self._tabs:
            msg = f"There is no tab '{tab}'. The tabs are {', '.join(self._tabs)}."
            raise InvalidInputError(msg)
        if day is not None:
            working(self.case, day)
            self.day = day
        self._open = tab
        self._page.html = self.static_html()
        return self

    def static_html(self) -> str:
        """The desk as it stands."""
        head = heading(self.case.title, f"concurrent review, day {self._number()} of {len(days(self.case))}")
        tabs = ((name, f"open {name}", name == self._open) for name in self._tabs)
        return (
            head
            + self._day_bar()
            + tab_bar("Desk", tabs, "tabs")
            + element("div", self._inner(), css="cl-desk", role="tabpanel", aria_label=self._open)
        )

    def _number(self) -> int:
        return days(self.case).index(self.day) + 1

    def _day_bar(self) -> str:
        told = []
        for number, day in enumerate(days(self.case), start=1):
            grouping = working(self.case, day).explanation.grouping
            text = f"Day {number}, {day:%m/%d}: {grouping.drg or 'not grouped'}"
            told.append((text, f"day {day.isoformat()}", day == self.day))
        said = "The number is the working DRG, from what the chart leads to by then."
        return tab_bar("Days of the stay", told, "days") + element("p", said, css="cl-source")

    def _inner(self) -> str:
        try:
            return self._tabs[self._open].html(working(self.case, self.day))
        except CodinglabError as error:
            return message(str(error), "warn")

    def _said(self, words: str, text: str) -> None:
        verb, _, rest = words.partition(" ")
        trouble = ""
        try:
            if verb == "open" and rest in self._tabs:
                self._open = rest
            elif verb == "day":
                self.day = next(day for day in days(self.case) if day.isoformat() == rest)
            else:
                self._tabs[self._open].say(words, text, working(self.case, self.day))
        except CodinglabError as error:
            trouble = message(str(error), "warn")
        except (LookupError, StopIteration, ValueError):
            return
        self._page.html = self.static_html() + trouble


def open_desk(case_id: str, author: str = "A. Reviewer, CDI specialist", day: date | None = None) -> CdiDesk:
    """Open a case at the CDI desk.

    Raises:
        UnknownCaseError: no case has that id.
        InvalidInputError: the case is no inpatient one.
    """
    return CdiDesk(load_case(case_id), author, day)
