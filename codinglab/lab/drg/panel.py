"""The DRG tab: why the claim is in its DRG, what if, and the tutor; at the CDI desk beside the chart's."""

from __future__ import annotations

from typing import Protocol

import ipywidgets as widgets

from codinglab.lab.display import element, message, tab_bar
from codinglab.lab.drg.compared import CHART, YOURS, compared_html
from codinglab.lab.drg.grouped import Grouped, grouped_answers, grouped_day
from codinglab.lab.drg.sections import TutorSection, WhatIfSection
from codinglab.lab.drg.why_section import WhySection
from codinglab.lab.later import Later
from codinglab.lab.page import Page
from codinglab.lab.worksheet import Topic, Worksheet
from codinglab.model import CodinglabError, Grouping, Icd10cm, InvalidInputError
from codinglab.what_if import working

TAB = "DRG"


class _Section(Protocol):
    def html(self, of: Grouped, *, may_change: bool) -> str:
        """The page about a claim."""

    def say(self, verb: str, rest: str) -> None:
        """Do what a button of it says."""


class DrgPanel:
    """The MS-DRG of the claim as coded; where the worksheet has a day, beside the working DRG of the chart.

    It draws only while its tab is open; the slow sections only when they are chosen.
    """

    def __init__(self, worksheet: Worksheet) -> None:
        self._worksheet = worksheet
        self._sections: dict[str, _Section] = {
            "Why": WhySection(),
            "What if": WhatIfSection(),
            "Tutor": TutorSection(),
        }
        self._open = "Why"
        self._which = CHART if worksheet.day else YOURS
        self._page = Page(self._said)
        self._later = Later(self._draw, delay=0.3)
        self.widget = widgets.VBox([self._page])
        worksheet.observe(self._changed)

    @property
    def answer(self) -> Grouping:
        """The grouping of the claim as the learner has coded it."""
        return grouped_answers(self._worksheet).grouping

    def opened(self) -> None:
        """Draw: the tab is seen now."""
        self._draw()

    def static_html(self) -> str:
        """The tab as it stands."""
        try:
            return self._html()
        except CodinglabError as error:
            return message(str(error), "warn")

    def _html(self) -> str:
        yours, day = grouped_answers(self._worksheet), self._worksheet.day
        of, compared = yours, ""
        if day is not None:
            chart = grouped_day(working(self._worksheet.case, day))
            of = chart if self._which == CHART else yours
            compared = compared_html(chart, yours, day, self._which)
        tabs = ((name, f"section {name}", name == self._open) for name in self._sections)
        inner = self._sections[self._open].html(of, may_change=self._which == YOURS)
        return (
            compared
            + tab_bar("DRG", tabs, "sections")
            + element("div", inner, css="cl-desk cl-drg-section", role="tabpanel", aria_label=self._open)
        )

    def _draw(self) -> None:
        self._page.html = self.static_html()

    def _said(self, words: str, _text: str) -> None:
        verb, _, rest = words.partition(" ")
        if verb == "section" and rest in self._sections:
            self._open = rest
        elif verb == "about" and rest in (CHART, YOURS):
            self._which = rest
        elif verb == "principal":
            self._worksheet.attempt(lambda: self._make_principal(rest))
        else:
            self._sections[self._open].say(verb, rest)
        self._draw()

    def _make_principal(self, code: str) -> None:
        codes = [item.code for item in self._worksheet.answers.diagnoses]
        if code not in codes:
            msg = f"{Icd10cm(code).written} is not on the claim any more."
            raise InvalidInputError(msg)
        self._worksheet.move_diagnosis(codes.index(Icd10cm(code)) + 1, 1)

    def _changed(self, topic: Topic) -> None:
        if topic in (Topic.ANSWERS, Topic.DAY) and self._worksheet.drawer == TAB:
            self._later()
