"""Guidance as a book of the workbench: ask, read the answers, open a section, go on from it."""

from __future__ import annotations

from datetime import date
from html import escape

from codinglab.guidance import Answer, ask
from codinglab.guidance.changes import changes
from codinglab.guidance.index import guidance_index
from codinglab.guidance.opened import Opened, open_section
from codinglab.lab.display import element, message, press
from codinglab.lab.guidance.answer_html import answer_html
from codinglab.lab.guidance.missing import missing_words
from codinglab.lab.guidance.section_html import changes_html, section_html
from codinglab.model import CodinglabError

ASK, CONTRACTOR = "ask guidance", "contractor"
_LONGEST = 400


class GuidancePages:
    """What is shown, and what a press does (`lab.books.Pages`).

    Args:
        on: the day asked about.
        contractor: whose local policies are searched, "" for none.

    Attributes:
        answer: the answer shown last; None before the first question.
    """

    def __init__(self, on: date, contractor: str = "") -> None:
        self._on = on
        self._contractor = contractor
        self._typed = ""
        self._at: list[tuple[str, str]] = []
        self._changes = False
        self._fault = ""
        self._left = ""
        self.answer: Answer | None = None

    def say(self, words: str, text: str) -> None:
        """Take a question or a contractor, open a section, go back, or show what changed."""
        verb, _, rest = words.partition(" ")
        if words in {ASK, CONTRACTOR}:
            self._ask(words, text[:_LONGEST])
        elif verb == "section":
            document, _, section = rest.partition(" ")
            self._at.append((document, section))
            self._changes = False
        elif verb == "back" and self._at:
            self._left = " ".join(("section", *self._at.pop()))
            self._changes = False
        elif verb == "changes":
            self._changes = not self._changes

    def html(self) -> str:
        """The page shown now; a fault is told below the boxes, which stay."""
        if self._at:
            return self._bar() + self._section(*self._at[-1])
        if self._fault:
            return self._bar() + message(self._fault, "warn")
        if self.answer is None:
            hint = (
                "Ask in your own words, with codes and modifiers if you like; Alt+G comes here from anywhere."
            )
            return self._bar() + element("p", escape(hint), css="cl-empty")
        return self._bar() + answer_html(self.answer, pressable=True, left=self._left)

    def _ask(self, what: str, text: str) -> None:
        if what == ASK:
            self._typed = text
        else:
            self._contractor = text.strip()
        self._at.clear()
        self.answer, self._fault, self._left = None, "", ""
        try:
            self.answer = ask(self._typed, self._on, self._contractor) if self._typed.strip() else None
        except CodinglabError as error:
            self._fault = str(error)

    def _bar(self) -> str:
        boxes = (
            _box("Ask guidance ", ASK, self._typed, "suspected pneumonia, office visit", wide=True),
            _box("Contractor ", CONTRACTOR, self._contractor, "number or name"),
        )
        return element("div", *boxes, css="cl-bar")

    def _section(self, document: str, section: str) -> str:
        try:
            opened = open_section(guidance_index(), document, section, self._on)
            if opened:
                shown = self._changed(opened) if self._changes else ""
                shown += section_html(opened, f" on {self._on}", pressable=True)
                return self._section_bar(_back(), self._changes_button()) + shown
            told = missing_words(guidance_index(), document, section, self._on)
        except CodinglabError as error:
            told = str(error)
        return self._section_bar(_back(data_focus="true")) + message(told, "warn")

    def _section_bar(self, *buttons: str) -> str:
        return element("div", *buttons, css="cl-bar", data_list="section")

    def _changes_button(self) -> str:
        pressed = str(self._changes).lower()
        return press("What changed", "changes", aria_pressed=pressed, data_key="c")

    def _changed(self, opened: Opened) -> str:
        found = changes(
            guidance_index(), opened.edition.document, opened.section, opened.edition.period.since
        )
        if found is None:
            return message("There is no earlier edition of this document installed to compare with.")
        return changes_html(found)


def _back(**attributes: str) -> str:
    return press("Back", "back", data_key="Escape", **attributes)


def _box(label: str, say: str, value: str, hint: str, *, wide: bool = False) -> str:
    box = element(
        "input",
        css="cl-ask cl-wide-ask" if wide else "cl-ask",
        type="text",
        value=value,
        data_ask=say,
        data_enter=say,
        placeholder=hint,
        autocomplete="off",
        spellcheck="false",
    )
    return element("label", escape(label), box)
