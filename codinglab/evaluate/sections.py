"""Section headers of ACI-BENCH notes: precision and recall of the lines that we call headers.

The file has no header labels, so what is right is defined without our detector:

- The notes of the development file were read, and the lines of their top-level headers written down
  (reference/evaluation/section_lines.toml: line numbers, never the text).
- For other notes, the typography of this corpus: a header is a paragraph of one line, at most six
  words, all of whose letters are capitals, with "&", "/" and an ending ":" allowed and no digit or other
  mark. A paragraph begins at the start of the note or after a blank line, and ends at a blank line.

How often the typography agrees with the reader is printed, where both are there.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from codinglab.model import InvalidInputError
from codinglab.reference.paths import REFERENCE
from codinglab.review.sections import find_sections

TARGET = 0.97
_CAPITALS = re.compile(r"[A-Z]+(?:(?: | ?[&/] ?)[A-Z]+){0,5} ?:?")

Lines = frozenset[int]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Counts of header lines: in both, only in what is measured, only in what is right."""

    both: int
    extra: int
    missed: int

    @property
    def precision(self) -> float:
        """The share of the measured lines that are right; 1 when there are none."""
        return self.both / (self.both + self.extra) if self.both + self.extra else 1.0

    @property
    def recall(self) -> float:
        """The share of the right lines that are measured; 1 when there are none."""
        return self.both / (self.both + self.missed) if self.both + self.missed else 1.0


def annotated() -> Mapping[str, Lines]:
    """The lines that a reader called headers, by the id of the note."""
    path = REFERENCE / "evaluation" / "section_lines.toml"
    notes = tomllib.loads(path.read_text(encoding="utf-8"))["notes"]
    return {note: frozenset(lines) for note, lines in notes.items()}


def typographic_lines(note: str) -> Lines:
    r"""The 1-based lines that the typography of the corpus makes headers.

    >>> sorted(typographic_lines("PLAN\n\nRest.\n\nHIV\nA/P:\n\nSOCIAL HISTORY:\n"))
    [1, 8]
    """
    lines = [line.strip() for line in note.split("\n")]
    padded = ["", *lines, ""]
    return frozenset(
        number
        for number, line in enumerate(lines, 1)
        if _CAPITALS.fullmatch(line) and not padded[number - 1] and not padded[number + 1]
    )


def detected_lines(note: str) -> Lines:
    """The 1-based lines in which a section of ours begins."""
    return frozenset(note.count("\n", 0, section.start) + 1 for section in find_sections(note))


def agreement(pairs: Iterable[tuple[Lines, Lines]]) -> Agreement:
    """Compare measured lines with right lines, note by note."""
    both = extra = missed = 0
    for measured, right in pairs:
        both += len(measured & right)
        extra += len(measured - right)
        missed += len(right - measured)
    return Agreement(both, extra, missed)


def read_notes(data: Path) -> list[dict[str, Any]]:
    """The notes of every aci-bench*.json in a folder.

    Raises:
        InvalidInputError: there is no such file, or one is not a list of notes.
    """
    files = sorted(data.glob("aci-bench*.json"))
    if not files:
        msg = f"{data} has no file aci-bench*.json. Name the folder of the annotated notes."
        raise InvalidInputError(msg)
    notes: list[dict[str, Any]] = []
    for file in files:
        try:
            found = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            msg = f"{file} cannot be read ({error}). It must be JSON: a list of notes with id and note."
            raise InvalidInputError(msg) from error
        if not isinstance(found, list) or not all(
            isinstance(note, dict) and isinstance(note.get("note"), str) for note in found
        ):
            msg = f"{file} must be a list of notes, each with id and note."
            raise InvalidInputError(msg)
        notes.extend(found)
    return notes


def main(data: Path, say: Callable[[str], None] = print) -> int:
    """Print the figures beside their targets; 0 when all are met, else 1."""
    notes, read = read_notes(data), annotated()
    known = [(note["note"], read[note["id"]]) for note in notes if note.get("id") in read]
    other = [note["note"] for note in notes if note.get("id") not in read]
    by_reader = [(detected_lines(note), lines) for note, lines in known]
    by_type = [(detected_lines(note), typographic_lines(note)) for note in other]
    result = agreement([*by_reader, *by_type])
    headers = result.both + result.missed
    say(f"{len(notes)} notes with {headers} headers: {len(known)} annotated, {len(other)} by typography")
    for name, share in (("precision", result.precision), ("recall", result.recall)):
        say(f"{name:10} {share:6.3f}   target {TARGET:.2f}")
    say(f"found {result.both}, wrong {result.extra}, missed {result.missed}")
    if known:
        both = agreement((typographic_lines(note), lines) for note, lines in known)
        say(
            f"typography against the reader: precision {both.precision:.3f}, recall {both.recall:.3f} "
            f"({both.extra} lines only by typography, {both.missed} only by the reader)"
        )
    return 0 if headers and min(result.precision, result.recall) >= TARGET else 1
