"""One note, read and coded: what the command, its JSON and the rendered note are made from.

The JSON of `codinglab review --json`, one object a note:

- `note` (the file), `setting`, `type`, `type_from` ("given", "its title or headers", or "nothing tells:
  taken for an office note"), `on` (the day), `characters` (the length of the text);
- `sections`: `name`, `header`, `start`, `body_start`, `end`;
- `concepts`: the fields of `model.Concept`, with `evidence` (`start`, `end`, `quote`), `slots` (`name`,
  `value`, `evidence`), `quantity` (`number`, `unit`, `second`, `on`) and `source` (`standing`,
  `authority`), each null or empty where the note does not say;
- `suggestions`: the fields of `model.Suggestion`, in the order to consider them;
- `procedures`: the fields of `model.ProcedureSuggestion`: what was done and the codes it may support;
- of a file that could not be read: `note` and `error` only.

Codes are in the stored form, without a dot. Offsets count code points of the text, whose line ends are
one newline each. Fields may be added; none is renamed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from codinglab.diagnose import diagnose
from codinglab.model import (
    Concept,
    DocumentType,
    Encounter,
    InvalidInputError,
    ProcedureSuggestion,
    Section,
    Setting,
    Suggestion,
)
from codinglab.parse import dump
from codinglab.procedure import procedure
from codinglab.review import Unread, review, sections
from codinglab.review.batch import Say, each_in_processes
from codinglab.review.document_type import guess_type
from codinglab.review.note_file import encounter_of, read_note

NOTE_FILES = (".txt", ".md", ".text")


@dataclass(frozen=True, slots=True)
class NoteRead:
    """A note with what was found in it and the codes to consider."""

    encounter: Encounter
    type_from: str
    sections: tuple[Section, ...]
    concepts: tuple[Concept, ...]
    suggestions: tuple[Suggestion, ...]
    procedures: tuple[ProcedureSuggestion, ...]

    @property
    def text(self) -> str:
        """The note."""
        return self.encounter.documents[0].text

    def data(self, note: str) -> dict[str, Any]:
        """Plain data in the shape that this module states; `note` names the file."""
        document = self.encounter.documents[0]
        return {
            "note": note,
            "setting": self.encounter.setting.value,
            "type": document.type.value,
            "type_from": self.type_from,
            "on": self.encounter.through_date.isoformat(),
            "characters": len(document.text),
            "sections": [dump(section) for section in self.sections],
            "concepts": [dump(concept) for concept in self.concepts],
            "suggestions": [dump(suggestion) for suggestion in self.suggestions],
            "procedures": [dump(one) for one in self.procedures],
        }


def read_and_code(text: str, setting: Setting, kind: DocumentType | None, day: date) -> NoteRead:
    """Read a text as an encounter of one note; without a kind, of the one that its headers tell.

    Raises as `review` and `diagnose` do.
    """
    type_from = "given"
    if kind is None:
        kind = guess_type(text)
        type_from = "its title or headers" if kind else "nothing tells: taken for an office note"
    encounter = encounter_of(text, setting, kind or DocumentType.OFFICE_NOTE, day)
    concepts = review(encounter)
    found = sections(encounter.documents[0])
    return NoteRead(
        encounter, type_from, found, concepts, diagnose(encounter, concepts), procedure(encounter, concepts)
    )


def read_files(
    files: list[Path], setting: Setting, kind: DocumentType | None, day: date, progress: Say
) -> list[NoteRead | Unread]:
    """Read many note files in two processes, in order; `Unread` in the place of one that cannot be read."""
    return each_in_processes(
        partial(_read_file, setting=setting, kind=kind, day=day), files, progress=progress
    )


def note_files(places: Iterable[Path]) -> list[Path]:
    """The note files that are named, a folder's in the order of their names.

    Raises:
        InvalidInputError: a folder holds no note files.
    """
    found: list[Path] = []
    for place in places:
        if not place.is_dir():
            found.append(place)
            continue
        inside = sorted(file for file in place.iterdir() if file.suffix.lower() in NOTE_FILES)
        if not inside:
            msg = f"The folder {place} holds no notes: files that end in {', '.join(NOTE_FILES)} are read."
            raise InvalidInputError(msg)
        found.extend(inside)
    return found


def _read_file(path: Path, setting: Setting, kind: DocumentType | None, day: date) -> NoteRead:
    return read_and_code(read_note(path), setting, kind, day)
