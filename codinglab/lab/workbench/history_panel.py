"""The history of the work: what was done, when, and the way back to any step."""

from __future__ import annotations

from html import escape

import ipywidgets as widgets

from codinglab.lab.display import element, heading, press
from codinglab.lab.history import Step
from codinglab.lab.page import Page
from codinglab.lab.sheet import Topic
from codinglab.lab.worksheet import Worksheet

SHOWN = 60
TAB = "History"


class HistoryPanel:
    """Lists the steps, the latest first; a press puts the work as it was then, and can itself be undone."""

    def __init__(self, worksheet: Worksheet) -> None:
        self._worksheet = worksheet
        self._all = False
        self._page = Page(self._said)
        self.widget = widgets.VBox([self._page])
        worksheet.observe(self._changed)

    @property
    def answer(self) -> int:
        """At which step the work is (from 0)."""
        return self._worksheet.step

    def opened(self) -> None:
        """Draw the steps: the tab is seen now."""
        self._page.html = self.static_html()

    def static_html(self) -> str:
        """The steps."""
        sheet = self._worksheet
        steps = list(enumerate(sheet.steps))[::-1]
        shown = steps if self._all else steps[:SHOWN]
        latest = steps[0][1]
        rows = [self._row(number, _time(step, latest), step.said) for number, step in shown]
        more = len(steps) - len(shown)
        rest = press(f"Show {more} older steps", "all") if more else ""
        note = f"{len(steps) - 1} changes; undo with Ctrl+Z, redo with Ctrl+Y"
        return (
            heading("History", note)
            + element("ol", *rows, css="cl-plain cl-history", data_list="history", reversed="")
            + rest
        )

    def _row(self, number: int, at: str, said: str) -> str:
        here = number == self._worksheet.step
        state = "now" if here else "undone" if number > self._worksheet.step else ""
        css = "cl-choice cl-step cl-here" if here else f"cl-choice cl-step {'cl-undone' if state else ''}"
        inner = (
            element("span", escape(at), css="cl-when")
            + element("span", escape(said), css="cl-did")
            + (element("span", state, css="cl-state") if state else "")
        )
        current = {"aria_current": "step"} if here else {}
        return element(
            "li",
            element("button", inner, css=css, type="button", data_say=f"step {number}", **current),
        )

    def _said(self, words: str, _text: str) -> None:
        verb, _, number = words.partition(" ")
        if verb == "all":
            self._all = True
            self.opened()
        elif verb == "step" and number.isdecimal():
            self._worksheet.attempt(lambda: self._worksheet.go_back_to(int(number)))

    def _changed(self, topic: Topic) -> None:
        if topic is Topic.ANSWERS and self._worksheet.drawer == TAB:
            self.opened()


def _time(step: Step, latest: Step) -> str:
    """The time of day of a step, or its day where that is another one than the latest's."""
    at, last = step.at.astimezone(), latest.at.astimezone()
    return f"{at:%H:%M:%S}" if at.date() == last.date() else f"{at:%Y-%m-%d %H:%M}"
