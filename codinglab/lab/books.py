"""The books beside the search: the tabular, the Index, the ICD-10-PCS builder and guidance, a tab each."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Protocol

import ipywidgets as widgets

from codinglab.lab.display import element, heading, message, tab_bar
from codinglab.lab.guidance.pages import GuidancePages
from codinglab.lab.index_pages import IndexPages
from codinglab.lab.mimebundle import bundle_alone
from codinglab.lab.page import Page
from codinglab.lab.pcs_pages import PcsPages
from codinglab.lab.tabular_pages import TabularPages
from codinglab.model import CodinglabError

Assign = Callable[[str, str, str], Any]


class Pages(Protocol):
    """One book: what it shows, and what a press of a button in it does."""

    def html(self) -> str:
        """The page shown now."""

    def say(self, words: str, text: str) -> None:
        """Do what a button says, or take what was typed."""


class Books:
    """The tabs. A code chosen in a book is given to `assign` with its system and how it was reached.

    Args:
        on: the day whose editions are shown.
        assign: called with code, "CM" or "PCS", and the path; without it the books are for reading.
        procedures: offer the ICD-10-PCS builder.
    """

    def __init__(self, on: date, assign: Assign | None = None, *, procedures: bool = True) -> None:
        self.on = on
        self.answer: tuple[str, str] | None = None
        self._assign = assign
        self._history: list[tuple[str, str]] = []
        self._books: dict[str, Pages] = {
            "Tabular": TabularPages(on, may_assign=assign is not None),
            "Index": IndexPages(on, may_assign=assign is not None),
        }
        if procedures:
            self._books["ICD-10-PCS"] = PcsPages(on, may_assign=assign is not None)
        self._books["Guidance"] = GuidancePages(on)
        self._open = "Tabular"
        self._page = Page(self._said)
        self._page.html = self.static_html()
        self.widget = widgets.VBox([self._page])
        self.widget.add_class("cl-books")

    def __repr__(self) -> str:
        return f"Books({self.on})"

    def _repr_mimebundle_(self, **options: Any) -> Any:
        return bundle_alone(self.widget, repr(self), **options)

    def static_html(self) -> str:
        """The open book, with the tabs above it."""
        head = heading("Books", f"as of {self.on}")
        return (
            head
            + tab_bar("Books", ((name, f"open {name}", name == self._open) for name in self._books), "tabs")
            + element("div", self._inner(), css="cl-book", role="tabpanel", aria_label=self._open)
        )

    def show_code(self, code: str) -> None:
        """Open the tabular at a code."""
        self._said(f"code {code}", "")

    def _inner(self) -> str:
        try:
            return self._books[self._open].html()
        except CodinglabError as error:
            return message(str(error), "warn")

    def _said(self, words: str, text: str) -> None:
        verb, _, rest = words.partition(" ")
        if verb == "open" and rest in self._books:
            self._open = rest
        elif verb == "code":
            self._open = "Tabular"
            self._books["Tabular"].say(words, text)
        elif verb == "assign":
            system, _, code = rest.partition(" ")
            path = getattr(self._books[self._open], "path", "")
            self.answer = (code, path)
            if self._assign is not None:
                self._assign(code, system, path)
            if system == "PCS":
                self._books[self._open].say("clear", "")
        else:
            try:
                self._books[self._open].say(words, text)
            except CodinglabError as error:
                self._page.html = self.static_html() + message(str(error), "warn")
                return
            except (LookupError, ValueError):
                return
        self._page.html = self.static_html()
        if focus := getattr(self._books[self._open], "focus", ""):
            self._page.focus_on(focus)
