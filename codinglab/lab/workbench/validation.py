"""Validation, live: what the edits say of the claim as it stands."""

from __future__ import annotations

import asyncio
import time

from codinglab.claims.assemble import claim_from
from codinglab.lab.display import element, heading, message
from codinglab.lab.later import Later
from codinglab.lab.page import Page
from codinglab.lab.place import place_of
from codinglab.lab.report_html import report_html, summary
from codinglab.lab.workbench.finding_changes import FindingChanges
from codinglab.lab.workbench.finding_list import Shown, counts, list_html
from codinglab.lab.worksheet import Topic, Worksheet
from codinglab.model import Answers, Case, CodinglabError, Report
from codinglab.validate import validate

PAUSE = 0.015
NEW_FOR = 6.0

_Judged = tuple[Report | None, str]


class Validation:
    """The report below the work; it follows every change after a moment.

    Edits run beside the kernel's own thread, so that typing is never held up by a long claim; a report on
    work that was changed meanwhile is not shown, and the edits run again.
    """

    def __init__(self, worksheet: Worksheet) -> None:
        self._worksheet = worksheet
        self.answer: Report | None = None
        self.trouble = ""
        self._changes = FindingChanges()
        self._shown = Shown()
        self._told, self._told_at = "", 0.0
        self._judged: Answers | None = None
        self._running: asyncio.Future[_Judged] | None = None
        self.widget = Page(self._said)
        self.widget.add_class("cl-vl")
        self._later = Later(self._begin, PAUSE)
        worksheet.observe(self._changed)
        self.refresh()

    def refresh(self) -> None:
        """Validate the claim as it stands and show the report; trouble becomes a message."""
        answers = self._worksheet.answers
        self._show(answers, *judged(self._worksheet.case, answers))

    def static_html(self) -> str:
        """The report."""
        if self.answer is None:
            return heading("Validation") + self._not_validated()
        return heading("Validation", f"edits run: {len(self.answer.ran)}") + report_html(self.answer)

    def _changed(self, topic: Topic) -> None:
        answers = self._worksheet.answers
        if topic is Topic.ANSWERS and not (self._judged and same_claim(self._judged, answers)):
            self._later()

    def _begin(self) -> None:
        """Have the edits run; while they run already, they are run again when they are through."""
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self.refresh()
            return
        if self._running is None:
            case, answers = self._worksheet.case, self._worksheet.answers
            self._running = loop.run_in_executor(None, judged, case, answers)
            self._running.add_done_callback(lambda done: self._arrived(done, answers))

    def _arrived(self, done: asyncio.Future[_Judged], about: Answers) -> None:
        self._running = None
        if done.cancelled():
            return
        if same_claim(about, self._worksheet.answers):
            self._show(about, *done.result())
        else:
            self._begin()

    def _show(self, about: Answers, report: Report | None, trouble: str) -> None:
        self._judged, self.answer, self.trouble = about, report, trouble
        told = self._changes.follow(report)
        if told:
            self._told, self._told_at = told, time.monotonic()
        self._draw()
        counted = summary(report) if report else f"The claim was not validated. {trouble}"
        self.widget.told = f"{told}. {counted}" if told else counted
        self._worksheet.checked(report)

    def _draw(self) -> None:
        if self.answer is None:
            name = element("h3", "Validation", css="cl-vl-name")
            self.widget.html = element("div", name, css="cl-vl-bar cl-is-fail") + self._not_validated()
            return
        if not dict(counts(self.answer)).get(self._shown.only):
            self._shown.only = ""
        recent = time.monotonic() - self._told_at < NEW_FOR
        listed = self._changes.listed if recent else self._changes.settled
        self.widget.html = list_html(self.answer, listed, self._shown, self._told if recent else "")

    def _not_validated(self) -> str:
        return message(f"The claim was not validated. {self.trouble}", "fail")

    def _said(self, words: str, _text: str) -> None:
        verb, _, key = words.partition(" ")
        if verb == "level":
            self._shown.only = "" if self._shown.only == key else key
        elif verb in {"open", "page"}:
            (self._shown.open if verb == "open" else self._shown.explained).symmetric_difference_update({key})
        elif verb == "go":
            found = next((one.found for one in self._changes.listed if one.key == key), None)
            place = place_of(found) if found else None
            if place is not None:
                self._worksheet.go(place)
            return
        self._draw()


def judged(case: Case, answers: Answers) -> _Judged:
    """What the edits say of the claim that answers make, or why they say nothing."""
    try:
        return validate(claim_from(case, answers)), ""
    except CodinglabError as error:
        return None, str(error)


def same_claim(one: Answers, other: Answers) -> bool:
    """Whether two answers make the same claim.

    >>> same_claim(Answers("a", "c", notes="x"), Answers("a", "c", revision=2))
    True
    """
    return (one.diagnoses, one.procedures, one.lines) == (other.diagnoses, other.procedures, other.lines)
