"""Hints in steps: where to look, which rule, which category, the answer; each says its price before."""

from __future__ import annotations

from html import escape

import ipywidgets as widgets

from codinglab.lab.buttons import button
from codinglab.lab.display import element, heading
from codinglab.lab.worksheet import Topic, Worksheet
from codinglab.model import CodinglabError, HintStep, InvalidInputError
from codinglab.reference.cases import has_key, load_key
from codinglab.score.hints import HintItem, hint, next_step, open_items, taken
from codinglab.score.rubric import hint_points, price

NAMES = {
    HintStep.PLACE: "where to look",
    HintStep.RULE: "which rule",
    HintStep.CATEGORY: "which category",
    HintStep.ANSWER: "the answer",
}


class HintPanel:
    """Gives the next hint about something the key has and the answers do not have yet."""

    def __init__(self, worksheet: Worksheet) -> None:
        self._worksheet = worksheet
        self._sealed = not has_key(worksheet.case.id)
        self._about = widgets.Dropdown(description="About", layout=widgets.Layout(width="auto"))
        self._about.observe(lambda _change: self._show(), names="value")
        self._next = button("Hint", "Show the next hint about this item", self._take, worksheet)
        self._told = widgets.HTML()
        row = widgets.HBox([self._about, self._next])
        row.add_class("cl-buttons")
        self.widget = widgets.VBox([widgets.HTML(heading("Hints", "each costs points")), row, self._told])
        self.widget.add_class("cl-panel")
        if self._sealed:
            row.layout.display = "none"
        worksheet.observe(self._changed)
        self._refresh()

    @property
    def answer(self) -> float:
        """What the hints taken cost, in points."""
        return hint_points(self._worksheet.answers.hints)

    def static_html(self) -> str:
        """The hints taken so far."""
        told: str = self._told.value
        return heading("Hints") + told

    def _changed(self, topic: Topic) -> None:
        if topic is Topic.ANSWERS:
            self._refresh()

    def _items(self) -> tuple[HintItem, ...]:
        if self._sealed:
            return ()
        try:
            return open_items(load_key(self._worksheet.case.id), self._worksheet.answers)
        except CodinglabError as error:
            self._worksheet.say(f"No hints: {error}")
            return ()

    def _refresh(self) -> None:
        names = [item.name for item in self._items()]
        chosen = self._about.value
        self._about.options = names
        if names:
            self._about.value = chosen if chosen in names else names[0]
        self._show()

    def _chosen(self) -> HintItem | None:
        return next((item for item in self._items() if item.name == self._about.value), None)

    def _take(self) -> None:
        item = self._chosen()
        step = next_step(self._worksheet.answers, item.name) if item else None
        if item is None or step is None:
            msg = "There is no further hint: everything of this item was told."
            raise InvalidInputError(msg)
        self._worksheet.take_hint(item.name, step)

    def _show(self) -> None:
        """The hints taken of the chosen item, and what the next one would cost."""
        if self._sealed:
            self._told.value = element(
                "p", "The key is with your educator, so there are no hints.", css="cl-empty"
            )
            return
        item, answers = self._chosen(), self._worksheet.answers
        if item is None:
            said = "The key asks for nothing that you do not have."
            self._told.value = element("p", said, css="cl-empty", role="status")
            self._next.disabled = True
            return
        last, step = taken(answers, item.name), next_step(answers, item.name)
        steps = [one for one in HintStep if last is not None and one <= last]
        lines = [element("li", escape(hint(self._worksheet.case, item, one))) for one in steps]
        spent = f"Hints so far cost {self.answer:g} points."
        if step is not None:
            more = price(step) - (price(last) if last is not None else 0)
            spent = f"Next: {NAMES[step]}, for {more:g} more points. {spent}"
        self._next.disabled = step is None
        listed = element("ol", *lines) if lines else ""
        self._told.value = element("div", listed, element("p", escape(spent), css="cl-empty"), role="status")
