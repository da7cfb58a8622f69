"""The answer to a query, its life, and what it does to the codes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from codinglab.lab.later import Later
from codinglab.lab.page import Page
from codinglab.lab.query_desk.answer_html import answer_html, recoding_html
from codinglab.lab.query_desk.chart import Chart
from codinglab.lab.query_desk.states import query_of
from codinglab.lab.worksheet import Worksheet
from codinglab.model import Diagnosis, InvalidInputError, Query, QueryStatus
from codinglab.query import answer, close, reopen
from codinglab.query.wording import UNDETERMINED
from codinglab.what_if import Alternative, Recoded, answered, each_answer

_READING = "The chart is being read again with the answer in it …"
_COMPARING = "The chart is being read once with each answer …"
_PATH = "Query answered: "


class AnswerView:
    """Records an answer; codes the chart again when asked to, and takes the codes up when asked to.

    Args:
        worksheet: the work.
        chart: which is coded again.
        leave: goes back to the list.
    """

    def __init__(self, worksheet: Worksheet, chart: Chart, leave: Callable[[], None]) -> None:
        self._worksheet = worksheet
        self._chart = chart
        self._leave = leave
        self._id = self._typed = self._working = ""
        self._recoded: dict[Query, Recoded] = {}
        self._compared: dict[Query, tuple[Alternative, ...]] = {}
        self._later = Later(self._work, delay=0.05)
        self.widget = Page(self._said)

    def show(self, query: Query) -> None:
        """Show the answer of a query, or how to record one."""
        if query.id != self._id:
            self._id, self._typed = query.id, ""
        self.widget.html = self.html(query)

    def html(self, query: Query) -> str:
        """The answer, and apart from it the codes."""
        recoded, compared = self._recoded.get(query), self._compared.get(query, ())
        taken = self._is_taken(recoded)
        return answer_html(query, self._typed) + recoding_html(
            query, recoded, compared, self._working, taken=taken
        )

    @property
    def _query(self) -> Query:
        return query_of(self._worksheet, self._id)

    def _said(self, words: str, text: str) -> None:
        verb, _, rest = words.partition(" ")
        if verb == "back":
            self._leave()
        elif verb == "words":
            self._typed = text
        elif verb == "answer":
            self._typed = text or self._typed
            self._worksheet.attempt(lambda: self._answer(self._typed))
        elif verb == "undetermined":
            self._worksheet.attempt(lambda: self._answer(UNDETERMINED))
        elif verb == "option":
            self._worksheet.attempt(lambda: self._answer(self._query.options[int(rest)]))
        elif verb == "close":
            self._worksheet.attempt(lambda: self._put(close(self._query, unanswered=not self._query.answer)))
        elif verb == "reopen":
            self._worksheet.attempt(lambda: self._put(reopen(self._query)))
        elif verb in ("recode", "compare"):
            self._working = _READING if verb == "recode" else _COMPARING
            self._worksheet.attempt(lambda: self.show(self._query))
            self._later()
        elif verb == "take":
            self._worksheet.attempt(self._take)

    def _put(self, query: Query) -> None:
        self._typed = ""
        self._worksheet.put_query(query)

    def _answer(self, text: str) -> None:
        query = self._query
        if not query.addressee.strip():
            msg = "The query is addressed to nobody: say under Write who is asked, for that is who answers."
            raise InvalidInputError(msg)
        day = self._chart.dated
        self._put(answer(query, text, query.addressee, max(day, query.written_on or day)))

    def _work(self) -> None:
        """Read the chart again; the page said before that it is being read."""
        working, self._working = self._working, ""
        act = self._recode if working == _READING else self._compare
        self._worksheet.attempt(lambda: act(self._query))
        self._worksheet.attempt(lambda: self.show(self._query))

    def _recode(self, query: Query) -> None:
        self._recoded[query] = answered(
            self._chart.encounter,
            self._chart.claim,
            replace(query, status=QueryStatus.ANSWERED),
            query.answer,
            by=query.answered_by,
            on=query.answered_on,
        )

    def _compare(self, query: Query) -> None:
        self._compared[query] = each_answer(self._chart.encounter, self._chart.claim, query)

    def _take(self) -> None:
        query = self._query
        recoded = self._recoded[query]
        added = tuple(Diagnosis(one.code, one.poa) for one in recoded.added if one.billable)
        self._worksheet.take_up(added, recoded.gone, f"{_PATH}{query.title}: {query.answer}")
        short = [one.code.written for one in recoded.added if not one.billable]
        if short:
            self._worksheet.say(f"{', '.join(short)}: needs more characters. Choose the code by hand.")

    def _is_taken(self, recoded: Recoded | None) -> bool:
        """Whether the claim has what the recoding gives."""
        if recoded is None:
            return False
        there = {item.code for item in self._worksheet.answers.diagnoses}
        added = {one.code for one in recoded.added if one.billable}
        return added <= there and not there & set(recoded.gone)
