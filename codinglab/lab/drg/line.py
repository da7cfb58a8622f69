"""The working DRG in one line, always in sight on inpatient desks; a press opens its tab."""

from __future__ import annotations

from html import escape

import ipywidgets as widgets

from codinglab.lab.display import element, heading, press
from codinglab.lab.drg.grouped import grouped_answers
from codinglab.lab.drg.panel import TAB
from codinglab.lab.later import Later
from codinglab.lab.page import Page
from codinglab.lab.place import Place
from codinglab.lab.worksheet import Topic, Worksheet
from codinglab.model import Grouping


class DrgLine:
    """Number, title and what holds the DRG of the claim as it is coded now; or why it is not grouped."""

    def __init__(self, worksheet: Worksheet) -> None:
        self._worksheet = worksheet
        self._page = Page(self._said)
        self._later = Later(self._draw, delay=0.1)
        self.widget = widgets.VBox([self._page])
        self.widget.add_class("cl-pane-drg")
        worksheet.observe(self._changed)
        self._draw()

    @property
    def answer(self) -> Grouping:
        """The grouping of the claim as it stands."""
        return grouped_answers(self._worksheet).grouping

    def static_html(self) -> str:
        """The line as text."""
        return heading("DRG of these codes") + self._line()

    def _draw(self) -> None:
        self._page.html = self._line()

    def _line(self) -> str:
        of = grouped_answers(self._worksheet)
        grouping = of.grouping
        if grouping.drg is None:
            said = element("span", escape(f"Not grouped: {grouping.not_evaluated}"), css="cl-drg-holds")
            whole = grouping.not_evaluated
        else:
            number = element("span", escape(grouping.drg), css="cl-code")
            said = f"{number} {element('span', escape(grouping.title), css='cl-title')}"
            whole = f"{grouping.drg} {grouping.title}"
        holds = of.explanation.driver
        return element(
            "div",
            press("DRG", "open", aria_label="DRG: why, and what if", title="Why, and what if (Alt+8)"),
            element("span", said, css="cl-drg-is", role="status", title=whole),
            element("span", escape(holds), css="cl-drg-holds", title=holds) if holds else "",
            css="cl-drg-line",
        )

    def _said(self, _words: str, _text: str) -> None:
        self._worksheet.go(Place("drawer", name=TAB))

    def _changed(self, topic: Topic) -> None:
        if topic is Topic.ANSWERS:
            self._later()
