"""From notes to codes: our suggestions against the adjudicated codes of annotated notes.

ACI-BENCH notes are office encounters; CodiEsp's are case reports, read as an outpatient's chart. Codes
count when they are the same to the last character; of both sets the counts of all notes are added up.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from codinglab.diagnose import diagnose
from codinglab.model import DocumentType, InvalidInputError, Setting
from codinglab.review import review
from codinglab.review.note_file import encounter_of

FILES = {"ACI-BENCH": ("aci-bench-dev.json", 0.66), "CodiEsp English": ("codiesp-en-dev.json", 0.48)}
_DAY = date(2026, 6, 1)


@dataclass(frozen=True, slots=True)
class Counts:
    """Codes of a set of notes: suggested and keyed, suggested only, keyed only."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """The share of the suggested codes that are keyed."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """The share of the keyed codes that are suggested."""
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        """Micro-F1 over all notes; 0 when nothing is suggested and nothing keyed."""
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)


def measure(notes: Iterable[dict[str, Any]]) -> Counts:
    """Compare what is suggested for each note with its codes.

    Args:
        notes: each with `id`, `note` and `codes` (written with their dot).
    """
    right = wrong = missed = 0
    for note in notes:
        found, keyed = suggested(note["note"]), set(note["codes"])
        right += len(found & keyed)
        wrong += len(found - keyed)
        missed += len(keyed - found)
    return Counts(right, wrong, missed)


def suggested(text: str) -> set[str]:
    """The billable codes suggested for an office note."""
    encounter = encounter_of(text, Setting.OFFICE, DocumentType.OFFICE_NOTE, _DAY)
    return {one.code.written for one in diagnose(encounter, review(encounter)) if one.billable}


def read_notes(path: Path) -> list[dict[str, Any]]:
    """Read annotated notes.

    Raises:
        InvalidInputError: the file is missing, no JSON, or lacks `note` or `codes`.
    """
    try:
        notes: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))
        if not notes or not all(isinstance(one["note"], str) and one["codes"] is not None for one in notes):
            raise KeyError("note")
    except (OSError, ValueError, KeyError, TypeError) as error:
        msg = f"{path} is not a file of annotated notes ({error}): a JSON list of id, note and codes."
        raise InvalidInputError(msg) from error
    return notes


def main(data: Path) -> int:
    """Print the figures beside their targets; 0 when all are met, else 1."""
    met = True
    for name, (file, target) in FILES.items():
        counts = measure(read_notes(data / file))
        met = met and counts.f1 >= target
        print(
            f"{name:16} micro-F1 {counts.f1:.3f}   target {target:.2f}   precision {counts.precision:.3f}   "
            f"recall {counts.recall:.3f}   right {counts.right}, wrong {counts.wrong}, missed {counts.missed}"
        )
    return 0 if met else 1
