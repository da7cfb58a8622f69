"""A page that answers: HTML made in Python, whose buttons and boxes report what was done with them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import anywidget
import traitlets

from codinglab.lab.display import STATIC

_LONGEST_WORDS, _LONGEST_TEXT = 200, 4_000


class Page(anywidget.AnyWidget):
    """Shows escaped HTML; an element with `data-say` reports its words when pressed.

    A box with `data-ask` reports what is typed, a moment after the last key. In an element with
    `data-list` the arrow keys go from one pressable element to the next; the key named by `data-key`, a
    letter in either case, presses an element (but Space on a button presses that button), and Enter in a
    box reports the words of its `data-enter`. A press of an element with `data-copy` puts that text on the
    clipboard, and reports what came of it. The focus stays where it was when the HTML changes, else it goes
    to the element with `data-focus`.

    A list of rows: where buttons in its items have `data-step`, the arrow keys and n and p go from one of
    those to the next, Tab enters the row that had the focus last, and a `data-key` of the row itself comes
    first; with `data-follow` a row reports its words as soon as it is reached. What was unfolded, and how far
    an element with `data-scroll` was scrolled, stay when the HTML changes. `told` is read aloud when it
    changes.
    """

    _esm = STATIC / "page.js"
    html = traitlets.Unicode().tag(sync=True)
    told = traitlets.Unicode().tag(sync=True)

    def __init__(self, said: Callable[[str, str], Any]) -> None:
        super().__init__()
        self._said = said
        self.on_msg(self._heard)

    def __repr__(self) -> str:
        return "Page()"

    def focus_on(self, words: str) -> None:
        """Give the focus to the element that says these words, or the box that reports under them."""
        self.send({"focus": words})

    def _heard(self, _widget: object, content: dict[str, Any], _buffers: object) -> None:
        self._said(str(content.get("say", ""))[:_LONGEST_WORDS], str(content.get("text", ""))[:_LONGEST_TEXT])
