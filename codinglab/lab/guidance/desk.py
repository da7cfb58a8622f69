"""The guidance desk by itself: `open_guidance(on)` in a cell."""

from __future__ import annotations

from datetime import date
from typing import Any

import ipywidgets as widgets

from codinglab.guidance import Answer
from codinglab.lab.display import heading
from codinglab.lab.guidance.pages import ASK, GuidancePages
from codinglab.lab.mimebundle import bundle_alone
from codinglab.lab.page import Page
from codinglab.parse import as_day


class GuidanceDesk:
    """Ask the guidance in a notebook; the section opens in its place.

    Attributes:
        answer: the answer shown last; None before the first question.
    """

    def __init__(self, on: date, contractor: str = "") -> None:
        self.on = on
        self._pages = GuidancePages(on, contractor)
        self._page = Page(self.say)
        self._page.html = self.static_html()
        self.widget = widgets.VBox([self._page])
        self.widget.add_class("cl-books")

    @property
    def answer(self) -> Answer | None:
        """The answer shown last."""
        return self._pages.answer

    def __repr__(self) -> str:
        return f"GuidanceDesk({self.on})"

    def _repr_mimebundle_(self, **options: Any) -> Any:
        return bundle_alone(self.widget, repr(self), **options)

    def ask(self, question: str) -> None:
        """Ask a question as if it were typed."""
        self.say(ASK, question)

    def say(self, words: str, text: str = "") -> None:
        """Do what a button says, or take what was typed."""
        self._pages.say(words, text)
        self._page.html = self.static_html()

    def static_html(self) -> str:
        """The page shown now."""
        return heading("Guidance", f"in force on {self.on}") + self._pages.html()


def open_guidance(on: date | str | None = None, question: str = "", contractor: str = "") -> GuidanceDesk:
    """Open the guidance desk.

    Args:
        on: the day asked about, today by default.
        question: asked at once.
        contractor: whose local policies are searched too: a number or a name.
    """
    desk = GuidanceDesk(as_day(on), contractor)
    if question:
        desk.ask(question)
    return desk
