"""The library's panel: the learner's name, the filters, the list, and the case that is open."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from codinglab.lab.bench_keys import BenchKeys
from codinglab.lab.buttons import plain_button
from codinglab.lab.case_library.class_bar import ClassBar
from codinglab.lab.case_library.filters import Filters
from codinglab.lab.case_library.list_html import OPEN, list_html
from codinglab.lab.case_library.opened import Opened
from codinglab.lab.case_library.rows import CaseRow, Shelf, shelf
from codinglab.lab.display import NOTES, element, heading, message, style
from codinglab.lab.learner_box import learner_box
from codinglab.lab.learner_work import remember, remembered
from codinglab.lab.mimebundle import bundle
from codinglab.lab.page import Page
from codinglab.model import InvalidInputError


class CaseLibrary:
    """All cases with a learner's work on them; one of them may be open.

    Args:
        learner: whose work is shown.

    Raises:
        InvalidInputError: the name cannot name a folder.
    """

    def __init__(self, learner: str) -> None:
        self.learner = learner
        self._shelf: Shelf = shelf(learner)
        self._last = ""
        self._name = learner_box(learner, self.change_learner)
        self._said = widgets.HTML()
        self.filters = Filters(self._show)
        self.filters.offer(self._shelf.rows)
        self._page = Page(self._heard)
        self.opened = Opened(self._left)
        progress = plain_button("Progress", "What you master, and what to practise next", self.open_progress)
        drills = plain_button("Drills", "Short exercises; what you missed comes back", self.open_drills)
        name = widgets.HBox([self._name, progress, drills])
        name.add_class("cl-buttons")
        self.room = ClassBar(lambda: self.learner, self._joined)
        head = [widgets.HTML(heading("Case library")), name, self._said]
        self._front = widgets.VBox([*head, self.filters.widget, self._page, self.room.widget])
        self._show()
        parts = [widgets.HTML(style(NOTES)), BenchKeys(), self._front, self.opened.widget]
        self.widget = widgets.VBox(parts)
        self.widget.add_class("cl-workbench")

    @property
    def answer(self) -> tuple[CaseRow, ...]:
        """The rows that are listed."""
        return self.filters.wanted.of(self._shelf.rows)

    def __repr__(self) -> str:
        return f"CaseLibrary({self.learner!r})"

    def _repr_mimebundle_(self, **options: Any) -> Any:
        return bundle(self.widget, repr(self), **options)

    def static_html(self) -> str:
        """The library as it stands, for readers without a kernel."""
        page: str = self._page.html
        return element("div", style(), heading("Case library", self.learner), page, css="cl-workbench")

    def change_learner(self, name: str) -> None:
        """Show another learner's work, and remember the name; a name that cannot stand is refused."""
        name = name.strip()
        if name == self.learner:
            return
        try:
            self._shelf = shelf(name)
            remember(name)
        except InvalidInputError as error:
            self._said.value = element("div", message(str(error), "warn"), role="alert")
            return
        self.learner, self._said.value = name, ""
        self._show()

    def open(self, case_id: str) -> None:
        """Open a case of the library in the place of the list."""
        case = next((row.case for row in self._shelf.rows if row.case.id == case_id), None)
        if case is None:
            return
        self._last = case_id
        self._front.layout.display = "none"
        self.opened.open(case, self.learner)

    def open_progress(self) -> None:
        """Open the learner's progress in the place of the list."""
        self._front.layout.display = "none"
        self.opened.open_progress(self.learner)

    def open_drills(self) -> None:
        """Open the learner's drills in the place of the list."""
        self._front.layout.display = "none"
        self.opened.open_drills(self.learner)

    def _joined(self) -> None:
        """Show the cases of a set that has just come."""
        self._shelf = shelf(self.learner)
        self.filters.offer(self._shelf.rows)
        self._show()

    def _left(self) -> None:
        """Show the list again, with what became of the work, and the focus where it was."""
        self._shelf = shelf(self.learner)
        self._front.layout.display = ""
        self._show()
        self._page.focus_on(OPEN + (self._last or next((row.case.id for row in self.answer), "")))

    def _show(self) -> None:
        rows = self.answer
        self._page.html = list_html(rows, len(self._shelf.rows), self._shelf.troubles, self._last)

    def _heard(self, words: str, _text: str) -> None:
        if words.startswith(OPEN):
            self.open(words.removeprefix(OPEN))


def open_library(learner: str | None = None) -> CaseLibrary:
    """Open the case library.

    Args:
        learner: whose work is shown; the name used last on this machine where none is given, at first "me".

    Raises:
        InvalidInputError: the name cannot name a folder.
    """
    return CaseLibrary(learner or remembered())
