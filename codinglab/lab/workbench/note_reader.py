"""The note reader: the chart with its concepts marked; words taken from it become evidence."""

from __future__ import annotations

from html import escape
from typing import Any

import anywidget
import traitlets

from codinglab.lab.display import ASSERTION_SIGNS, STATIC, element, heading
from codinglab.lab.worksheet import Topic, Worksheet
from codinglab.model import Concept, Document, Evidence, Section


class NoteReaderWidget(anywidget.AnyWidget):
    """The browser's half. All offsets that cross are code points."""

    _esm = STATIC / "note_reader.js"
    _css = STATIC / "note_reader.css"
    documents: Any = traitlets.List().tag(sync=True)
    selection: Any = traitlets.Dict().tag(sync=True)
    coded: Any = traitlets.List().tag(sync=True)
    active = traitlets.Unicode().tag(sync=True)

    def __repr__(self) -> str:
        return "NoteReaderWidget()"


class NoteReader:
    """Shows the documents of an encounter as tabs, or one below the other.

    Args:
        concepts: what review found; marked in the text by assertion.
        sections: the sections of each document by its id; their headers are set in bold.
    """

    def __init__(
        self,
        worksheet: Worksheet,
        concepts: tuple[Concept, ...] = (),
        sections: dict[str, tuple[Section, ...]] | None = None,
    ) -> None:
        self._worksheet = worksheet
        self._concepts = concepts
        self._sections = sections or {}
        documents = worksheet.case.encounter.documents
        self.widget = NoteReaderWidget(
            documents=[self._as_data(document) for document in documents],
            active=documents[0].id if documents else "",
            coded=self._coded(),
        )
        self.widget.on_msg(self._taken)
        worksheet.observe(self._changed)

    @property
    def answer(self) -> Evidence | None:
        """The words taken as evidence at the moment."""
        return self._worksheet.selection

    def static_html(self) -> str:
        """The chart, with signs after its concepts."""
        documents = self._worksheet.case.encounter.documents
        return heading("Chart") + "".join(self._static(document) for document in documents)

    def _as_data(self, document: Document) -> dict[str, Any]:
        kind = document.type.value.replace("_", " ")
        return {
            "id": document.id,
            "title": document.title,
            "about": f"{kind} · {document.author} · {document.written_on.isoformat()}",
            "text": document.text,
            "concepts": [
                {
                    "start": concept.evidence.start,
                    "end": concept.evidence.end,
                    "term": concept.term,
                    "kind": concept.kind.value,
                    "assertion": concept.assertion.value,
                    "sign": ASSERTION_SIGNS[concept.assertion],
                }
                for concept in self._of(document)
            ],
            "headers": [
                [section.start, section.body_start]
                for section in self._sections.get(document.id, ())
                if section.header
            ],
        }

    def _of(self, document: Document) -> list[Concept]:
        """The concepts of one document, longest first where two overlap, in the order of the text."""
        kept: list[Concept] = []
        found = [concept for concept in self._concepts if concept.evidence.document == document.id]
        for concept in sorted(found, key=lambda item: (item.evidence.start, -item.evidence.end)):
            if not kept or concept.evidence.start >= kept[-1].evidence.end:
                kept.append(concept)
        return kept

    def _coded(self) -> list[dict[str, Any]]:
        return [
            {"document": link.evidence.document, "start": link.evidence.start, "end": link.evidence.end}
            for link in self._worksheet.answers.evidence
        ]

    def _taken(self, _widget: object, content: dict[str, Any], _buffers: object) -> None:
        if content.get("kind") == "clear":
            self._worksheet.clear_selection()
        elif content.get("kind") == "take":
            place = str(content["document"]), int(content["start"]), int(content["end"])
            self._worksheet.attempt(lambda: self._worksheet.select(*place))

    def _changed(self, topic: Topic) -> None:
        if topic is Topic.SELECTION:
            chosen = self._worksheet.selection
            self.widget.selection = (
                {"document": chosen.document, "start": chosen.start, "end": chosen.end} if chosen else {}
            )
        elif topic is Topic.ANSWERS:
            self.widget.coded = self._coded()

    def _static(self, document: Document) -> str:
        pieces, at = [], 0
        for concept in self._of(document):
            start, end = concept.evidence.start, concept.evidence.end
            sign = ASSERTION_SIGNS[concept.assertion]
            pieces += [
                escape(document.text[at:start]),
                element("mark", escape(document.text[start:end]), css=f"cl-{concept.assertion.value}"),
                element("sup", sign) if sign else "",
            ]
            at = end
        pieces.append(escape(document.text[at:]))
        about = f"{document.author}, {document.written_on.isoformat()}"
        return (
            element("h4", escape(document.title))
            + element("p", escape(about), css="cl-source")
            + element("pre", *pieces, css="cl-chart")
        )
