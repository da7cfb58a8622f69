"""The tabular as a book: a box for a code, its page, and the way back."""

from __future__ import annotations

from datetime import date

from codinglab.lab.code_page import code_page
from codinglab.lab.display import element, press
from codinglab.model import Icd10cm
from codinglab.reference.code_view import view


class TabularPages:
    """Shows the tabular view of one code at a time; links lead to others.

    Args:
        on: the day asked about.
        may_assign: offer a button that assigns a billable code.
    """

    path = ""

    def __init__(self, on: date, *, may_assign: bool) -> None:
        self._on = on
        self._may_assign = may_assign
        self._shown = ""
        self._before: list[str] = []

    def say(self, words: str, text: str) -> None:
        """Show a code ("code E1122"), what was typed ("typed"), or the code before ("back")."""
        verb, _, rest = words.partition(" ")
        if verb == "code":
            self._show(rest)
        elif verb == "typed":
            typed = Icd10cm(text)
            self._shown = typed if len(typed) > 2 else self._shown
        elif verb == "back" and self._before:
            self._shown = self._before.pop()

    def html(self) -> str:
        """The page."""
        box = element(
            "label",
            "Code ",
            element(
                "input", type="text", data_ask="typed", placeholder="E11.22", spellcheck="false", css="cl-ask"
            ),
        )
        back = press("Back", "back", title="The code before (Alt+Left)") if self._before else ""
        if not self._shown:
            hint = "Type a code, or press → on a code of the search, to see its notes, dates and flags."
            return element("div", box, css="cl-bar") + element("p", hint, css="cl-empty")
        shown = view(self._shown, self._on)
        take = ""
        if self._may_assign and shown.entry.billable:
            take = press(f"Assign {shown.entry.written}", f"assign CM {shown.entry.code}")
        self.path = f"Tabular {shown.tabular.name}: {shown.entry.written}"
        return element("div", box, back, take, css="cl-bar") + code_page(shown)

    def _show(self, code: str) -> None:
        if self._shown and code != self._shown:
            self._before.append(self._shown)
        self._shown = code
