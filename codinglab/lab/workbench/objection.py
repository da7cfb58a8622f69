"""The box to object to a fault of the score; the educator rules on it."""

from __future__ import annotations

from html import escape

import ipywidgets as widgets

from codinglab.lab.buttons import button
from codinglab.lab.display import element
from codinglab.lab.worksheet import Worksheet
from codinglab.model import InvalidInputError, ScoreLine


class Objection:
    """Records why the learner's answer is right; the score stays until the educator accepts it."""

    def __init__(self, worksheet: Worksheet) -> None:
        self._worksheet = worksheet
        self.answer = ""
        self._wanted = False
        self._reason = widgets.Textarea(
            placeholder="why your answer is right: the words of the chart, the rule",
            description="Because",
            rows=2,
            layout=widgets.Layout(width="auto", flex="1 1 auto"),
        )
        said = "Record your objection for the educator; the score stays until it is accepted"
        self._told = widgets.HTML()
        row = widgets.HBox([self._reason, button("Record", said, self.object, worksheet)])
        row.add_class("cl-sc-because")
        self.widget = widgets.VBox([self._told, row])
        self.widget.add_class("cl-sc-objection")
        self.show(None)

    def static_html(self) -> str:
        """What was recorded."""
        told: str = self._told.value
        return told

    def show(self, line: ScoreLine | None, *, wanted: bool = False) -> None:
        """Show the box of a fault where an objection is recorded or `wanted`; what is being typed stays."""
        recorded = {one.item: one.reason for one in self._worksheet.answers.rebuttals}
        item = line.item if line else ""
        if item != self.answer:
            self.answer, self._wanted = item, False
            self._reason.value = recorded.get(item, "")
        self._wanted = bool(item) and (self._wanted or wanted or item in recorded)
        self.widget.layout.display = "" if self._wanted else "none"
        mine = "Recorded for the educator." if item in recorded else "The key may be wrong: say why."
        count = f" {len(recorded)} recorded in all." if recorded else ""
        head = element("strong", "Object to this item")
        self._told.value = element("p", head, " ", escape(mine + count), css="cl-sc-told", role="status")
        if wanted:
            self._reason.focus()

    def object(self) -> None:
        """Record what is written; an empty reason takes the objection back.

        Raises:
            InvalidInputError: no fault is shown.
        """
        if not self.answer:
            msg = "There is no fault to object to."
            raise InvalidInputError(msg)
        self._worksheet.rebut(self.answer, self._reason.value)
