"""A box for a code: type the code or words for it, and take one from the list below."""

from __future__ import annotations

from html import escape
from typing import Any

import ipywidgets as widgets

from codinglab.classroom.drafts import Path
from codinglab.lab.case_author.fields import Field, clean, from_text, to_text
from codinglab.lab.case_author.sheet import AuthorSheet
from codinglab.lab.case_author.timing import focus_soon
from codinglab.lab.display import element, press
from codinglab.lab.later import Later
from codinglab.lab.look_up import mark, not_searched
from codinglab.lab.page import Page
from codinglab.model import CodinglabError, Hcpcs
from codinglab.reference.search import Hit, find
from codinglab.reference.systems import list_of

LIMIT = 8


class CodeBox:
    """A code with its title on the day of the case; a search while it is not a whole code."""

    def __init__(self, sheet: AuthorSheet, path: Path, field: Field) -> None:
        self._sheet = sheet
        self._path = (*path, *field.path)
        self._field = field
        self._input = widgets.Text(
            value=to_text(field, sheet.draft.value(self._path)),
            description=field.label,
            placeholder=field.hint or "a code, or words to search",
            style={"description_width": "118px"},
            layout=widgets.Layout(width="auto"),
        )
        self._input.observe(self._typed, names="value")
        self._page = Page(self._said)
        self._page.add_class("cl-under")
        self._later = Later(self._show, 0.25)
        self.widget = widgets.VBox([self._input, self._page])
        self.widget.add_class("cl-box")
        self._show()

    def changed(self) -> None:
        """Nothing: only its own words matter to a code."""

    def focus(self) -> None:
        """Put the cursor into the box."""
        focus_soon(self._input)

    def html(self) -> str:
        """The title of the code, or what was found for the words."""
        text = self._input.value.strip()
        if not text:
            return ""
        systems = self._systems()
        try:
            whole = self._title(text)
            if whole:
                return element("span", "✓ ", escape(whole), css="cl-good-mark", role="status")
            missing = not_searched(self._sheet.on, systems)
            if missing and self._field.system == "HCPCS Level II" and Hcpcs(text).well_formed:
                said = f"● {Hcpcs(text)} has the form of a service code. {' '.join(missing)}"
                return element("span", escape(said), css="cl-source", role="status")
            hits = find(text, self._sheet.on, LIMIT, systems)
        except CodinglabError as error:
            return element("span", "▲ ", escape(str(error)), css="cl-open-mark", role="status")
        if not hits:
            said = f"▲ No code is found for “{text}” on {self._sheet.on}. {' '.join(missing)}"
            return element("span", escape(said), css="cl-open-mark", role="status")
        found = element("span", f"{len(hits)} found; take one:", css="cl-source", role="status")
        buttons = "".join(map(_choice, hits))
        return found + element("div", buttons, css="cl-choices", data_list="codes")

    def _systems(self) -> tuple[str, ...]:
        if self._field.system == "HCPCS Level II":
            return ("HCPCS Level II", "CPT")
        return (self._field.system,) if self._field.system else ("ICD-10-CM",)

    def _title(self, text: str) -> str:
        """The title of what is a whole code on the day, "" when it is none."""
        for system in self._systems():
            codes = list_of(system)
            if codes.covers(self._sheet.on):
                entry = codes.entry(text, self._sheet.on)
                if entry.billable:
                    return f"{entry.written} {entry.title}"
        return ""

    def _typed(self, change: dict[str, Any]) -> None:
        self._sheet.put(self._path, from_text(self._field, clean(change["new"])))
        self._later()

    def _show(self) -> None:
        self._page.html = self.html()

    def _said(self, words: str, _text: str) -> None:
        verb, _, code = words.partition(" ")
        if verb == "take":
            self._input.value = code
            self._later.now()
            self.focus()


def _choice(hit: Hit) -> str:
    """A code found: a button when it can be taken as it is, else it fills the box to go on from."""
    label = f"{hit.entry.written}{mark(hit)}  {hit.entry.title}"
    return press(label, f"take {hit.entry.written}", css="cl-choice")
