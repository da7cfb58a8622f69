"""The query desk of every desk: the queries of a case listed, written, linted, answered, taken up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from html import escape

import ipywidgets as widgets

from codinglab.lab.display import element, heading, press, tab_bar
from codinglab.lab.later import Later
from codinglab.lab.page import Page
from codinglab.lab.query_desk.answering import AnswerView
from codinglab.lab.query_desk.chart import Chart
from codinglab.lab.query_desk.lint_html import findings_html, status_html
from codinglab.lab.query_desk.listing import ListView
from codinglab.lab.query_desk.states import state_html, warm_up
from codinglab.lab.query_desk.writing import WriteView
from codinglab.lab.worksheet import Topic, Worksheet
from codinglab.model import Concept, Query, Suggestion
from codinglab.query import render_text

TAB = "Query"

_PARTS = {"write": "Write", "preview": "As the provider reads it", "answer": "Answer"}


class QueryDesk:
    """The queries of a case. Nothing of it comes from the key, and no question knows of money.

    Args:
        worksheet: the work; every change of a query is saved with it and undone with it.
        concepts, suggestions: what was read in the whole chart.
        day: at a CDI desk, tells the day shown: the chart is that of the day, and its opportunities stand
            open. None at a coder's desk, where they are looked for when asked.
    """

    def __init__(
        self,
        worksheet: Worksheet,
        concepts: tuple[Concept, ...] = (),
        suggestions: tuple[Suggestion, ...] = (),
        day: Callable[[], date | None] | None = None,
    ) -> None:
        self._worksheet = worksheet
        self._name = ""
        self._part = "write"
        chart = Chart(worksheet, concepts, suggestions, day)
        self.list = ListView(worksheet, chart, self.open)
        self.write = WriteView(worksheet, chart, self.close)
        self.answering = AnswerView(worksheet, chart, self.close)
        self._head = Page(self._said)
        self._later = Later(self._show, delay=0.05)
        parts = (self.write.widget, self.write.preview, self.answering.widget)
        self._parts = dict(zip(_PARTS, parts, strict=True))
        self._query = widgets.VBox([self._head, *parts])
        self.widget = widgets.VBox([self.list.widget, self._query])
        self.widget.add_class("cl-query-desk")
        worksheet.observe(self._changed)
        self._lay_out()

    @property
    def answer(self) -> tuple[Query, ...]:
        """The queries written."""
        return self._worksheet.answers.queries

    def opened(self) -> None:
        """Draw: the tab is seen now."""
        warm_up()
        self._show()

    def static_html(self) -> str:
        """The text of each query and its lint."""
        if not self.answer:
            return heading(TAB) + element("p", "No query written.", css="cl-empty")
        return heading(TAB, str(len(self.answer))) + "".join(
            element("pre", escape(render_text(query))) + status_html(query) + findings_html(query)
            for query in self.answer
        )

    def open(self, name: str, part: str = "write") -> None:
        """Show a query by its id, at "write", "preview" or "answer"."""
        self.write.settle()
        self._name, self._part = name, part
        self._show()
        self._head.focus_on(f"part {self._part}")

    def close(self) -> None:
        """Go back to the list."""
        self.write.settle()
        before, self._name = self._name, ""
        self._show()
        self.list.queries.focus_on(f"open {before}")

    def _current(self) -> Query | None:
        return next((query for query in self.answer if query.id == self._name), None)

    def _said(self, words: str, _text: str) -> None:
        verb, _, rest = words.partition(" ")
        if verb == "back":
            self.close()
        elif verb == "part" and rest in _PARTS:
            self.write.settle()
            self._part = rest
            self._show()
        elif verb == "remove":
            name = self._name
            self._worksheet.attempt(lambda: self._worksheet.remove_query(name))
            self.list.topic.focus()

    def _changed(self, topic: Topic) -> None:
        if topic is Topic.SETTLE:
            self.write.settle()
        elif self._worksheet.drawer != TAB:
            return
        elif topic is Topic.ANSWERS:
            self._show()
        elif topic is Topic.DAY and not self._name:
            self._later()
        elif topic is Topic.SELECTION:
            self._show_selection()

    def _show_selection(self) -> None:
        query = self._current()
        if query is None:
            self.list.show_words()
        else:
            self.write.show_facts(query)

    def _show(self) -> None:
        """Draw what is seen; a query that is gone gives way to the list."""
        query = self._current()
        if query is None:
            self._name = ""
            self.list.show()
        elif self._part == "answer":
            self.answering.show(query)
        elif not self.write.pending:
            self.write.show(query)
        if query is not None:
            self._head.html = self._head_html(query)
        self._lay_out()

    def _lay_out(self) -> None:
        self.list.widget.layout.display = "none" if self._name else None
        self._query.layout.display = None if self._name else "none"
        for name, part in self._parts.items():
            part.layout.display = None if name == self._part else "none"

    def _head_html(self, query: Query) -> str:
        bar = element(
            "div",
            press("◀ All queries", "back", title="Back to the list (Alt+←)"),
            element("span", escape(query.id), css="cl-source"),
            state_html(query),
            press(
                "Remove",
                "remove",
                css="cl-say cl-query-remove",
                title="Remove this query; undo brings it back",
            ),
            css="cl-bar cl-query-bar",
        )
        parts = ((label, f"part {name}", name == self._part) for name, label in _PARTS.items())
        return bar + tab_bar("This query", parts, "query parts")
