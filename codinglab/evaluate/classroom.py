"""How long it takes to grade a large class: made-up learners on shipped cases, to the last table."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from codinglab.classroom.collect import collect
from codinglab.classroom.demonstration import demonstration_cases, make_class
from codinglab.classroom.grade import grade
from codinglab.classroom.roster import read_roster
from codinglab.classroom.tables import tables
from codinglab.evaluate.reference import Figure, print_figures

LEARNERS, CASES = 1000, 10
GRADE_SECONDS = 60.0
Say = Callable[[str, float], None]


def figures(learners: int, cases: int, say: Say) -> Iterator[Figure]:
    """Measure the steps; the whole has a target when the class is as large as the target says.

    Args:
        learners: how many made-up learners.
        cases: how many shipped cases.
        say: called with a sentence and the share done, 0 to 1.
    """
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "class")
        start = time.perf_counter()
        made = make_class(folder, demonstration_cases(cases), learners)
        size = f"{learners:,} learners, {cases} cases"
        yield Figure("make the class", time.perf_counter() - start, "s", None, size)
        start = time.perf_counter()
        collected = collect(folder)
        read = time.perf_counter() - start
        yield Figure("read the answers files", read, "s")
        start = time.perf_counter()
        book = grade(collected, read_roster(folder), say=say)
        graded = time.perf_counter() - start
        yield Figure("check and score", graded, "s")
        start = time.perf_counter()
        tables(book)
        told = time.perf_counter() - start
        yield Figure("the tables", told, "s")
        target = GRADE_SECONDS if learners >= LEARNERS and cases >= CASES else None
        yield Figure("the whole", read + graded + told, "s", target)
        yield Figure("answers that were not graded", float(made.files - len(book.grades)), "files", 0.0)


def main(learners: int, cases: int, say: Say = lambda _sentence, _share: None) -> int:
    """Print the figures beside their targets; 0 when all are met, else 1."""
    return print_figures(figures(learners, cases, say))
