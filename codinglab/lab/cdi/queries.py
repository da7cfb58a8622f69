"""Queries: what the chart calls for, a draft of each, its lint, its answer, and the chart coded again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from html import escape

from codinglab.lab.cdi.indicators import observed_of
from codinglab.lab.display import element, heading, listed, live, press, quoted
from codinglab.lab.guidance.rules import rules_html
from codinglab.lab.query_desk.lint_html import findings_html as lint_html
from codinglab.lab.what_if_html import alternatives_html, recoded_html
from codinglab.model import InvalidInputError, Query, QueryType
from codinglab.query import close, draft, fill, render_html, render_page, render_text
from codinglab.query.opportunities import find
from codinglab.query.opportunity import Opportunity
from codinglab.reference.paths import work_dir
from codinglab.what_if import Alternative, Recoded, WorkingDay, answered, each_answer

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")

_FOR_THE_CODER = "What each answer would do: for the coder to understand, no reason to ask"


class QueryPages:
    """The opportunities of the day, and the queries written from them.

    Args:
        author: who writes the queries and reads the drafts, with credential.
        contact: where the author can be reached.
    """

    def __init__(self, author: str, contact: str) -> None:
        self._author = author
        self._contact = contact
        self._opened = ""
        self._typed = self._saved = ""
        self._compared: tuple[Alternative, ...] = ()
        self._recoded: dict[str, Recoded] = {}
        self.written: dict[str, Query] = {}

    def html(self, at: WorkingDay) -> str:
        """The page."""
        if self._opened:
            return self._query(at)
        found = opportunities(at)
        if not found:
            return element("p", "Nothing in the chart calls for a query so far.", css="cl-empty")
        rows = (self._row(one, at) for one in found)
        return heading("Query opportunities", str(len(found))) + listed(rows, css="cl-findings")

    def say(self, words: str, text: str, at: WorkingDay) -> None:
        """Draft, change, answer, close, or go back to the list."""
        verb, _, rest = words.partition(" ")
        actions: dict[str, Callable[[], None]] = {
            "draft": lambda: self._draft(rest, at),
            "back": self._back,
            "title": lambda: self._change(replace(self.written[self._opened], title=text)),
            "question": lambda: self._change(replace(self.written[self._opened], question=text)),
            "typed": lambda: setattr(self, "_typed", text),
            "read": lambda: self._change(replace(self.written[self._opened], reviewer=self._author)),
            "option": lambda: self._answer(self.written[self._opened].options[int(rest)], at),
            "answer": lambda: self._answer(self._typed, at),
            "close": self._close,
            "compare": lambda: self._compare(at),
            "save": self._save,
        }
        if verb in actions:
            actions[verb]()

    def _draft(self, name: str, at: WorkingDay) -> None:
        if name not in self.written:
            chosen = next(one for one in opportunities(at) if one.id == name)
            self.written[name] = draft(
                fill(chosen, at.encounter),
                at.encounter,
                author=self._author,
                written_on=at.day,
                contact=self._contact,
            )
        self._opened, self._typed, self._saved, self._compared = name, "", "", ()

    def _back(self) -> None:
        self._opened = ""

    def _change(self, query: Query) -> None:
        if query.answer:
            msg = f"Query {query.id} is answered: what was asked stays as it was."
            raise InvalidInputError(msg)
        self.written[self._opened] = query

    def _answer(self, text: str, at: WorkingDay) -> None:
        recoded = answered(at.encounter, at.claim, self.written[self._opened], text, on=at.day)
        self.written[self._opened], self._recoded[self._opened] = recoded.query, recoded

    def _close(self) -> None:
        self.written[self._opened] = close(self.written[self._opened])

    def _compare(self, at: WorkingDay) -> None:
        self._compared = each_answer(at.encounter, at.claim, self.written[self._opened])

    def _save(self) -> None:
        """Write the query beside the learners' work, as a page to print and as plain text."""
        query = self.written[self._opened]
        folder = work_dir() / "queries"
        folder.mkdir(parents=True, exist_ok=True)
        name = _UNSAFE.sub("-", query.id)
        page, text = folder / f"{name}.html", folder / f"{name}.txt"
        page.write_text(render_page(query), encoding="utf-8")
        text.write_text(render_text(query), encoding="utf-8")
        self._saved = f"Saved: {page.name} and {text.name} in {folder}"

    def _row(self, one: Opportunity, at: WorkingDay) -> str:
        words = listed((quoted(evidence, at.encounter) for evidence in one.evidence[:4]), css="cl-plain")
        state = f"{self.written[one.id].status.value}: open it" if one.id in self.written else "Draft a query"
        return (
            element("span", escape(one.kind.value), css="cl-severity")
            + element("span", f" {escape(one.subject or one.topic)}", css="cl-title")
            + element("div", escape(one.why), css="cl-said")
            + words
            + rules_html(one.authority)
            + press(state, f"draft {one.id}")
        )

    def _query(self, at: WorkingDay) -> str:
        query = self.written[self._opened]
        fields = (
            ""
            if query.answer
            else _box("Title", "title", query.title) + _box("Question", "question", query.question)
        )
        recoded = self._recoded.get(self._opened)
        return (
            element(
                "div",
                press("◀ All opportunities", "back"),
                press("Save as HTML and text", "save"),
                css="cl-bar",
            )
            + live(self._saved, css="cl-source")
            + fields
            + element("div", render_html(query), css="cl-markdown")
            + lint_html(query)
            + ("" if query.reviewer else press("I have read this draft and stand for it", "read"))
            + self._answers(query)
            + (recoded_html(recoded) if recoded else "")
        )

    def _answers(self, query: Query) -> str:
        """Buttons for the answers a provider might give; a training desk has no provider to wait for."""
        offered: Iterable[str] = () if query.type is QueryType.OPEN else query.options
        buttons = [press(option, f"option {number}") for number, option in enumerate(offered)]
        own = _box("In the provider's own words", "typed", self._typed) + press(
            "Record this answer", "answer"
        )
        if query.options:
            buttons.append(press("Compare all answers", "compare"))
        shut = press("Close the query", "close") if query.answer else ""
        return (
            element("div", "Answer, as the provider might give it", css="cl-label")
            + element("div", *buttons, css="cl-bar", data_list="answers", role="group", aria_label="Answers")
            + element("div", own, shut, css="cl-bar")
            + (alternatives_html(self._compared, _FOR_THE_CODER) if self._compared else "")
        )


def opportunities(at: WorkingDay) -> tuple[Opportunity, ...]:
    """What the chart calls for as of the day."""
    return find(at.encounter, at.concepts, at.suggestions, observed_of(at))


def _box(label: str, ask: str, value: str) -> str:
    box = element("input", type="text", data_ask=ask, value=value, css="cl-ask cl-wide", spellcheck="true")
    return element("label", element("span", escape(label), css="cl-label"), box, css="cl-field")
