"""Section headers found, against the headers of annotated notes.

The ACI-BENCH notes carry no labels of their headers, but one way of setting them, so the key is read from
the type and not by our detector: a line of its own in capitals, with or without a colon, or a line of one to
four words that ends with a colon and stands before an empty line. List marks and "NAME: value" are no
headers. Only where a header stands counts here; what section it opens is tested in tests/review.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from codinglab.evaluate.coding import Counts, annotated_files, read_notes
from codinglab.review.sections import find_sections

TARGET = 0.97
_CAPITALS = re.compile(r"[A-Z][A-Z &/,()'-]+:?")
_TITLED = re.compile(r"[A-Z][A-Za-z/&-]*(?: [A-Za-z/&-]+){0,3}:")


def keyed_lines(note: str) -> set[int]:
    """The lines (from 0) of a note that are set as headers."""
    lines = [line.strip() for line in note.split("\n")]
    return {
        number
        for number, line in enumerate(lines)
        if _CAPITALS.fullmatch(line)
        or (_TITLED.fullmatch(line) and not "".join(lines[number + 1 : number + 2]))
    }


def found_lines(note: str) -> set[int]:
    """The lines (from 0) on which we find the header of a section."""
    return {note.count("\n", 0, section.start) for section in find_sections(note)}


def measure(notes: Iterable[dict[str, Any]]) -> Counts:
    """Count the header lines of all notes: found and keyed, found only, keyed only."""
    right = wrong = missed = 0
    for note in notes:
        found, keyed = found_lines(note["note"]), keyed_lines(note["note"])
        right += len(found & keyed)
        wrong += len(found - keyed)
        missed += len(keyed - found)
    return Counts(right, wrong, missed)


def main(data: Path) -> int:
    """Print the figures beside their targets; 0 when all are met, else 1."""
    met = True
    for file in annotated_files(data, "aci-bench*.json"):
        counts = measure(read_notes(file))
        met = met and min(counts.precision, counts.recall) >= TARGET
        print(f"section headers, {file.name}: {counts}   target {TARGET:.2f} each")
    return 0 if met else 1
