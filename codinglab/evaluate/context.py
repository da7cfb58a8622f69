"""Negation, history and hypothesis against an annotated set of sentences (NegEx style).

The set calls everything in a history section historical, so a sentence counts as saying
"historical" when a rule says it or when the place is a past, surgical, family or social history.
What is only looked for by screening is "not particular" there, as what is imagined.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from codinglab.model import InvalidInputError
from codinglab.review import judge

_COLUMNS = ("concept", "sentence", "negation", "temporality")
_HISTORY_SECTIONS = frozenset(
    {"past_medical_history", "past_surgical_history", "family_history", "social_history"}
)
TARGETS = {"negation": 97.5, "historical": 72.0, "hypothetical": 92.0}


@dataclass(frozen=True, slots=True)
class Measure:
    """Counts of one property: rightly found, wrongly found, missed."""

    name: str
    found: int
    wrong: int
    missed: int

    @property
    def f1(self) -> float:
        """F1 in percent; 0 when there is nothing to find and nothing found."""
        total = 2 * self.found + self.wrong + self.missed
        return 200 * self.found / total if total else 0.0


def measure(rows: Iterable[dict[str, str]]) -> tuple[Measure, ...]:
    """Compare the judgement of each row's concept with its annotation."""
    pairs: dict[str, list[tuple[bool, bool]]] = {name: [] for name in TARGETS}
    for row in rows:
        said = answers(row["sentence"], row["concept"])
        keyed = {
            "negation": row["negation"] == "Negated",
            "historical": row["temporality"] == "Historical",
            "hypothetical": row["temporality"] == "Not particular",
        }
        for name, key in keyed.items():
            pairs[name].append((key, name in said))
    return tuple(
        Measure(
            name,
            sum(key and said for key, said in found),
            sum(said and not key for key, said in found),
            sum(key and not said for key, said in found),
        )
        for name, found in pairs.items()
    )


def answers(sentence: str, concept: str) -> frozenset[str]:
    """Which of negation, historical, hypothetical our review says of a concept in a sentence."""
    start, end = place(sentence, concept)
    judgement = judge(sentence, start, end)
    said = set()
    if "negated" in judgement.said:
        said.add("negation")
    if judgement.said & {"hypothetical", "screening"}:
        said.add("hypothetical")
    past = judgement.said & {"historical", "listed as past medical history", "in a past year"}
    if past or judgement.section in _HISTORY_SECTIONS:
        said.add("historical")
    return frozenset(said)


def place(sentence: str, concept: str) -> tuple[int, int]:
    """Where the concept stands: the set writes it in capitals there."""
    shouted = r"\s+".join(re.escape(word) for word in concept.upper().split())
    found = re.search(shouted, sentence) or re.search(shouted, sentence, re.IGNORECASE)
    return found.span() if found else (0, len(sentence))


def read_rows(data: Path) -> list[dict[str, str]]:
    """Read the annotated sentences.

    Raises:
        InvalidInputError: the file is missing or lacks a column.
    """
    try:
        with data.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    except (OSError, UnicodeDecodeError) as error:
        msg = f"The annotated sentences in {data} cannot be read ({error}). Name a tab-separated file."
        raise InvalidInputError(msg) from error
    if not rows or any(rows[0].get(column) is None for column in _COLUMNS):
        msg = f"{data} needs the columns {', '.join(_COLUMNS)}, with tabs between, and at least one row."
        raise InvalidInputError(msg)
    return rows


def annotated_files(data: Path) -> list[Path]:
    """The annotated files of a folder, `context*.tsv`, by name; a file stands for itself.

    Raises:
        InvalidInputError: the folder has none, or is none.
    """
    files = [data] if data.is_file() else sorted(data.glob("context*.tsv"))
    if not files:
        msg = (
            f"The annotated sentences in {data} cannot be read (there is no file context*.tsv). Name a "
            f"folder with such a file, tab-separated, with the columns {', '.join(_COLUMNS)}."
        )
        raise InvalidInputError(msg)
    return files


def main(data: Path) -> int:
    """Print the figures over all files together beside their targets; 0 when all are met, else 1.

    Args:
        data: a folder with files `context*.tsv`, or one such file.
    """
    rows = []
    for file in annotated_files(data):
        found = read_rows(file)
        print(f"{file.name}: {len(found):,} sentences")
        rows += found
    met = True
    for result in measure(rows):
        target = TARGETS[result.name]
        met = met and result.f1 >= target
        print(
            f"{result.name:13} F1 {result.f1:5.1f}   target {target:5.1f}   "
            f"found {result.found}, wrong {result.wrong}, missed {result.missed}"
        )
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
