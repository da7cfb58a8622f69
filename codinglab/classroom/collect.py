"""Answers files collected from a class folder: what learners handed in, and what could not be read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from codinglab.classroom.archive import read_archive
from codinglab.model import Answers, InvalidInputError
from codinglab.parse import parse_json

LARGEST = 5_000_000
OUR_FILES = frozenset({"rulings.json", "set.json", "drills.json"})
CLASS_FILES = frozenset({"class.toml", "roster.csv", "rulings.json"})
GRADES = "grades"
RELEASED = "released"
"""Where an educator's released sets are in a class folder."""
GRADES_MARK = "gradebook.html"
MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class Trouble:
    """A file that was not graded, and why: nothing is passed over in silence."""

    file: str
    why: str


@dataclass(frozen=True, slots=True)
class Collected:
    """What a class handed in, one entry a learner and case, in their order by name; and what is left over."""

    answers: tuple[Answers, ...]
    troubles: tuple[Trouble, ...]


def collect(folder: Path) -> Collected:
    """Read every answers file below a folder, and in zip files there; grades written before are passed by.

    Of two files of one learner on one case the handed-in one, then the later revision, is graded; the
    other is a trouble that is reported, and so is every file that is no answers file. Learners are told apart
    without regard to capital letters.

    Raises:
        InvalidInputError: there is no such folder.
    """
    if not folder.is_dir():
        msg = f"There is no folder {folder}: name the one that holds the answers files of the class."
        raise InvalidInputError(msg)
    found: defaultdict[tuple[str, str], list[tuple[Answers, str]]] = defaultdict(list)
    troubles: list[Trouble] = []
    for name, data in _files(folder, troubles):
        try:
            answers = parse_json(Answers, data, source=name)
        except InvalidInputError as error:
            troubles.append(Trouble(name, str(error)))
            continue
        if odd := _odd(answers):
            troubles.append(Trouble(name, odd))
            continue
        found[answers.learner.casefold(), answers.case].append((answers, name))
    ordered = []
    for place in sorted(found):
        *passed, best = sorted(found[place], key=_rank)
        ordered.append(best[0])
        for answers, name in passed:
            if answers != best[0]:
                why = f"{answers.learner} handed in {answers.case} more than once; {best[1]} is graded."
                troubles.append(Trouble(name, why))
    return Collected(tuple(ordered), tuple(sorted(troubles, key=lambda one: (one.file, one.why))))


def _rank(found: tuple[Answers, str]) -> tuple[bool, int, str]:
    answers, name = found
    return answers.submitted, answers.revision, name


def _odd(answers: Answers) -> str:
    """What no worksheet writes, and no claim can hold, "" when there is nothing of it."""
    lines = [*answers.lines, *(line for attempt in answers.attempts for line in attempt.lines)]
    numbers: Iterable[int] = (
        number for line in lines for number in (line.units, *line.pointers, int(line.charge.adjusted()))
    )
    if any(abs(number) > MOST for number in numbers) or not 0 <= answers.seconds <= MOST * 60:
        return "A number in it is beyond what a claim can hold: it was not written by the lab."
    if any(attempt.submitted_at.tzinfo is None for attempt in answers.attempts):
        return "An attempt in it has a time without a time zone: it was not written by the lab."
    return ""


def _files(folder: Path, troubles: list[Trouble]) -> Iterator[tuple[str, bytes]]:
    """The JSON files below a folder and inside its zip files, each with a name for people."""
    grades = {path.parent for path in folder.rglob(GRADES_MARK)}
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        name = inside.as_posix()
        if grades.intersection(path.parents) or not path.is_file() or name in CLASS_FILES or _hidden(inside):
            continue
        if path.suffix.casefold() == ".zip":
            try:
                packed = list(read_archive(path))
            except InvalidInputError as error:
                troubles.append(Trouble(name, str(error)))
                continue
            if inside.parts[0] == RELEASED and any(str(place) == "set.json" for place, _ in packed):
                continue
            for place, data in packed:
                if not _hidden(place) and _wanted(place, f"{name}: {place}", len(data), troubles):
                    yield f"{name}: {place}", data
            continue
        try:
            if _wanted(inside, name, path.stat().st_size, troubles):
                yield name, path.read_bytes()
        except OSError as error:
            troubles.append(Trouble(name, f"It cannot be read: {error.strerror}."))


def _hidden(path: PurePath) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in path.parts)


def _wanted(path: PurePath, name: str, size: int, troubles: list[Trouble]) -> bool:
    """Whether it may be an answers file; what is none is told of, our own other files apart."""
    if path.name in OUR_FILES:
        return False
    if path.suffix.casefold() != ".json":
        troubles.append(Trouble(name, "It is no answers file (.json) and no zip file of the class."))
        return False
    if size > LARGEST:
        troubles.append(Trouble(name, f"It is larger than {LARGEST:,} bytes: no answers file."))
        return False
    return True
