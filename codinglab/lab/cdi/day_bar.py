"""The days of a stay, above the workbench: a day chosen is the day of the whole desk."""

from __future__ import annotations

from datetime import date, timedelta
from html import escape

import ipywidgets as widgets

from codinglab.lab.display import element, heading
from codinglab.lab.later import Later
from codinglab.lab.page import Page
from codinglab.lab.worksheet import Topic, Worksheet
from codinglab.model import CodinglabError
from codinglab.what_if import days, working


class DayBar:
    """A tab a day with its date and working DRG, which follow one by one: each day is read by itself."""

    def __init__(self, worksheet: Worksheet) -> None:
        self._worksheet = worksheet
        self._days = days(worksheet.case)
        self._drgs: dict[date, tuple[str, str]] = {}
        self._page = Page(self._said)
        self._later = Later(self._next, delay=0.05)
        self.widget = widgets.VBox([self._page])
        self.widget.add_class("cl-pane-days")
        worksheet.observe(self._changed)
        self._draw()
        self._later()

    @property
    def answer(self) -> date | None:
        """The day chosen."""
        return self._worksheet.day

    def static_html(self) -> str:
        """The days with their working DRGs."""
        for day in self._days:
            self._read(day)
        return heading("Days of the stay") + self._bar()

    def step(self, by: int) -> None:
        """Go some days on or back, as far as the stay goes."""
        day = self._worksheet.day
        at = self._days.index(day) if day in self._days else 0
        self._worksheet.show_day(self._days[min(max(at + by, 0), len(self._days) - 1)])

    def _bar(self) -> str:
        tabs = element(
            "div",
            *(self._tab(number, day) for number, day in enumerate(self._days, start=1)),
            css="cl-tabs",
            role="tablist",
            aria_label="Days of the stay",
            data_list="days",
        )
        return element("div", tabs, self._told(), css="cl-day-bar")

    def _tab(self, number: int, day: date) -> str:
        drg, title = self._drgs.get(day, ("…", ""))
        before = self._drgs.get(day - timedelta(days=1), (drg, ""))[0]
        moved = element("span", "→ ", aria_label="changed to") if drg != before else ""
        new = self._new(day)
        inner = (
            f"Day {number} "
            + element("span", f"{day:%m/%d} ", css="cl-day-on")
            + element("span", moved, escape(drg), css="cl-code")
        )
        return element(
            "button",
            inner,
            css="cl-tab" if new else "cl-tab cl-day-quiet",
            type="button",
            data_say=f"day {day.isoformat()}",
            role="tab",
            aria_selected=str(day == self._worksheet.day).lower(),
            title=f"{title or 'being read'}; {_documents(new)} written on this day",
        )

    def _told(self) -> str:
        day = self._worksheet.day
        if day is None:
            return ""
        _drg, title = self._drgs.get(day, ("", ""))
        said = f"{_documents(self._new(day))} new · {title}"
        note = "The number is the working DRG of what the chart leads to by then, not reviewed by a coder."
        return element("span", escape(said), css="cl-source cl-day-told", role="status", title=note)

    def _new(self, day: date) -> int:
        return sum(one.written_on == day for one in self._worksheet.case.encounter.documents)

    def _read(self, day: date) -> None:
        if day in self._drgs:
            return
        try:
            grouping = working(self._worksheet.case, day).explanation.grouping
        except CodinglabError as error:
            self._drgs[day] = ("not read", str(error))
            return
        self._drgs[day] = (grouping.drg or "not grouped", grouping.title or grouping.not_evaluated)

    def _next(self) -> None:
        """Read the next day that was not read; the kernel can answer between two days."""
        left = [day for day in self._days if day not in self._drgs]
        if left:
            self._read(left[0])
            self._draw()
            self._later()

    def _draw(self) -> None:
        self._page.html = self._bar()

    def _said(self, words: str, _text: str) -> None:
        verb, _, rest = words.partition(" ")
        chosen = next((day for day in self._days if day.isoformat() == rest), None)
        if verb == "day" and chosen is not None:
            self._worksheet.attempt(lambda: self._worksheet.show_day(chosen))

    def _changed(self, topic: Topic) -> None:
        day = self._worksheet.day
        if topic is Topic.DAY and day is not None:
            self._read(day)
            self._draw()


def _documents(count: int) -> str:
    return "1 document" if count == 1 else f"{count or 'no'} documents"
