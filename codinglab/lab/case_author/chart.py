"""The chart of the form: documents with their facts and their text."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from codinglab.classroom.drafts import Draft, Path
from codinglab.lab.case_author.boxes import Part
from codinglab.lab.case_author.entries import Entries
from codinglab.lab.case_author.entry_form import EntryForm
from codinglab.lab.case_author.fields import clean
from codinglab.lab.case_author.sections import DOCUMENT
from codinglab.lab.case_author.sheet import AuthorSheet
from codinglab.lab.case_author.timing import focus_soon
from codinglab.model import DocumentType

_NOTE = "Write the chart as clinicians do, or paste it: original and synthetic, never a real person's."


class Documents(Entries):
    """The documents of the chart; removing one asks first."""

    confirm = True

    def __init__(self, sheet: AuthorSheet) -> None:
        super().__init__(sheet, ("case", "documents"), "document", DOCUMENT, document_words, _NOTE)

    def form(self, path: Path) -> Part:
        """The facts of a document, and its text."""
        return DocumentForm(self.sheet, path)

    def added(self, draft: Draft) -> Draft:
        """The draft with an empty document."""
        kind = DocumentType.DISCHARGE_SUMMARY if self.sheet.inpatient else DocumentType.OFFICE_NOTE
        if any(item.get("type") == kind for item in draft.documents):
            kind = DocumentType.PROGRESS_NOTE if self.sheet.inpatient else DocumentType.NURSING_NOTE
        return draft.add_document(kind, kind.value.replace("_", " ").capitalize())

    def dropped(self, draft: Draft, number: int) -> Draft:
        """The draft without a document and its text."""
        return draft.drop_document(number)


class DocumentForm:
    """One document: its facts in boxes, its text in a large one."""

    def __init__(self, sheet: AuthorSheet, path: Path) -> None:
        self._sheet = sheet
        self._file = ("texts", str(sheet.draft.value((*path, "file"))))
        self._facts = EntryForm(sheet, path, DOCUMENT)
        self._text = widgets.Textarea(
            value=str(sheet.draft.value(self._file)),
            description="Text",
            placeholder="type or paste the document",
            rows=16,
            style={"description_width": "118px"},
            layout=widgets.Layout(width="auto"),
        )
        self._text.add_class("cl-document-text")
        self._text.observe(self._typed, names="value")
        self.widget = widgets.VBox([self._facts.widget, self._text])

    def changed(self) -> None:
        """Show what follows from changed words."""
        self._facts.changed()

    def focus(self) -> None:
        """Put the cursor into the text."""
        focus_soon(self._text)

    def _typed(self, change: dict[str, Any]) -> None:
        self._sheet.put(self._file, clean(change["new"]))


def document_words(item: dict[str, Any]) -> str:
    """A document in one line."""
    kind = str(item.get("type", "")).replace("_", " ")
    parts = (item.get("title"), kind, item.get("author"), item.get("date"))
    return " · ".join(str(part) for part in parts if part)
