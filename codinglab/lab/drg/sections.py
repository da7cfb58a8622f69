"""Two sections of the DRG tab: what would change the DRG, and the tutor."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from codinglab.lab.display import element, press
from codinglab.lab.drg.grouped import Grouped, other_poa, verdicts
from codinglab.lab.what_if_html import (
    RULES_DECIDE,
    alternatives_html,
    arguments_html,
    drg_words,
    may_mark,
)
from codinglab.model import CodinglabError, Icd10cm
from codinglab.what_if import Verdict, arguments, reply

_NO_CODES = "No diagnosis on this claim yet."


class WhatIfSection:
    """Each diagnosis as principal, and the other POA indicators. Slow: some tenths of a second."""

    def html(self, of: Grouped, *, may_change: bool) -> str:
        """The page."""
        if not of.claim.diagnoses:
            return element("p", _NO_CODES, css="cl-empty")
        changes = other_poa(of.claim, of.grouping.drg)
        poa = alternatives_html(changes, "POA indicators that change the DRG or the findings")
        if len(changes) < 2:
            poa = element("p", "No other POA indicator changes the DRG or the findings.", css="cl-empty")
        rows = (
            _verdict(one, of.titles.get(one.code, ""), first=not number, may_change=may_change)
            for number, one in enumerate(verdicts(of.claim))
        )
        return (
            element("p", RULES_DECIDE, css="cl-said")
            + element(
                "ol", *rows, css="cl-plain cl-verdicts", aria_label="Each diagnosis as the principal one"
            )
            + poa
        )

    def say(self, verb: str, rest: str) -> None:
        """The comparison is for reading; what can be pressed in it changes the claim."""


def _verdict(one: Verdict, title: str, *, first: bool, may_change: bool) -> str:
    against = [argument for argument in one.arguments if argument.speaks is False]
    here = element("strong", "principal now", tabindex="-1", data_focus="true") if first else ""
    change = _make_principal(one.code) if may_change and not first else ""
    head = element(
        "div",
        element("span", escape(one.code.written), css="cl-code"),
        element("span", escape(title), css="cl-title"),
        here,
        change,
        css="cl-verdict",
    )
    drg = element("div", may_mark(one.may), element("span", drg_words(one.alternative)), css="cl-verdict-is")
    return element("li", head, drg, arguments_html(against) if against else "")


def _make_principal(code: Icd10cm) -> str:
    return press(
        "Make it principal",
        f"principal {code}",
        aria_label=f"Make {code.written} the principal diagnosis",
        title="It goes to the first place of the claim; undo with Ctrl+Z",
    )


class TutorSection:
    """The learner argues for a principal diagnosis; the rules answer."""

    def __init__(self) -> None:
        self._code = ""
        self._argument = ""

    def html(self, of: Grouped, *, may_change: bool) -> str:
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
