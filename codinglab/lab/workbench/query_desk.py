"""The query desk: a question to the provider, written from evidence and linted as it is typed."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import Any

import ipywidgets as widgets

from codinglab.lab.buttons import button
from codinglab.lab.display import element, heading, listed, live, markdown, severity_mark, unfolding
from codinglab.lab.later import Later
from codinglab.lab.worksheet import Topic, Worksheet
from codinglab.model import Evidence, Indicator, InvalidInputError, LintFinding, Query, QueryType
from codinglab.query import explain_rule, lint, render_text

OPTIONS = ("Other (please specify)", "Unable to determine")
TYPES = (("Multiple choice", "multiple_choice"), ("Open", "open"), ("Yes / no", "yes_no"))


class QueryDesk:
    """Writes the query of a case. The learner picks the facts; nothing comes from the key."""

    def __init__(self, worksheet: Worksheet) -> None:
        self._worksheet = worksheet
        self._quiet = False
        self._later = Later(self._save, delay=0.4)
        self._title = widgets.Text(
            description="Title",
            placeholder="neutral: name no undocumented diagnosis",
            layout=widgets.Layout(width="auto"),
        )
        self._question = widgets.Textarea(
            description="Question",
            placeholder="one clinical question",
            rows=2,
            layout=widgets.Layout(width="auto"),
        )
        self._type = widgets.Dropdown(description="Type", options=TYPES, layout=widgets.Layout(width="260px"))
        self._options = widgets.Textarea(
            description="Options", placeholder="one a line", rows=4, layout=widgets.Layout(width="auto")
        )
        self._subject = widgets.Text(
            description="Subject",
            placeholder="yes / no only: the documented diagnosis asked about",
            layout=widgets.Layout(width="auto"),
        )
        self._fields = (self._title, self._question, self._type, self._options, self._subject)
        for field in self._fields:
            field.observe(self._typed, names="value")
        self._facts = widgets.HTML()
        self._linted = widgets.HTML()
        draft = button("Draft", "Begin a query from the evidence collected", self._draft, worksheet)
        add = button("Add fact", "Add the taken words as a clinical indicator", self._add_fact, worksheet)
        less = button("Drop last fact", "Drop the last clinical indicator", self._drop_fact, worksheet)
        away = button("Remove query", "Remove this query", self._remove, worksheet)
        buttons = widgets.HBox([draft, add, less, away])
        buttons.add_class("cl-buttons")
        self._form = widgets.VBox([self._facts, *self._fields])
        self.widget = widgets.VBox(
            [widgets.HTML(heading("Query", "to the provider")), buttons, self._form, self._linted]
        )
        self.widget.add_class("cl-panel")
        worksheet.observe(self._changed)
        self._show()

    @property
    def answer(self) -> Query | None:
        """The query as it stands, None while there is none."""
        queries = self._worksheet.answers.queries
        return queries[0] if queries else None

    def static_html(self) -> str:
        """The text of the query and its lint."""
        if self.answer is None:
            return heading("Query") + element("p", "No query written.", css="cl-empty")
        return heading("Query") + element("pre", escape(render_text(self.answer))) + lint_html(self.answer)

    def _draft(self) -> None:
        if self.answer is not None:
            msg = "There is a query already: change it, or remove it first."
            raise InvalidInputError(msg)
        case = self._worksheet.case
        chosen = self._worksheet.selection
        collected = [chosen] if chosen else []
        self._worksheet.put_query(
            Query(
                id="query-1",
                encounter_id=case.encounter.id,
                type=QueryType.MULTIPLE_CHOICE,
                title="Clarification",
                question="",
                indicators=tuple(self._indicator(evidence) for evidence in collected),
                options=OPTIONS,
                addressee=case.encounter.documents[-1].author if case.encounter.documents else "",
                author=self._worksheet.answers.learner,
                written_on=case.encounter.through_date,
                patient_id=case.encounter.patient.id,
                contact="coding lab",
            )
        )
        self._worksheet.clear_selection()

    def _add_fact(self) -> None:
        chosen = self._worksheet.selection
        if chosen is None:
            msg = "Take words from the note first: mark them with the mouse, or with n and Enter."
            raise InvalidInputError(msg)
        if self.answer is None:
            self._draft()
            return
        facts = (*self.answer.indicators, self._indicator(chosen))
        self._worksheet.put_query(replace(self.answer, indicators=tuple(dict.fromkeys(facts))))
        self._worksheet.clear_selection()

    def _drop_fact(self) -> None:
        if self.answer is not None and self.answer.indicators:
            self._worksheet.put_query(replace(self.answer, indicators=self.answer.indicators[:-1]))

    def _remove(self) -> None:
        if self.answer is not None:
            self._worksheet.remove_query(self.answer.id)

    def _indicator(self, evidence: Evidence) -> Indicator:
        document = self._worksheet.case.encounter.document(evidence.document)
        words = " ".join(evidence.quote.split())
        return Indicator(words, document.written_on, document.title, evidence.quote)

    def _typed(self, _change: dict[str, Any]) -> None:
        if not self._quiet and self.answer is not None:
            self._later()

    def _save(self) -> None:
        query = self.answer
        if query is None:
            return
        options = tuple(line.strip() for line in self._options.value.splitlines() if line.strip())
        written = replace(
            query,
            title=self._title.value,
            question=self._question.value,
            type=QueryType(self._type.value),
            options=options,
            subject=self._subject.value.strip(),
        )
        self._worksheet.put_query(written)

    def _changed(self, topic: Topic) -> None:
        if topic is Topic.SETTLE:
            self._later.now()
        elif topic is Topic.ANSWERS and not self._later.pending:
            self._show()

    def _show(self) -> None:
        query = self.answer
        self._form.layout.display = "none" if query is None else None
        if query is None:
            note = "Mark facts in the note, then Draft. A query gives the facts and asks; it never leads."
            self._linted.value = element("p", note, css="cl-empty")
            return
        self._facts.value = element("div", "Clinical indicators", css="cl-label") + (
            listed(_fact(item) for item in query.indicators) or element("p", "none yet", css="cl-empty")
        )
        self._subject.layout.display = None if query.type is QueryType.YES_NO else "none"
        self._options.layout.display = "none" if query.type is QueryType.OPEN else None
        self._quiet = True
        typed = tuple(line.strip() for line in self._options.value.splitlines() if line.strip())
        if typed != query.options:
            self._options.value = "\n".join(query.options)
        self._title.value, self._question.value, self._type.value = (
            query.title,
            query.question,
            query.type.value,
        )
        if self._subject.value.strip() != query.subject:
            self._subject.value = query.subject
        self._quiet = False
        self._linted.value = lint_html(query)


def lint_html(query: Query) -> str:
    """What the lint says of a query, with the remedy of each finding."""
    found = lint(query)
    if not found:
        return live("Lint: the query keeps the rules checked.", css="cl-status cl-is-clean")
    blocking = any(item.severity == "FAIL" for item in found)
    status = live(f"Lint: {len(found)} to mend.", css=f"cl-status cl-is-{'fail' if blocking else 'warn'}")
    return status + listed((_lint_row(item) for item in found), css="cl-findings")


def _lint_row(item: LintFinding) -> str:
    return (
        severity_mark(item.severity)
        + element("span", f" {escape(item.rule)} ", css="cl-code")
        + element("span", escape(item.message), css="cl-title")
        + element("div", escape(f"{item.remedy} ({item.authority})"), css="cl-reason")
        + unfolding(f"Explain {item.rule}", markdown(explain_rule(item.rule)))
    )


def _fact(item: Indicator) -> str:
    when = item.observed_on.isoformat() if item.observed_on else "no date"
    return element("q", escape(item.fact), css="cl-quote") + element(
        "span", escape(f" {when}, {item.source}"), css="cl-source"
    )
