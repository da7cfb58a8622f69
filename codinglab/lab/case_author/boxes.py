"""One box of the form as a widget that puts what is typed into the draft."""

from __future__ import annotations

from html import escape
from typing import Any, Protocol

import ipywidgets as widgets

from codinglab.classroom.drafts import Path
from codinglab.lab.case_author.code_box import CodeBox
from codinglab.lab.case_author.fields import Field, Kind, clean, from_text, to_text
from codinglab.lab.case_author.quote_box import QuoteBox
from codinglab.lab.case_author.sheet import AuthorSheet
from codinglab.lab.case_author.timing import focus_soon
from codinglab.lab.display import element

WIDE = widgets.Layout(width="auto", min_width="0")
LABEL = "118px"


class Part(Protocol):
    """A part of the form."""

    widget: Any

    def changed(self) -> None:
        """Words of the draft changed somewhere: show what follows from them."""

    def focus(self) -> None:
        """Put the cursor into it."""


class Box:
    """A label, a box, and a word beside it where what is typed cannot be read."""

    def __init__(self, sheet: AuthorSheet, path: Path, field: Field, label: str = "") -> None:
        self._sheet = sheet
        self._path = (*path, *field.path)
        self._field = field
        self._label = label or field.label
        self._beside = widgets.HTML()
        self._input = self._made(to_text(field, sheet.draft.value(self._path)))
        self._input.observe(self._typed, names="value")
        self.widget = widgets.VBox([self._input, self._beside])
        self.widget.add_class("cl-box")
        self.changed()

    def changed(self) -> None:
        """Say whether what stands in the box can be read."""
        said = ""
        value = self._sheet.draft.value(self._path, None)
        if self._field.kind is Kind.DAY and isinstance(value, str) and (value or not self._field.optional):
            said = "▲ Write a day as YYYY-MM-DD." if value else "▲ No day yet: YYYY-MM-DD."
        elif self._field.kind is Kind.NUMBER and isinstance(value, str):
            said = "▲ Write a whole number."
        html = element("span", escape(said), css="cl-open-mark cl-under") if said else ""
        if self._beside.value != html:
            self._beside.value = html

    def focus(self) -> None:
        """Put the cursor into the box."""
        focus_soon(self._input)

    def _typed(self, change: dict[str, Any]) -> None:
        new = change["new"]
        value = new if self._field.kind is Kind.YES else from_text(self._field, clean(str(new)))
        self._sheet.put(self._path, None if self._field.kind is Kind.YES and not new else value)

    def _made(self, text: str) -> Any:
        field = self._field
        common: dict[str, Any] = {
            "description": self._label,
            "style": {"description_width": LABEL},
            "layout": WIDE,
        }
        if field.kind in {Kind.CHOICE, Kind.DOCUMENT}:
            return widgets.Dropdown(options=self._choices(text), value=text, **common)
        if field.kind is Kind.YES:
            return widgets.Checkbox(value=text == "True", indent=True, **common)
        if field.kind is Kind.KNOWN:
            known = tuple(value for _label, value in field.choices)
            return widgets.Combobox(value=text, options=known, placeholder=field.hint, **common)
        if field.kind in {Kind.AREA, Kind.LINES}:
            rows = 4 if field.kind is Kind.LINES else 3
            return widgets.Textarea(value=text, rows=rows, placeholder=field.hint, **common)
        return widgets.Text(value=text, placeholder=field.hint, **common)

    def _choices(self, text: str) -> list[tuple[str, str]]:
        choices = list(self._field.choices)
        if self._field.kind is Kind.DOCUMENT:
            choices = [
                (f"{item.get('title') or item.get('id')} · {item.get('date')}", str(item.get("id")))
                for item in self._sheet.draft.documents
            ]
        if text not in {value for _label, value in choices}:
            choices.insert(0, (f"{text} (not known)" if text else "choose …", text))
        return choices


def box(sheet: AuthorSheet, path: Path, field: Field, label: str = "") -> Part:
    """The part for a field that is no list of rows."""
    if field.kind is Kind.CODE:
        return CodeBox(sheet, path, field)
    if field.kind is Kind.QUOTE:
        return QuoteBox(sheet, path, field, label)
    return Box(sheet, path, field, label)
