"""From notes to codes: our suggestions against the adjudicated codes of annotated notes.

ACI-BENCH notes are office encounters, coded by what was addressed: what the chart only lists counts on
neither side, nor does long-term drug use (Z79), which the annotators leave out although guideline I.C.4.a.3
asks for it; the figure with both is printed beside. CodiEsp's are case reports, coded by mention: every
problem named, absent and past ones too, in the codes of fiscal year 2017. Codes count when they are the same
to the last character; the counts of all notes of a set are added up.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from codinglab.diagnose import diagnose, mentioned_codes
from codinglab.model import DocumentType, InvalidInputError, Setting
from codinglab.review import review
from codinglab.review.note_file import encounter_of

_ACI_DAY, _CODIESP_DAY = date(2026, 6, 1), date(2017, 6, 1)
_DRUG_USE = "Z79"


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

    def __str__(self) -> str:
        return (
            f"precision {self.precision:.3f}   recall {self.recall:.3f}   "
            f"right {self.right}, wrong {self.wrong}, missed {self.missed}"
        )

    @property
    def f1(self) -> float:
        """Micro-F1 over all notes; 0 when nothing is suggested and nothing keyed."""
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)


Coder = Callable[[str], set[str]]


def measure(notes: Iterable[dict[str, Any]], coder: Coder) -> Counts:
    """Compare what is suggested for each note with its codes.

    Args:
        notes: each with `id`, `note` and `codes` (written with their dot).
        coder: gives the codes of a text, written with their dot.
    """
    right = wrong = missed = 0
    for note in notes:
        found, keyed = coder(note["note"]), set(note["codes"])
        right += len(found & keyed)
        wrong += len(found - keyed)
        missed += len(keyed - found)
    return Counts(right, wrong, missed)


def addressed(text: str) -> set[str]:
    """The billable codes of an office note's problems that it addresses, without long-term drug use."""
    return {
        code for code, listed in _suggested(text).items() if not listed and not code.startswith(_DRUG_USE)
    }


def all_suggested(text: str) -> set[str]:
    """Every billable code suggested for an office note."""
    return set(_suggested(text))


def mentioned(text: str) -> set[str]:
    """The codes of every problem that a case report names, by the code set of its annotation."""
    encounter = encounter_of(text, Setting.OFFICE, DocumentType.OFFICE_NOTE, _CODIESP_DAY)
    return {code.written for code in mentioned_codes(encounter, review(encounter))}


def _suggested(text: str) -> dict[str, bool]:
    """The billable codes of an office note, each with whether the chart only lists it."""
    encounter = encounter_of(text, Setting.OFFICE, DocumentType.OFFICE_NOTE, _ACI_DAY)
    found = diagnose(encounter, review(encounter))
    return {one.code.written: not one.addressed for one in found if one.billable}


def annotated_files(data: Path, pattern: str) -> list[Path]:
    """The files of a folder that a pattern names. Raises InvalidInputError when there is none."""
    files = sorted(data.glob(pattern))
    if not files:
        msg = f"{data} holds no {pattern}: name the folder of the annotated notes."
        raise InvalidInputError(msg)
    return files


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


SETS: tuple[tuple[str, str, Coder, float | None], ...] = (
    ("ACI-BENCH, addressed", "aci-bench*.json", addressed, 0.66),
    ("ACI-BENCH, all", "aci-bench*.json", all_suggested, None),
    ("CodiEsp English", "codiesp-en*.json", mentioned, 0.48),
)


def main(data: Path) -> int:
    """Print the figures beside their targets; 0 when all are met, else 1."""
    met = True
    for name, pattern, coder, target in SETS:
        for file in annotated_files(data, pattern):
            counts = measure(read_notes(file), coder)
            met = met and (target is None or counts.f1 >= target)
            wanted = f"target {target:.2f}" if target is not None else "for comparison"
            print(f"{name:21} {file.name}: micro-F1 {counts.f1:.3f}   {wanted}   {counts}", flush=True)
    return 0 if met else 1
