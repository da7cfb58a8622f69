"""The head of the workbench: the case, how far the work is, what the last action did, and the buttons."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import ipywidgets as widgets

from codinglab.lab.buttons import plain_button
from codinglab.lab.display import element, live, message
from codinglab.lab.print_page import print_claim
from codinglab.lab.worksheet import Topic, Worksheet


class CaseHeader:
    """Names the case; undo, redo, the key list, and submit.

    Args:
        worksheet: the work.
        submit: hands the work in.
        keys: opens the key list.
    """

    def __init__(
        self, worksheet: Worksheet, submit: Callable[[], object], keys: Callable[[], object]
    ) -> None:
        self._worksheet = worksheet
        self._saved = widgets.HTML()
        self._said = widgets.HTML()
        self._undo = plain_button(
            "Undo", "Take back the last change (Ctrl+Z)", lambda: worksheet.attempt(worksheet.undo)
        )
        self._redo = plain_button("Redo", "Make it again (Ctrl+Y)", lambda: worksheet.attempt(worksheet.redo))
        self._keys = plain_button("Keys", "The list of keys (?)", keys)
        self._submit = plain_button("Submit", "Hand the work in and see the score (Ctrl+Enter)", submit)
        self._submit.button_style = "primary"
        self.buttons = widgets.HBox(
            [self._undo, self._redo, self._keys, print_claim(worksheet), self._submit]
        )
        self.buttons.add_class("cl-buttons")
        about = widgets.HTML(self._about(), layout=widgets.Layout(flex="1 1 auto", min_width="0"))
        bar = widgets.HBox([about, self._saved, self.buttons])
        bar.add_class("cl-head")
        self.widget = widgets.VBox([bar, self._said])
        self.widget.add_class("cl-pane-head")
        worksheet.observe(self._changed)
        self._changed(Topic.ANSWERS)
        self._changed(Topic.STATUS)

    @property
    def answer(self) -> str:
        """The message shown."""
        return self._worksheet.status

    def static_html(self) -> str:
        """The case in a heading."""
        return self._about()

    def _about(self) -> str:
        case = self._worksheet.case
        patient = case.encounter.patient
        stay = f"{case.encounter.from_date.isoformat()} to {case.encounter.through_date.isoformat()}"
        if case.encounter.from_date == case.encounter.through_date:
            stay = case.encounter.from_date.isoformat()
        age = patient.age_on(case.encounter.from_date)
        facts = (
            case.encounter.setting.value.replace("_", " "),
            f"{case.encounter.claim_type.value} claim",
            stay,
            f"{age} years, {patient.sex.value}",
        )
        named = element("h2", escape(case.title), css="cl-case")
        told = " · ".join(facts)
        return element(
            "div", named, element("p", escape(told), css="cl-source", title=told), css="cl-about"
        ) + element("p", escape(case.summary), css="cl-summary", title=case.summary)

    def _changed(self, topic: Topic) -> None:
        if topic is Topic.STATUS:
            said = self._worksheet.status
            self._said.value = element("div", message(said, "warn"), role="alert") if said else ""
        elif topic is Topic.ANSWERS:
            answers = self._worksheet.answers
            state = "submitted" if answers.submitted else "saved" if answers.revision else "new"
            self._saved.value = live(
                f"{answers.learner}: {state}, revision {answers.revision}", css="cl-saved"
            )
            self._undo.disabled = not self._worksheet.can_undo
            self._redo.disabled = not self._worksheet.can_redo
            self._submit.disabled = answers.submitted
