"""The score: hand the work in, see it compared with the key, and object where the key may be wrong."""

from __future__ import annotations

from functools import lru_cache
from html import escape

import ipywidgets as widgets

from codinglab.lab.buttons import button
from codinglab.lab.display import element, heading, message
from codinglab.lab.guidance.rules import rules_html
from codinglab.lab.worksheet import Topic, Worksheet
from codinglab.model import (
    AnswerKey,
    Answers,
    Case,
    CodinglabError,
    InvalidInputError,
    KeySealedError,
    Scorecard,
)
from codinglab.reference.cases import load_case, load_key
from codinglab.score import Standard, assess, standard
from codinglab.score.effects import effects
from codinglab.score.feedback import to_html


class ScorePanel:
    """Submits, and shows the scorecard while the work stands as it was submitted."""

    def __init__(self, worksheet: Worksheet) -> None:
        self._worksheet = worksheet
        self.answer: Scorecard | None = None
        self._shown = widgets.HTML()
        self._about = widgets.Dropdown(description="About", layout=widgets.Layout(width="auto"))
        self._reason = widgets.Textarea(
            description="Because",
            placeholder="why your answer is right: the words of the chart, the rule",
            rows=2,
            layout=widgets.Layout(width="auto"),
        )
        self._about.observe(lambda _change: self._recall(), names="value")
        said = "Record your objection for the educator; the score stays until it is accepted"
        object_to = button("Object", said, self._object, worksheet)
        self._said = widgets.HTML()
        self._rebuttal = widgets.VBox(
            [
                widgets.HTML(element("h4", "Object to a line")),
                self._about,
                self._reason,
                object_to,
                self._said,
            ]
        )
        self.widget = widgets.VBox([widgets.HTML(heading("Score")), self._shown, self._rebuttal])
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
        self.answer, self._shown.value = self._scored(answers)
        faults = [line for line in self.answer.lines if not line.right] if self.answer else []
        self._rebuttal.layout.display = "" if faults else "none"
        chosen = self._about.value
        options = [
            (f"{line.area} {line.about or line.keyed or line.answered}: {line.outcome.value}", line.item)
            for line in faults
        ]
        self._about.options = options
        names = [item for _label, item in options]
        if names:
            self._about.value = chosen if chosen in names else names[0]
        self._recall()

    def _scored(self, answers: Answers) -> tuple[Scorecard | None, str]:
        if not answers.submitted:
            note = "Not submitted. The key is opened only when you submit."
            return None, element("p", note, css="cl-empty")
        try:
            card = scored(self._worksheet, answers)
            case = self._worksheet.case
            return card, to_html(card, case, effects(case, answers, card), rules_html)
        except KeySealedError as told:
            return None, message(f"Handed in. {told} ({self._worksheet.saved_to})")
        except CodinglabError as error:
            return None, message(f"The work is saved but was not scored. {error}", "fail")

    def _object(self) -> None:
        if not self._about.value:
            msg = "There is no fault to object to."
            raise InvalidInputError(msg)
        self._worksheet.rebut(self._about.value, self._reason.value)

    def _recall(self) -> None:
        """Show the objection recorded for the line chosen."""
        told = {one.item: one.reason for one in self._worksheet.answers.rebuttals}
        self._reason.value = told.get(self._about.value or "", "")
        said = f"{len(told)} recorded for the educator." if told else "None recorded."
        self._said.value = element("p", escape(said), css="cl-empty", role="status")


def scored(worksheet: Worksheet, answers: Answers) -> Scorecard:
    """Score answers with their DRG and the edits that only they raise; errors as `load_key` and `assess`."""
    case_id = worksheet.case.id
    return assess(_standard(load_case(case_id), load_key(case_id)), answers)


@lru_cache(maxsize=8)
def _standard(case: Case, key: AnswerKey) -> Standard:
    """By the case and the key themselves: a key that was changed or taken away is not shown any more."""
    return standard(case, key)
