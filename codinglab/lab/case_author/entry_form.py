"""The boxes of one entry, one below the other."""

from __future__ import annotations

import ipywidgets as widgets

from codinglab.classroom.drafts import Path
from codinglab.lab.case_author.boxes import Part, box
from codinglab.lab.case_author.fields import Field, Kind
from codinglab.lab.case_author.rows import Rows
from codinglab.lab.case_author.sheet import AuthorSheet


class EntryForm:
    """A form of fields over one table of the draft."""

    def __init__(self, sheet: AuthorSheet, path: Path, fields: tuple[Field, ...]) -> None:
        self._parts: list[Part] = [
            Rows(sheet, path, field) if field.kind is Kind.ROWS else box(sheet, path, field)
            for field in fields
        ]
        self.widget = widgets.VBox([part.widget for part in self._parts])
        self.widget.add_class("cl-entry")

    def changed(self) -> None:
        """Show what follows from changed words."""
        for part in self._parts:
            part.changed()

    def focus(self) -> None:
        """Put the cursor into the first box."""
        if self._parts:
            self._parts[0].focus()
