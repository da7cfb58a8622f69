"""A list of entries, such as the diagnoses: one is open at a time, its boxes below the list."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

import ipywidgets as widgets

from codinglab.classroom.drafts import Draft, Path
from codinglab.lab.buttons import close_all
from codinglab.lab.case_author.boxes import Part
from codinglab.lab.case_author.entry_form import EntryForm
from codinglab.lab.case_author.fields import Field, empty
from codinglab.lab.case_author.sheet import AuthorSheet
from codinglab.lab.case_author.timing import after_typing
from codinglab.lab.display import element, press
from codinglab.lab.page import Page

Summary = Callable[[dict[str, Any]], str]


class Entries:
    """The entries of one list of the draft.

    Args:
        sheet: the draft.
        path: of the list.
        noun: what one entry is called.
        fields: the boxes of an entry.
        summary: an entry in one line of plain text.
        note: a sentence that says what the list is for.
    """

    confirm = False

    def __init__(
        self,
        sheet: AuthorSheet,
        path: Path,
        noun: str,
        fields: tuple[Field, ...],
        summary: Summary,
        note: str,
    ) -> None:
        self.sheet = sheet
        self.path = path
        self.noun = noun
        self._fields = fields
        self._summary = summary
        self._note = note
        self._asking = False
        self.chosen = 0
        self._page = Page(self._said)
        self._form: Part | None = None
        self._place = widgets.VBox([])
        self.widget = widgets.VBox([self._page, self._place])
        self.widget.add_class("cl-entries")
        self.rebuild()

    @property
    def items(self) -> list[dict[str, Any]]:
        """The entries as they stand."""
        found = self.sheet.draft.value(self.path, [])
        return [one if isinstance(one, dict) else {} for one in found] if isinstance(found, list) else []

    def choose(self, number: int) -> None:
        """Open an entry, counted from 0."""
        self.chosen = number
        self._asking = False
        self.rebuild()

    def changed(self) -> None:
        """Show what follows from changed words."""
        self._show()
        if self._form is not None:
            self._form.changed()

    def focus(self) -> None:
        """Put the cursor into the open entry."""
        if self._form is not None:
            self._form.focus()

    def rebuild(self) -> None:
        """Make the list and the open entry anew."""
        count = len(self.items)
        self.chosen = min(max(self.chosen, 0), max(count - 1, 0))
        before = self._form
        self._form = self.form((*self.path, self.chosen)) if count else None
        self._place.children = [self._form.widget] if self._form is not None else []
        if before is not None:
            close_all(before.widget)
        self._show()

    def form(self, path: Path) -> Part:
        """The boxes of one entry."""
        return EntryForm(self.sheet, path, self._fields)

    def added(self, draft: Draft) -> Draft:
        """The draft with one entry more."""
        return draft.add(self.path, empty(self._fields))

    def dropped(self, draft: Draft, number: int) -> Draft:
        """The draft without an entry."""
        return draft.drop(self.path, number)

    def html(self) -> str:
        """The list with its buttons."""
        items = self.items
        rows = "".join(
            press(
                f"{number + 1}. {self._summary(item) or f'new {self.noun}'}",
                f"open {number}",
                css="cl-choice",
                aria_pressed=str(number == self.chosen).lower(),
            )
            for number, item in enumerate(items)
        )
        listed = element("div", rows, css="cl-choices", data_list=self.noun) if items else ""
        empty_note = "" if items else element("p", f"No {self.noun} yet.", css="cl-empty")
        return (
            element("h4", self._title()) + element("p", self._note, css="cl-source") + listed + empty_note
        ) + self._bar(bool(items))

    def _title(self) -> str:
        return f"{self.noun.capitalize()} · {len(self.items)}"

    def _bar(self, some: bool) -> str:
        if self._asking:
            name = self._summary(self.items[self.chosen]) or self.noun
            question = element("span", f"Remove “{escape(name)}” with all that it holds?", role="alert")
            yes = press("Remove it", "sure", data_focus="true")
            return element("div", question, yes, press("Keep it", "keep"), css="cl-bar")
        buttons = [press(f"Add {self.noun}", "add")]
        if some:
            buttons += [press("Up", "up"), press("Down", "down"), press(f"Remove {self.noun}", "drop")]
        return element("div", *buttons, css="cl-bar")

    def _show(self) -> None:
        html = self.html()
        if html != self._page.html:
            self._page.html = html

    def _said(self, words: str, _text: str) -> None:
        after_typing(lambda: self.do(words))

    def do(self, words: str) -> None:
        """Do what a button says."""
        verb, _, rest = words.partition(" ")
        draft, count = self.sheet.draft, len(self.items)
        if verb == "open" and rest.isdigit() and int(rest) < count:
            self.choose(int(rest))
        elif verb == "add":
            self.chosen = count
            self.sheet.change(self.added(draft))
            self.focus()
        elif verb in {"up", "down"} and count:
            by = -1 if verb == "up" else 1
            number, self.chosen = self.chosen, min(max(self.chosen + by, 0), count - 1)
            self.sheet.change(draft.move(self.path, number, by))
        elif verb == "drop" and count and self.confirm:
            self._asking = True
            self._show()
        elif verb in {"sure", "drop"} and count:
            self._asking = False
            self.sheet.change(self.dropped(draft, self.chosen))
            self.sheet.say(f"{self.noun.capitalize()} removed and saved. Undo brings it back.")
        elif verb == "keep":
            self._asking = False
            self._show()
