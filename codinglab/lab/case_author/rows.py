"""Rows of boxes, such as evidence and authorities: added, filled and removed in place."""

from __future__ import annotations

import ipywidgets as widgets

from codinglab.classroom.drafts import Path
from codinglab.lab.buttons import small_button
from codinglab.lab.case_author.boxes import Part, box
from codinglab.lab.case_author.fields import Field, empty
from codinglab.lab.case_author.sheet import AuthorSheet
from codinglab.lab.case_author.timing import after_typing, focus_soon
from codinglab.lab.display import element


class Rows:
    """A list of tables in an entry of the key, a group of boxes for each."""

    def __init__(self, sheet: AuthorSheet, path: Path, field: Field) -> None:
        self._sheet = sheet
        self._path = (*path, *field.path)
        self._field = field
        items = sheet.draft.value(self._path, [])
        count = len(items) if isinstance(items, list) else 0
        self._parts: list[Part] = []
        groups = [self._group(number) for number in range(count)]
        self._add = widgets.Button(
            description=f"Add {field.noun}", tooltip=f"Add {field.noun}", layout=widgets.Layout(width="auto")
        )
        self._add.on_click(lambda _button: after_typing(self._added))
        self.widget = widgets.VBox(
            [widgets.HTML(element("div", field.label, css="cl-label")), *groups, self._add]
        )
        self.widget.add_class("cl-rows")
        if sheet.wanted == self._path:
            sheet.wanted = ()
            self._focus_last()

    def changed(self) -> None:
        """Show what follows from changed words."""
        for part in self._parts:
            part.changed()

    def focus(self) -> None:
        """Put the cursor into the first box, or on the button that makes one."""
        if self._parts:
            self._parts[0].focus()
        else:
            focus_soon(self._add)

    def _group(self, number: int) -> widgets.HBox:
        at = (*self._path, number)
        parts = [
            box(self._sheet, at, field, f"{field.label} {number + 1}")
            for field in self._field.rows
        ]  # fmt: skip
        self._parts += parts
        drop = small_button("×", f"Remove {self._field.noun} {number + 1}")
        drop.on_click(lambda _button: after_typing(lambda: self._dropped(number)))
        boxes = widgets.VBox([part.widget for part in parts], layout=widgets.Layout(flex="1 1 auto"))
        boxes.add_class("cl-group-boxes")
        if not any(field.kind in {"quote", "area"} for field in self._field.rows):
            boxes.add_class("cl-side-by-side")
        group = widgets.HBox([boxes, drop])
        group.add_class("cl-group")
        return group

    def _added(self) -> None:
        fresh = empty(self._field.rows)
        documents = self._sheet.draft.documents
        for name in ("document", "source"):
            if any(field.name == name and field.kind == "document" for field in self._field.rows):
                fresh[name] = self._sheet.draft.value((*self._path, -1, name)) or (
                    str(documents[-1].get("id")) if documents else ""
                )
        self._sheet.wanted = self._path
        self._sheet.change(self._sheet.draft.add(self._path, fresh))

    def _dropped(self, number: int) -> None:
        self._sheet.wanted = self._path
        self._sheet.change(self._sheet.draft.drop(self._path, number))

    def _focus_last(self) -> None:
        """Go on where a row was added or removed: into its first box to write in."""
        written = [field.kind not in {"document", "choice"} for field in self._field.rows]
        last = self._parts[-len(written) :]
        if last:
            last[written.index(True)].focus()
        else:
            focus_soon(self._add)
