"""Notes to oneself: kept with the work, undone with it, and left behind when it is handed in."""

from __future__ import annotations

from html import escape
from typing import Any

import ipywidgets as widgets

from codinglab.lab.display import element, heading
from codinglab.lab.later import Later
from codinglab.lab.sheet import Topic
from codinglab.lab.worksheet import Worksheet


class NotesPanel:
    """A box to write in; what is typed is saved a moment later."""

    def __init__(self, worksheet: Worksheet) -> None:
        self._worksheet = worksheet
        self._quiet = False
        self._later = Later(self._save, delay=0.6)
        self._box = widgets.Textarea(
            value=worksheet.answers.notes,
            placeholder="what to look up, what to ask, why you decided so",
            rows=10,
            layout=widgets.Layout(width="auto"),
        )
        self._box.add_class("cl-notes")
        self._box.tooltip = "Notes to yourself"
        self._box.observe(self._typed, names="value")
        head = widgets.HTML(heading("Notes to yourself", "saved with your work, not handed in, not graded"))
        self.widget = widgets.VBox([head, self._box])
        worksheet.observe(self._changed)

    @property
    def answer(self) -> str:
        """The notes."""
        return self._worksheet.answers.notes

    def static_html(self) -> str:
        """The notes as text."""
        text = self.answer
        return heading("Notes to yourself") + (
            element("pre", escape(text), css="cl-chart") if text else element("p", "None.", css="cl-empty")
        )

    def _typed(self, _change: dict[str, Any]) -> None:
        if not self._quiet:
            self._later()

    def _save(self) -> None:
        self._worksheet.attempt(lambda: self._worksheet.set_notes(self._box.value))

    def _changed(self, topic: Topic) -> None:
        if topic is Topic.SETTLE:
            self._later.now()
        elif topic is Topic.ANSWERS and not self._later.pending and self._box.value != self.answer:
            self._quiet = True
            self._box.value = self.answer
            self._quiet = False
