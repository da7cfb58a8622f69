"""The boxes that a query is typed into; they are never drawn anew, so focus and caret stay."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import ipywidgets as widgets

from codinglab.model import Query, QueryType
from codinglab.query.wording import OTHER, UNDETERMINED

TYPES = (("Multiple choice", "multiple_choice"), ("Open", "open"), ("Yes / no", "yes_no"))

_FEWEST, _MOST = 3, 8
_STANDING = (OTHER, UNDETERMINED)


def wide() -> dict[str, Any]:
    """The look of a labelled box as wide as its column."""
    return {"layout": widgets.Layout(width="auto"), "style": {"description_width": "82px"}}


class QueryForm:
    """Title and addressee above the facts (`top`), question and options below them (`bottom`).

    Args:
        typed: called when something was typed or chosen.
        addressees: whom the chart offers.
    """

    def __init__(self, typed: Callable[[], None], addressees: tuple[str, ...]) -> None:
        self._typed = typed
        self._quiet = False
        self.boxes: dict[str, Any] = {
            "title": widgets.Text(
                description="Title", placeholder="neutral: name no undocumented diagnosis", **wide()
            ),
            "to": widgets.Combobox(
                description="To",
                options=addressees,
                ensure_option=False,
                placeholder="who documented it, or the attending",
                **wide(),
            ),
            "question": widgets.Textarea(
                description="Question", placeholder="one clinical question", rows=2, **wide()
            ),
            "type": widgets.Dropdown(description="Type", options=TYPES, **wide()),
            "options": widgets.Textarea(description="Options", placeholder="one a line", rows=4, **wide()),
            "subject": widgets.Text(
                description="Subject", placeholder="the documented diagnosis the yes or no is about", **wide()
            ),
            "documented": widgets.Text(
                description="On record",
                placeholder="diagnoses the record has already; separate them by ;",
                **wide(),
            ),
        }
        for name, box in self.boxes.items():
            box.observe(self._type_changed if name == "type" else self._changed, names="value")
        self.top = self._column("title", "to")
        self.bottom = self._column("type", "question", "options", "subject", "documented")

    def show(self, query: Query, *, editable: bool) -> None:
        """Put a query into the boxes; a box that says the same already is left alone."""
        self._quiet = True
        typed = self.read(query)
        if typed.options != query.options:
            self.boxes["options"].value = "\n".join(query.options)
        if typed.documented != query.documented:
            self.boxes["documented"].value = "; ".join(query.documented)
        if typed.subject != query.subject:
            self.boxes["subject"].value = query.subject
        for name, value in (
            ("title", query.title),
            ("to", query.addressee),
            ("question", query.question),
            ("type", query.type.value),
        ):
            if self.boxes[name].value != value:
                self.boxes[name].value = value
        for box in self.boxes.values():
            box.disabled = not editable
        self.boxes["options"].rows = min(max(len(query.options), _FEWEST), _MOST)
        self._fit(query.type)
        self._quiet = False

    def read(self, query: Query) -> Query:
        """The query with what the boxes say."""
        boxes = self.boxes
        kind = QueryType(boxes["type"].value)
        return replace(
            query,
            title=boxes["title"].value,
            addressee=boxes["to"].value,
            question=boxes["question"].value,
            type=kind,
            options=() if kind is QueryType.OPEN else self._options,
            subject=boxes["subject"].value.strip() if kind is QueryType.YES_NO else "",
            documented=tuple(filter(None, (one.strip() for one in boxes["documented"].value.split(";")))),
        )

    def focus(self, name: str) -> None:
        """Give the focus to a box by its name; one that is not shown gives way to the type."""
        box = self.boxes[name]
        (self.boxes["type"] if box.layout.display == "none" else box).focus()

    @property
    def _options(self) -> tuple[str, ...]:
        return tuple(filter(None, (line.strip() for line in self.boxes["options"].value.splitlines())))

    def _column(self, *names: str) -> widgets.VBox:
        column = widgets.VBox([self.boxes[name] for name in names])
        column.add_class("cl-query-form")
        return column

    def _fit(self, kind: QueryType) -> None:
        self.boxes["subject"].layout.display = None if kind is QueryType.YES_NO else "none"
        self.boxes["options"].layout.display = "none" if kind is QueryType.OPEN else None

    def _changed(self, _change: dict[str, Any]) -> None:
        if not self._quiet:
            self._typed()

    def _type_changed(self, _change: dict[str, Any]) -> None:
        """Another type has other options; those of one's own stay."""
        kind = QueryType(self.boxes["type"].value)
        self._fit(kind)
        if self._quiet:
            return
        standing = {*_STANDING, "Yes", "No"}
        if kind is not QueryType.OPEN and set(self._options) <= standing:
            yes_no = ("Yes", "No") if kind is QueryType.YES_NO else ()
            self._quiet = True
            self.boxes["options"].value = "\n".join((*yes_no, *_STANDING))
            self._quiet = False
        self._typed()
