"""The chart as of the day, and the working codes that it leads to."""

from __future__ import annotations

from html import escape

from codinglab.lab.display import element, quoted
from codinglab.lab.marked_text import marked
from codinglab.lab.why_html import table
from codinglab.model import Document, Suggestion
from codinglab.review import sections
from codinglab.what_if import WorkingDay


class ChartPages:
    """The documents written by the day, the newest unfolded, and the working codes with their words."""

    def html(self, at: WorkingDay) -> str:
        """The page."""
        documents = sorted(at.encounter.documents, key=lambda one: one.written_on, reverse=True)
        newest = documents[0].written_on if documents else None
        shown = [self._document(one, at, unfolded=one.written_on == newest) for one in documents]
        return self._codes(at) + "".join(shown)

    def say(self, words: str, text: str, at: WorkingDay) -> None:
        """The chart is for reading."""

    def _codes(self, at: WorkingDay) -> str:
        rows = (self._row(one, at) for one in at.suggestions)
        names = ("code", "title", "POA", "words in the chart")
        return table("Working codes: what the chart leads to, not yet reviewed by a coder", names, rows)

    def _row(self, one: Suggestion, at: WorkingDay) -> tuple[str, ...]:
        missing = f" ({'; '.join(one.missing)})" if one.missing else ""
        return (
            element("span", one.code.written, css="cl-code"),
            escape(one.title + missing),
            escape(one.poa or "exempt"),
            quoted(one.evidence[0], at.encounter),
        )

    def _document(self, document: Document, at: WorkingDay, *, unfolded: bool) -> str:
        concepts = tuple(one for one in at.concepts if one.evidence.document == document.id)
        about = f"{document.title}, {document.author}, {document.written_on}"
        text = element(
            "div", *marked(document.text, sections(document), concepts), css="cl-note-page cl-note-whole"
        )
        summary = element("summary", escape(about))
        state = {"open": ""} if unfolded else {}
        return element("details", summary, text, css="cl-details", **state)
