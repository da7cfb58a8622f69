"""The suggestions: codes that the words of the chart raise, each with those words and the reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from html import escape

import ipywidgets as widgets

from codinglab.lab.buttons import close_all
from codinglab.lab.display import element, heading, listed, quoted, unfolding
from codinglab.lab.guidance.rules import rules_html
from codinglab.lab.worksheet import Topic, Worksheet
from codinglab.model import CodinglabError, Suggestion

SHOWN_EVIDENCE = 3

LISTED_ONLY = "Only listed or mentioned here: report it where it was treated or affected care (III, IV.J)."


class SuggestionRow:
    """One suggestion with its button."""

    def __init__(self, worksheet: Worksheet, suggestion: Suggestion) -> None:
        self._worksheet = worksheet
        self.suggestion = suggestion
        code = suggestion.code.written
        self._text = widgets.HTML(
            describe(suggestion, worksheet), layout=widgets.Layout(flex="1 1 auto", min_width="0")
        )
        self._button = widgets.Button(
            description="Assign" if suggestion.billable else "Too short",
            tooltip=f"Assign {code} {suggestion.title}"
            if suggestion.billable
            else f"{code} needs more characters",
            disabled=not suggestion.billable,
            layout=widgets.Layout(width="86px", flex="0 0 auto"),
        )
        self._button.on_click(lambda _button: self.assign())
        self.widget = widgets.HBox([self._text, self._button])
        self.widget.add_class("cl-row")
        self.mark()

    def __repr__(self) -> str:
        return f"SuggestionRow({self.suggestion.code.written!r})"

    def assign(self) -> None:
        """Assign the code with every place that raised it as evidence."""

        def all_places() -> None:
            for evidence in self.suggestion.evidence:
                self._worksheet.add_diagnosis(self.suggestion.code, evidence)

        self._worksheet.attempt(all_places)

    def mark(self) -> None:
        """Show whether the code is assigned already."""
        if not self.suggestion.billable:
            return
        assigned = self.suggestion.code in {item.code for item in self._worksheet.answers.diagnoses}
        if self._button.disabled != assigned:
            self._button.disabled = assigned
            self._button.description = "Assigned" if assigned else "Assign"


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
        self._rows: list[SuggestionRow] = []
        self._empty = widgets.HTML(element("p", "Nothing is suggested for this chart.", css="cl-empty"))
        self._headed = widgets.HTML()
        self._listed = widgets.VBox()
        self._listed.add_class("cl-scroll")
        self.widget = widgets.VBox([self._headed, self._listed])
        self.widget.add_class("cl-panel")
        worksheet.observe(self._changed)
        self.refill(self._now())

    @property
    def answer(self) -> tuple[str, ...]:
        """The suggested codes that are assigned."""
        assigned = {item.code for item in self._worksheet.answers.diagnoses}
        return tuple(item.code for item in self._suggestions if item.code in assigned)

    def static_html(self) -> str:
        """The suggestions as a list."""
        return self._heading() + listed(describe(item, self._worksheet) for item in self._suggestions)

    def refill(self, suggestions: tuple[Suggestion, ...]) -> None:
        """Show other suggestions; rows of those that stay are kept."""
        kept = {row.suggestion: row for row in self._rows}
        self._suggestions = suggestions
        self._rows = [
            kept.pop(one) if one in kept else SuggestionRow(self._worksheet, one) for one in suggestions
        ]
        self._headed.value = self._heading()
        self._listed.children = tuple(row.widget for row in self._rows) or (self._empty,)
        for row in kept.values():
            close_all(row.widget)

    def _now(self) -> tuple[Suggestion, ...]:
        day = self._worksheet.day
        if self._of_day is None or day is None:
            return self._suggestions
        try:
            return self._of_day(day)
        except CodinglabError as error:
            self._worksheet.say(f"The chart was not read as of {day}. {error}")
            return ()

    def _heading(self) -> str:
        day = self._worksheet.day
        by = f" by {day:%m/%d}" if day and self._of_day else ""
        return heading("Suggested", f"{len(self._suggestions)} from the chart{by}; you decide")

    def _changed(self, topic: Topic) -> None:
        if topic is Topic.ANSWERS:
            for row in self._rows:
                row.mark()
        elif topic is Topic.DAY and self._of_day is not None:
            self.refill(self._now())


def describe(suggestion: Suggestion, worksheet: Worksheet) -> str:
    """A suggestion as HTML: code, title, the words that raised it, the reason, what is missing."""
    encounter = worksheet.case.encounter
    dash = "" if suggestion.billable else " –"
    places = [quoted(evidence, encounter) for evidence in suggestion.evidence[:SHOWN_EVIDENCE]]
    if len(suggestion.evidence) > SHOWN_EVIDENCE:
        places.append(
            element("span", f"and {len(suggestion.evidence) - SHOWN_EVIDENCE} more places", css="cl-source")
        )
    missing = "; ".join(suggestion.missing)
    return (
        element("span", escape(suggestion.code.written + dash), css="cl-code")
        + element("span", f" {escape(suggestion.title)}", css="cl-title")
        + element("div", " · ".join(places), css="cl-places")
        + element("div", escape(suggestion.reason), css="cl-reason")
        + rules_html((suggestion.authority,))
        + _noted("Not documented: ", missing)
        + _noted("", "" if suggestion.addressed else LISTED_ONLY)
        + _noted("Borne out by: ", "; ".join(dict.fromkeys(one.quote for one in suggestion.supporting)))
        + _noted(f"POA {suggestion.poa}: " if suggestion.poa else "POA: ", suggestion.poa_reason)
        + _passed_over(suggestion)
    )


def _noted(label: str, text: str) -> str:
    return element("div", escape(label + text), css="cl-reason") if text else ""


def _passed_over(suggestion: Suggestion) -> str:
    """Where the words led and the codes beside, folded: a browser opens it by keyboard."""
    lines = [f"found by {suggestion.matched}"] if suggestion.matched else []
    lines += [f"not {one.code.written} {one.title}: {one.why}" for one in suggestion.passed_over]
    if not lines:
        return ""
    return unfolding("Why this code", listed(escape(line) for line in lines))
