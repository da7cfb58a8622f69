"""Learners' work: the folder can be written, and which answers files are damaged or in conflict."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from codinglab.lab.doctor.check import Check, attention, broken, ok
from codinglab.lab.learner_work import read_work
from codinglab.model import InvalidInputError
from codinglab.reference.paths import home, work_dir


def look(_on: date) -> Iterator[Check]:
    """The folders written to, then the files of every learner."""
    yield _writable("Work folder", work_dir())
    yield _writable("Home folder", home())
    yield from _answers()


def _writable(name: str, folder: Path) -> Check:
    place = next((one for one in (folder, *folder.parents) if one.exists()), folder)
    try:
        if not place.is_dir():
            raise NotADirectoryError(f"{place} is a file")
        with tempfile.TemporaryFile(dir=place):
            pass
    except OSError as fault:
        said = f"{folder} cannot be written to ({fault.strerror or fault}): nothing can be saved there."
        remedy = f"Give yourself the right to write to {place}, or move the project to a folder of your own."
        return broken(name, said, remedy)
    return ok(name, f"{folder} can be written to")


def _answers() -> Iterator[Check]:
    folder = work_dir()
    learners = sorted(one.name for one in folder.iterdir() if one.is_dir()) if folder.is_dir() else []
    read = 0
    for learner in learners:
        try:
            work = read_work(learner)
        except InvalidInputError:
            continue
        read += len(work.answers)
        for trouble in work.troubles:
            said = " ".join(trouble.split())
            yield broken(
                f"Work of {learner}",
                f"An answers file cannot be read: {said}",
                f"Restore the file in {folder / learner} from a backup. Without one: open the case; the file "
                "is kept aside there and a new start is made.",
            )
        aside = sorted((folder / learner).glob("*.damaged")) + sorted((folder / learner).glob("*.conflict-*"))
        if aside:
            names = ", ".join(one.name for one in aside)
            yield attention(
                f"Work of {learner}",
                f"Kept aside, and not counted: {names}.",
                f"Keep what you need of them, then delete them from {folder / learner}.",
            )
    yield ok(
        "Answers files",
        f"{read} can be read, from {len(learners)} learner{'' if len(learners) == 1 else 's'}, in {folder}",
    )
