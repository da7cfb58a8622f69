"""The score: hand the work in and see it compared with the key."""

from __future__ import annotations

import ipywidgets as widgets

from codinglab.claims.assemble import answers_from_key, claim_from
from codinglab.group import group
from codinglab.lab.display import element, heading, message
from codinglab.lab.worksheet import Topic, Worksheet
from codinglab.model import Answers, CodinglabError, Scorecard
from codinglab.reference.cases import load_key
from codinglab.score import score
from codinglab.score.feedback import to_html


class ScorePanel:
    """Submits, and shows the scorecard while the work stands as it was submitted."""

    def __init__(self, worksheet: Worksheet) -> None:
        self._worksheet = worksheet
        self.answer: Scorecard | None = None
        self._trouble = ""
        self._submit = widgets.Button(
            description="Submit", tooltip="Hand the work in and see the score", button_style="primary"
        )
        self._submit.on_click(lambda _button: worksheet.attempt(worksheet.submit))
        self._shown = widgets.HTML()
        head = widgets.HBox([widgets.HTML(heading("Score")), self._submit])
        head.add_class("cl-head")
        self.widget = widgets.VBox([head, self._shown])
        self.widget.add_class("cl-panel")
        worksheet.observe(self._changed)
        self._refresh()

    def static_html(self) -> str:
        """The scorecard, or what is still to do."""
        shown: str = self._shown.value
        return heading("Score") + shown

    def _changed(self, topic: Topic) -> None:
        if topic is Topic.ANSWERS:
            self._refresh()

    def _refresh(self) -> None:
        answers = self._worksheet.answers
        self._submit.disabled = answers.submitted
        if not answers.submitted:
            self.answer = None
            note = "Not submitted. The key is opened only when you submit."
            self._shown.value = element("p", note, css="cl-empty")
            return
        try:
            self.answer = scored(self._worksheet, answers)
            self._shown.value = to_html(self.answer)
        except CodinglabError as error:
            self.answer = None
            self._shown.value = message(f"The work is saved but was not scored. {error}", "fail")


def scored(worksheet: Worksheet, answers: Answers) -> Scorecard:
    """Score answers; on an inpatient case both claims are grouped, so that the DRG is compared too."""
    case = worksheet.case
    key = load_key(case.id)
    if not worksheet.inpatient:
        return score(case, key, answers)
    ours = group(claim_from(case, answers)).drg
    keyed = group(claim_from(case, answers_from_key(case, key))).drg
    return score(case, key, answers, drg_answered=str(ours or ""), drg_keyed=str(keyed or ""))
