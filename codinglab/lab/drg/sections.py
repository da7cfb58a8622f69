"""The sections of the DRG tab: why the claim is in its DRG, what would change it, and the tutor."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape

from codinglab.lab.display import element, press
from codinglab.lab.drg.grouped import Grouped, other_poa, verdicts
from codinglab.lab.what_if_html import alternatives_html, arguments_html, verdicts_html
from codinglab.lab.why_html import why_html
from codinglab.model import CodinglabError, Icd10cm
from codinglab.what_if import arguments, reply

_NO_CODES = "No diagnosis on this claim yet."

MakePrincipal = Callable[[Icd10cm], str]


class WhySection:
    """Why the claim is in its DRG; reads the grouper's answers, nothing to press."""

    def html(self, of: Grouped, make_principal: MakePrincipal | None) -> str:
        """The page."""
        return why_html(of.explanation, [item.poa for item in of.claim.diagnoses[1:]], of.titles)

    def say(self, verb: str, rest: str) -> None:
        """The explanation is for reading."""


class WhatIfSection:
    """Each diagnosis as principal, and the other POA indicators. Slow: some tenths of a second."""

    def html(self, of: Grouped, make_principal: MakePrincipal | None) -> str:
        """The page."""
        if not of.claim.diagnoses:
            return element("p", _NO_CODES, css="cl-empty")
        changes = other_poa(of.claim, of.grouping.drg)
        poa = alternatives_html(changes, "POA indicators that change the DRG or the findings")
        none = element("p", "No other POA indicator changes the DRG or the findings.", css="cl-empty")
        return verdicts_html(verdicts(of.claim), of.titles, make_principal) + (
            poa if len(changes) > 1 else none
        )

    def say(self, verb: str, rest: str) -> None:
        """The comparison is for reading; what can be pressed in it changes the claim."""


class TutorSection:
    """The learner argues for a principal diagnosis; the rules answer."""

    def __init__(self) -> None:
        self._code = ""
        self._argument = ""

    def html(self, of: Grouped, make_principal: MakePrincipal | None) -> str:
        """The page."""
        codes = [one.code for one in of.claim.diagnoses]
        if not codes:
            return element("p", _NO_CODES, css="cl-empty")
        if self._code not in codes:
            self._code = codes[0]
        candidates = (
            _choice(f"{code.written} {of.titles.get(code, '')}", f"candidate {code}", code == self._code)
            for code in codes
        )
        chosen = (_choice(one.text, f"argument {one.id}", one.id == self._argument) for one in arguments())
        asked = element("p", "Which diagnosis occasioned the admission, and why? Argue; the rules answer.")
        groups = _group("Principal diagnosis", candidates) + _group("Because …", chosen)
        return asked + element("div", groups, css="cl-tutor") + self._answer(of)

    def say(self, verb: str, rest: str) -> None:
        """Choose a candidate or an argument."""
        if verb == "candidate":
            self._code = rest
        elif verb == "argument":
            self._argument = rest

    def _answer(self, of: Grouped) -> str:
        if not self._argument:
            return element("p", "Choose an argument.", css="cl-empty", role="status")
        try:
            told = arguments_html(reply(of.claim, Icd10cm(self._code), self._argument))
        except CodinglabError as error:
            told = element("p", escape(str(error)))
        return element("div", told, role="status", aria_live="polite", css="cl-panel")


def _group(label: str, buttons: Iterable[str]) -> str:
    choices = element("div", *buttons, css="cl-choices", data_list=label, role="group", aria_label=label)
    return element("div", element("div", escape(label), css="cl-label"), choices)


def _choice(label: str, say: str, chosen: bool) -> str:
    return press(label, say, css="cl-choice", aria_pressed=str(chosen).lower())
