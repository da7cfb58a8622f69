"""Hints in steps: where to look, which rule, which category, the answer; each says its price before."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

import ipywidgets as widgets

from codinglab.lab.display import element, heading, press, tab_bar
from codinglab.lab.page import Page
from codinglab.lab.worksheet import Topic, Worksheet
from codinglab.model import CodinglabError, HintStep, InvalidInputError
from codinglab.reference.cases import has_key, load_key
from codinglab.score.hints import HintItem, hint, next_step, open_items, taken
from codinglab.score.rubric import hint_points, price

TAB = "Hints"
NAMES = {
    HintStep.PLACE: "where to look",
    HintStep.RULE: "which rule",
    HintStep.CATEGORY: "which category",
    HintStep.ANSWER: "the answer",
}
SEALED = "The key is with your educator, so there are no hints."
NOTHING = "The key asks for nothing that you do not have."


class HintPanel:
    """Gives the next hint about something the key has and the answers do not have yet."""

    def __init__(self, worksheet: Worksheet) -> None:
        self._worksheet = worksheet
        self._sealed = not has_key(worksheet.case.id)
        self._chosen = ""
        self._page = Page(self._said)
        self.widget = widgets.VBox([self._page])
        self.widget.add_class("cl-panel")
        worksheet.observe(self._changed)

    @property
    def answer(self) -> float:
        """What the hints taken cost, in points."""
        return hint_points(self._worksheet.answers.hints)

    @property
    def items(self) -> tuple[HintItem, ...]:
        """What can be asked about; nothing while the key is sealed."""
        if self._sealed:
            return ()
        try:
            return open_items(load_key(self._worksheet.case.id), self._worksheet.answers)
        except CodinglabError as error:
            self._worksheet.say(f"No hints: {error}")
            return ()

    def opened(self) -> None:
        """Show what can be asked about now."""
        self._page.html = self._html()

    def static_html(self) -> str:
        """The hints taken so far."""
        return heading("Hints") + self._html()

    def choose(self, name: str) -> None:
        """Show the steps of an item of the key, by its kind and number."""
        self._chosen = name
        self.opened()

    def take(self) -> None:
        """Take the next hint about the item chosen.

        Raises:
            InvalidInputError: there is none.
        """
        item = self._item(self.items)
        step = next_step(self._worksheet.answers, item.name) if item else None
        if item is None or step is None:
            msg = "There is no further hint: everything of this item was told."
            raise InvalidInputError(msg)
        told = hint(self._worksheet.case, item, step)
        self._worksheet.take_hint(item.name, step)
        self._page.told = told

    def _changed(self, topic: Topic) -> None:
        if topic is Topic.ANSWERS and self._worksheet.drawer == TAB:
            self.opened()

    def _said(self, words: str, _text: str) -> None:
        verb, _, name = words.partition(" ")
        if verb == "about":
            self.choose(name)
        elif verb == "take":
            self._worksheet.attempt(self.take)

    def _item(self, items: tuple[HintItem, ...]) -> HintItem | None:
        """The item chosen, the first one where that is not open any more."""
        return next((one for one in items if one.name == self._chosen), items[0] if items else None)

    def _html(self) -> str:
        if self._sealed:
            return element("p", SEALED, css="cl-empty")
        items = self.items
        item = self._item(items)
        spent = element("p", escape(f"Hints so far cost {_points(self.answer)} of 100."), css="cl-hint-spent")
        if item is None:
            return element("p", NOTHING, css="cl-empty") + spent
        tabs = tab_bar("About", ((one.name, f"about {one.name}", one is item) for one in items), "hints")
        steps = element("ol", *self._steps(item), css="cl-hints", aria_label=f"Hints about {item.name}")
        return tabs + steps + spent

    def _steps(self, item: HintItem) -> Iterator[str]:
        """The ladder: what was told, what comes next with its price, what comes after that."""
        answers, case = self._worksheet.answers, self._worksheet.case
        last, coming = taken(answers, item.name), next_step(answers, item.name)
        for step in HintStep:
            name = element("span", NAMES[step], css="cl-hint-name")
            if last is not None and step <= last:
                body = element("span", escape(hint(case, item, step)), css="cl-hint-said")
                yield element("li", name, body, _price("paid", step), css="cl-hint cl-hint-taken")
            elif step is coming:
                more = price(step) - (price(last) if last is not None else 0)
                show = press(f"Show, for {_points(more)}", "take", css="cl-say", data_focus="1")
                body = element("span", show)
                yield element("li", name, body, css="cl-hint cl-hint-next", aria_current="step")
            else:
                yield element("li", name, element("span"), _price("in all", step), css="cl-hint")


def _price(what: str, step: HintStep) -> str:
    return element("span", f"{_points(price(step))} {what}", css="cl-hint-price")


def _points(points: float) -> str:
    """Points in words.

    >>> _points(1.0), _points(2.5)
    ('1 point', '2.5 points')
    """
    return f"{points:g} point{'' if points == 1 else 's'}"
