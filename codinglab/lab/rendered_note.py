"""`codinglab.review_note`: a note read and shown whole, its concepts marked, with two tables for pandas."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from codinglab.lab.display import NOTES, element, style
from codinglab.lab.guidance.rules import rules_html
from codinglab.lab.marked_text import marked, sample
from codinglab.lab.note_data import NOTE_FILES, NoteRead, read_and_code
from codinglab.model import Assertion, DocumentType, InvalidInputError, Setting, Suggestion
from codinglab.parse import as_day
from codinglab.review.note_file import read_note

if TYPE_CHECKING:
    import pandas as pd

SHOWN = 200_000
_Word = TypeVar("_Word", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class RenderedNote:
    """A note that was read: shown whole in a notebook.

    Attributes:
        read: the note, its sections, concepts and suggestions, as the model has them.
    """

    read: NoteRead

    @property
    def concepts(self) -> pd.DataFrame:
        """One row a concept, in the order of the text; `start` and `end` count its code points."""
        from codinglab.lab.frames import note_concept_frame

        return note_concept_frame(self.read.concepts, self.read.encounter.through_date)

    @property
    def codes(self) -> pd.DataFrame:
        """One row a code to consider, in the order to consider them."""
        from codinglab.lab.frames import note_code_frame

        return note_code_frame(self.read.suggestions)

    def __repr__(self) -> str:
        document = self.read.encounter.documents[0]
        return (
            f"{document.title} (type: {self.read.type_from}), {len(document.text):,} characters: "
            f"{len(self.read.concepts)} concepts, "
            f"{len(self.read.suggestions)} codes to consider"
        )

    def _repr_html_(self) -> str:
        cut = len(self.read.text) > SHOWN
        said = f"Only the first {SHOWN:,} characters are shown; the tables are of all." if cut else ""
        page = element(
            "div",
            element("p", escape(repr(self) + ". " + said), css="cl-note-about"),
            element("p", *(f"{sample(one)} " for one in self._assertions()), css="cl-note-signs"),
            element(
                "div",
                *marked(self.read.text[:SHOWN], self.read.sections, self.read.concepts),
                css="cl-note-page cl-note-whole",
                dir="auto",
            ),
            _code_table(self.read.suggestions),
            css="cl-page cl-note",
        )
        return style(NOTES) + page

    def _assertions(self) -> list[Assertion]:
        said = {concept.assertion for concept in self.read.concepts}
        return [one for one in Assertion if one in said]


def review_note(
    note: str | Path,
    *,
    setting: Setting | str = Setting.OFFICE,
    document_type: DocumentType | str | None = None,
    on: date | str | None = None,
) -> RenderedNote:
    """Read a note and show it with its concepts marked and the codes they lead to.

    Args:
        note: the text of a note, or the path of a file with one.
        setting: where the patient was seen ("office", "inpatient_acute", …).
        document_type: what the note is ("office_note", "discharge_summary", …); None: as its title and
            headers tell.
        on: the day whose codes and rules hold; today by default.

    Raises:
        InvalidInputError: the file or text cannot be read, or a setting, type or day is not known.
        NotInForceError: no code list covers the day.
        StoreError: there is no reference store.
    """
    kind = _known(DocumentType, document_type, "document type") if document_type is not None else None
    return RenderedNote(read_and_code(_text_of(note), _known(Setting, setting, "setting"), kind, as_day(on)))


def _text_of(note: str | Path) -> str:
    if isinstance(note, Path):
        return read_note(note)
    if not isinstance(note, str):
        msg = f"A note is a text or the path of a file, not {type(note).__name__}: review_note('note.txt')."
        raise InvalidInputError(msg)
    if "\n" not in note and len(note) < 500 and note.strip().lower().endswith(NOTE_FILES):
        return read_note(Path(note.strip()))
    return note.replace("\r\n", "\n").replace("\r", "\n")


def _known(kind: type[_Word], word: str, name: str) -> _Word:
    try:
        return kind(word)
    except ValueError:
        msg = f"There is no {name} '{word}': choose among {', '.join(kind)}."
        raise InvalidInputError(msg) from None


def _code_table(suggestions: tuple[Suggestion, ...]) -> str:
    names = ("code", "title", "words", "why", "missing")
    head = element("tr", *(element("th", name, scope="col") for name in names))
    body = (
        element(
            "tr",
            element("td", escape(one.code.written), css="cl-code"),
            *(
                element("td", cell)
                for cell in (
                    escape(one.title),
                    escape(" ".join(one.evidence[0].quote.split())),
                    escape(one.reason) + rules_html((one.authority,)),
                    escape("; ".join(one.missing)),
                )
            ),
        )
        for one in suggestions
    )
    caption = element("caption", f"{len(suggestions)} codes to consider")
    table = element("table", caption, element("thead", head), element("tbody", *body), css="cl-table")
    return table if suggestions else element("p", "No codes to consider.", css="cl-none")
