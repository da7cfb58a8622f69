"""The DRG of the working claim: why it is, what would change it, and the tutor."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from codinglab.lab.display import element, press
from codinglab.lab.what_if_html import alternatives_html, arguments_html, verdicts_html
from codinglab.lab.why_html import why_html
from codinglab.model import Icd10cm
from codinglab.what_if import WorkingDay, arguments, may_be_principal, poa_changes, reply


class WhyPages:
    """Why the working claim is in its DRG."""

    def html(self, at: WorkingDay) -> str:
        """The page."""
        return why_html(at.explanation)

    def say(self, words: str, text: str, at: WorkingDay) -> None:
        """The explanation is for reading."""


class WhatIfPages:
    """Each diagnosis as principal, and each other POA indicator."""

    def html(self, at: WorkingDay) -> str:
        """The page."""
        if not at.claim.diagnoses:
            return element("p", "No diagnosis so far.", css="cl-empty")
        changed = [
            one
            for one in poa_changes(at.claim)
            if one.change == "as it is" or one.grouping.drg != at.explanation.grouping.drg or one.new
        ]
        return verdicts_html(may_be_principal(at.claim)) + alternatives_html(
            changed, "POA indicators that change the DRG or the findings"
        )

    def say(self, words: str, text: str, at: WorkingDay) -> None:
        """The comparison is for reading."""


class TutorPages:
    """The learner argues for a principal diagnosis; the rules answer."""

    def __init__(self) -> None:
        self._code = ""
        self._argument = ""

    def html(self, at: WorkingDay) -> str:
        """The page."""
        codes = [one.code for one in at.claim.diagnoses]
        if not codes:
            return element("p", "No diagnosis so far.", css="cl-empty")
        if self._code not in codes:
            self._code = codes[0]
        titles = {one.code: one.title for one in at.suggestions}
        candidates = (
            self._button(f"{code.written} {titles.get(code, '')}", f"candidate {code}", code == self._code)
            for code in codes
        )
        chosen = (
            self._button(one.text, f"argument {one.id}", one.id == self._argument) for one in arguments()
        )
        asked = element("p", "Which diagnosis occasioned the admission, and why? Argue; the rules answer.")
        return (
            asked
            + element(
                "div",
                self._group("Principal diagnosis", candidates),
                self._group("Because …", chosen),
                css="cl-tutor",
            )
            + self._answer(at)
        )

    def say(self, words: str, text: str, at: WorkingDay) -> None:
        """Choose a candidate or an argument."""
        verb, _, rest = words.partition(" ")
        if verb == "candidate":
            self._code = rest
        elif verb == "argument":
            self._argument = rest

    def _answer(self, at: WorkingDay) -> str:
        if not self._argument:
            return element("p", "Choose an argument.", css="cl-empty", role="status")
        told = reply(at.claim, Icd10cm(self._code), self._argument)
        return element("div", arguments_html(told), role="status", aria_live="polite", css="cl-panel")

    def _group(self, label: str, buttons: Iterable[str]) -> str:
        choices = element("div", *buttons, css="cl-choices", data_list=label, role="group", aria_label=label)
        return element("div", element("div", escape(label), css="cl-label"), choices)

    def _button(self, label: str, say: str, chosen: bool) -> str:
        return press(label, say, css="cl-choice", aria_pressed=str(chosen).lower())
