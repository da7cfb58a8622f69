"""The queries of a case, how one begins, and the opportunities of the chart."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

import ipywidgets as widgets

from codinglab.lab.buttons import button
from codinglab.lab.display import element, heading, message
from codinglab.lab.page import Page
from codinglab.lab.place import Place
from codinglab.lab.query_desk.begin import (
    Writer,
    asked_for,
    blank,
    indicator,
    of_opportunity,
    of_topic,
    topic_names,
)
from codinglab.lab.query_desk.chart import Chart
from codinglab.lab.query_desk.form import wide
from codinglab.lab.query_desk.list_html import look_html, opportunities_html, queries_html
from codinglab.lab.worksheet import Worksheet
from codinglab.model import CodinglabError, Indicator, Query
from codinglab.query import template
from codinglab.query.opportunity import Opportunity
from codinglab.reference.cases import has_key

GRADED = "Its key is with your educator: what this chart calls to ask is yours to find."


class ListView:
    """Lists and begins queries.

    Args:
        worksheet: the work.
        chart: what they are written from.
        opened: called with the id of a query to open.
    """

    def __init__(self, worksheet: Worksheet, chart: Chart, opened: Callable[[str], None]) -> None:
        self._worksheet = worksheet
        self._chart = chart
        self._opened = opened
        self.looking = chart.by_day
        self.queries = Page(self._said)
        self.opportunities = Page(self._said)
        self.topic = widgets.Dropdown(description="Topic", options=topic_names(), **wide())
        self.subject = widgets.Text(description="Condition", placeholder="as the record has it", **wide())
        self.partner = widgets.Text(description="And the", placeholder="the other condition", **wide())
        self._template = widgets.HTML()
        self.topic.observe(self._topic_chosen, names="value")
        begin = button("Begin from the topic", "Write the query of this topic", self._of_topic, worksheet)
        alone = button("Begin blank", "Write a query of your own words", self._blank, worksheet)
        alone.add_class("cl-query-blank")
        presses = widgets.HBox([begin, alone])
        presses.add_class("cl-buttons")
        fields = widgets.VBox([self.topic, self._template, self.subject, self.partner, presses])
        fields.add_class("cl-query-form")
        head = widgets.HTML(heading("New query", "from a topic, or blank"))
        self.widget = widgets.VBox([self.queries, head, fields, self.opportunities])
        self._show_template()

    def show(self) -> None:
        """Show the queries and, where they are open, the opportunities."""
        self.queries.html = queries_html(self._worksheet.answers.queries)
        self.show_words()
        self.opportunities.html = self.opportunities_html()

    def show_words(self) -> None:
        """Say what the words taken in the note would become."""
        self._show_template()

    def opportunities_html(self) -> str:
        """The opportunities; the press that looks for them where they are folded; none in graded work."""
        if not has_key(self._worksheet.case.id):
            return heading("Opportunities in the chart") + element("p", GRADED, css="cl-empty")
        if not self.looking:
            return look_html()
        try:
            found, encounter = self._chart.opportunities(), self._chart.encounter
        except CodinglabError as error:
            return heading("Opportunities in the chart") + message(str(error), "warn")
        written = {query.id: query for query in self._worksheet.answers.queries}
        return opportunities_html(found, written, encounter, may_fold=not self._chart.by_day)

    def _said(self, words: str, _text: str) -> None:
        verb, _, rest = words.partition(" ")
        if verb == "open":
            self._opened(rest)
        elif verb in ("look", "fold"):
            self.looking = verb == "look"
            self.opportunities.html = self.opportunities_html()
        elif verb == "draft":
            self._worksheet.attempt(lambda: self._of_opportunity(rest))
        elif verb == "go":
            self._worksheet.attempt(lambda: self._go(*rest.split(" ", 1)))

    def _writer(self) -> Writer:
        answers = self._worksheet.answers
        taken = tuple(query.id for query in answers.queries)
        return Writer(self._chart.encounter, answers.learner, self._chart.dated, taken)

    def _facts(self) -> tuple[Indicator, ...]:
        chosen = self._worksheet.selection
        return (indicator(chosen, self._worksheet.case.encounter),) if chosen else ()

    def _begin(self, query: Query) -> None:
        self._worksheet.put_query(query)
        self._worksheet.clear_selection()
        self._opened(query.id)

    def _blank(self) -> None:
        self._begin(blank(self._writer(), self._facts()))

    def _of_topic(self) -> None:
        facts, asked = self._facts(), asked_for(self.topic.value)
        subject, partner = self.subject.value, self.partner.value
        if facts and "subject" in asked and not subject.strip():
            subject = facts[0].fact
        given = {"subject": subject} if "subject" in asked else {}
        given |= {"partner": partner} if "partner" in asked else {}
        self._begin(of_topic(self.topic.value, self._writer(), facts=facts, **given))
        self.subject.value = self.partner.value = ""

    def _opportunity(self, name: str) -> Opportunity | None:
        return next((one for one in self._chart.opportunities() if one.id == name), None)

    def _of_opportunity(self, name: str) -> None:
        one = self._opportunity(name)
        if one is None:
            return
        query = of_opportunity(one, self._writer())
        if query.id in {known.id for known in self._worksheet.answers.queries}:
            self._opened(query.id)
        else:
            self._begin(query)

    def _go(self, name: str, number: str) -> None:
        one = self._opportunity(name)
        if one is not None and int(number) < len(one.evidence):
            self._worksheet.go(Place("words", evidence=one.evidence[int(number)]))

    def _topic_chosen(self, _change: dict[str, Any]) -> None:
        self._show_template()

    def _show_template(self) -> None:
        """The template's question with its fields, and a box for each of them."""
        asked, chosen = asked_for(self.topic.value), template(self.topic.value)
        self.subject.layout.display = None if "subject" in asked else "none"
        self.partner.layout.display = None if "partner" in asked else "none"
        words = chosen.question.replace("{subject}", "[condition]").replace("{partner}", "[other condition]")
        taken = self._worksheet.selection
        first = f"The words taken become its first fact: “{' '.join(taken.quote.split())}”." if taken else ""
        self._template.value = element("p", escape(words), css="cl-query-template") + (
            element("p", escape(first), css="cl-source") if first else ""
        )
