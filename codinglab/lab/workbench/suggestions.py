"""The suggestions: codes that the words of the chart raise, each with those words and the reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from codinglab.lab.display import element, heading, listed, message
from codinglab.lab.page import Page
from codinglab.lab.place import Place
from codinglab.lab.workbench.suggestion_html import row_html, whole_html
from codinglab.lab.worksheet import Topic, Worksheet
from codinglab.model import CodinglabError, Suggestion

TAB = "Suggested"


class Suggestions:
    """The list of suggestions in proposed order; the coder decides.

    Args:
        worksheet: the work.
        suggestions: of the whole chart.
        of_day: what the chart leads to by a day; where the worksheet has a day, the list follows it.
    """

    def __init__(
        self,
        worksheet: Worksheet,
        suggestions: tuple[Suggestion, ...],
        of_day: Callable[[date], tuple[Suggestion, ...]] | None = None,
    ) -> None:
        self._worksheet = worksheet
        self._of_day = of_day
        self._suggestions = suggestions
        self._trouble = ""
        self._unfolded: set[str] = set()
        self._drawn: tuple[object, ...] = ()
        self.widget = Page(self._said)
        worksheet.observe(self._changed)
        self._read_day()
        self._draw()

    @property
    def answer(self) -> tuple[str, ...]:
        """The suggested codes that are assigned."""
        assigned = self._assigned()
        return tuple(item.code for item in self._suggestions if item.code in assigned)

    def static_html(self) -> str:
        """The suggestions as a list, each with everything that speaks for it."""
        encounter = self._worksheet.case.encounter
        return self._heading() + listed(whole_html(item, encounter) for item in self._suggestions)

    def opened(self) -> None:
        """Draw what changed while another tab was open."""
        self._draw()

    def assign(self, code: str) -> None:
        """Assign a suggested code with every place that raised it as evidence, in one change.

        Raises:
            LookupError: the code is not among the suggestions.
        """
        chosen = self._suggestion(code)
        self._worksheet.add_diagnosis(chosen.code, more=chosen.evidence)

    def _said(self, words: str, _text: str) -> None:
        verb, _, rest = words.partition(" ")
        code, _, at = rest.partition(" ")
        try:
            if verb == "assign":
                self._worksheet.attempt(lambda: self.assign(code))
            elif verb == "words":
                place = self._suggestion(code).evidence[int(at)]
                self._worksheet.go(Place("words", evidence=place))
            elif verb == "unfold":
                self._unfolded.symmetric_difference_update({code})
                self._draw()
        except (LookupError, ValueError):
            return

    def _suggestion(self, code: str) -> Suggestion:
        return {str(one.code): one for one in self._suggestions}[code]

    def _assigned(self) -> set[str]:
        return {item.code for item in self._worksheet.answers.diagnoses}

    def _draw(self) -> None:
        """Draw the list where it changed; while another tab is open it waits until it is seen."""
        drawn = (self._suggestions, self.answer, frozenset(self._unfolded), self._trouble)
        if drawn == self._drawn or (self._drawn and self._worksheet.drawer not in {"", TAB}):
            return
        self._drawn = drawn
        encounter, assigned = self._worksheet.case.encounter, self._assigned()
        rows = [
            row_html(item, encounter, assigned=item.code in assigned, unfolded=item.code in self._unfolded)
            for item in self._suggestions
        ]
        empty = element("p", "Nothing is suggested for this chart.", css="cl-empty")
        told = message(self._trouble, "warn") if self._trouble else ""
        shown = element("ul", *rows, css="cl-plain cl-sg-list", data_list="suggested") if rows else empty
        self.widget.html = self._heading() + told + shown

    def _heading(self) -> str:
        day = self._worksheet.day
        by = f" by {day:%m/%d}" if day and self._of_day else ""
        return heading(TAB, f"{len(self._suggestions)} from the chart{by}; you decide")

    def _read_day(self) -> None:
        day = self._worksheet.day
        if self._of_day is None or day is None:
            return
        try:
            self._suggestions, self._trouble = self._of_day(day), ""
        except CodinglabError as error:
            self._suggestions, self._trouble = (), f"The chart was not read as of {day}. {error}"

    def _changed(self, topic: Topic) -> None:
        if topic is Topic.DAY:
            self._read_day()
        if topic in {Topic.ANSWERS, Topic.DAY}:
            self._draw()
