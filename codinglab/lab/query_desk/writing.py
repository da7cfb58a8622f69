"""An open query: its boxes and facts with the lint beneath, and how the provider will read it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import ipywidgets as widgets

from codinglab.lab.display import element, live, press
from codinglab.lab.later import Later
from codinglab.lab.page import Page
from codinglab.lab.place import Place
from codinglab.lab.query_desk.begin import indicator, refilled, topic_of
from codinglab.lab.query_desk.chart import Chart
from codinglab.lab.query_desk.facts_html import facts_html
from codinglab.lab.query_desk.form import QueryForm
from codinglab.lab.query_desk.lint_html import findings_html, status_html
from codinglab.lab.query_desk.saving import save
from codinglab.lab.query_desk.states import query_of
from codinglab.lab.worksheet import Worksheet
from codinglab.model import InvalidInputError, Query, QueryStatus, QueryType
from codinglab.query import render_html, render_text, template

_TYPING = 0.4


class WriteView:
    """Changes one query of the worksheet; what is typed is saved a moment later.

    Args:
        worksheet: the work.
        chart: what the query is written from.
        leave: goes back to the list.
    """

    def __init__(self, worksheet: Worksheet, chart: Chart, leave: Callable[[], None]) -> None:
        self._worksheet = worksheet
        self._chart = chart
        self._leave = leave
        self._id = ""
        self._saved = ""
        self._later = Later(self._keep, delay=_TYPING)
        authors = dict.fromkeys(one.author for one in worksheet.case.encounter.documents if one.author)
        self.form = QueryForm(self._later, tuple(authors))
        self.facts = Page(self.said)
        self._status = widgets.HTML()
        self._status.add_class("cl-query-lint")
        self._found = Page(self.said)
        self.preview = Page(self.said)
        self.widget = widgets.VBox([self.form.top, self.facts, self.form.bottom, self._status, self._found])

    @property
    def pending(self) -> bool:
        """Whether something was typed and is not saved yet."""
        return self._later.pending

    def settle(self) -> None:
        """Save what is typed now."""
        self._later.now()

    def show(self, query: Query) -> None:
        """Show a query; the boxes only where they differ from it."""
        if query.id != self._id:
            self._id, self._saved = query.id, ""
        self.form.show(query, editable=_editable(query))
        self._status.value = status_html(query)
        self._found.html = findings_html(query, editable=_editable(query))
        self.show_facts(query)
        self.preview.html = self._preview(query)

    def show_facts(self, query: Query) -> None:
        """Show the facts, and the words that may become one."""
        taken = self._worksheet.selection
        topic = topic_of(query)
        self.facts.html = facts_html(
            query,
            taken.quote if taken else "",
            editable=_editable(query),
            refill=bool(topic) and template(topic).type is QueryType.MULTIPLE_CHOICE,
        )

    def said(self, words: str, text: str) -> None:
        """Do what a press says."""
        verb, _, rest = words.partition(" ")
        if verb == "copied":
            self._tell(text)
        elif verb == "back":
            self._leave()
        elif verb == "field":
            self.go_to(rest)
        elif verb in ("fact", "options", "read", "save"):
            self.settle()
            self._worksheet.attempt(lambda: self._do(verb, rest))

    def go_to(self, field: str) -> None:
        """Give the focus to a field of the query, by its name in `lint_html.FIELDS`."""
        if field == "facts":
            self.facts.focus_on("fact add")
        elif field in self.form.boxes:
            self.form.focus(field)

    def _do(self, verb: str, rest: str) -> None:
        query = self._query
        if verb == "save":
            self._write(query)
        elif verb == "fact" and rest.startswith("go "):
            self._go(query, int(rest.removeprefix("go ")))
        elif not _editable(query):
            msg = f"Query {query.id} is {query.status.value}: what was asked stays as it was."
            raise InvalidInputError(msg)
        elif verb == "read":
            self._worksheet.put_query(replace(query, reviewer=query.author))
            self.go_to("question")
        elif verb == "options":
            self._worksheet.put_query(refilled(query, self._chart.encounter))
        elif rest == "add":
            self._add(query)
        else:
            self._change_fact(query, *rest.split(" ", 1))

    def _add(self, query: Query) -> None:
        fact = indicator(self._worksheet.taken(), self._worksheet.case.encounter)
        facts = tuple(dict.fromkeys((*query.indicators, fact)))
        self._worksheet.put_query(replace(query, indicators=facts))
        self._worksheet.clear_selection()

    def _change_fact(self, query: Query, verb: str, number: str) -> None:
        at = int(number)
        fact = query.indicators[at]
        changed = {
            "contrary": (replace(fact, contrary=not fact.contrary),),
            "prior": (replace(fact, prior=not fact.prior),),
            "drop": (),
        }[verb]
        facts = (*query.indicators[:at], *changed, *query.indicators[at + 1 :])
        self._worksheet.put_query(replace(query, indicators=facts))

    def _go(self, query: Query, number: int) -> None:
        place = self._chart.place(query.indicators[number])
        if place is None:
            msg = "These words stand in no document of the chart as they are written here."
            raise InvalidInputError(msg)
        self._worksheet.go(Place("words", evidence=place))

    def _write(self, query: Query) -> None:
        try:
            page, text = save(query)
            self._tell(f"Saved: {page.name} and {text.name} in {page.parent}")
        except OSError as error:
            self._tell(f"Not saved: {error}")

    def _tell(self, words: str) -> None:
        """Say what became of copying or saving."""
        self._saved = words
        self._worksheet.attempt(lambda: setattr(self.preview, "html", self._preview(self._query)))

    @property
    def _query(self) -> Query:
        return query_of(self._worksheet, self._id)

    def _keep(self) -> None:
        """Put what is typed into the worksheet, where the query still is there to be changed."""
        query = next((one for one in self._worksheet.answers.queries if one.id == self._id), None)
        if query is not None and _editable(query):
            self._worksheet.put_query(self.form.read(query))

    def _preview(self, query: Query) -> str:
        bar = element(
            "div",
            press("Copy as text", "copied", data_copy=render_text(query), data_focus=""),
            press("Save as HTML and text", "save"),
            css="cl-bar",
        )
        return bar + live(self._saved, css="cl-source") + element("div", render_html(query), css="cl-letter")


def _editable(query: Query) -> bool:
    """What was asked stays as it was, once it is answered or closed."""
    return query.status is QueryStatus.OPEN
