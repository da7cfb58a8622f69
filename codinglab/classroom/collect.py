"""Answers files collected from a class folder: what learners handed in, and what could not be read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from codinglab.classroom.archive import read_archive
from codinglab.model import Answers, InvalidInputError
from codinglab.parse import parse_json

LARGEST = 5_000_000
OUR_FILES = frozenset({"rulings.json", "set.json", "drills.json"})
GRADES = "grades"


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
    other is a trouble that is reported. Learners are told apart without regard to capital letters.

    Raises:
        InvalidInputError: there is no such folder.
    """
    if not folder.is_dir():
        msg = f"There is no folder {folder}: name the one that holds the answers files of the class."
        raise InvalidInputError(msg)
    best: dict[tuple[str, str], tuple[Answers, str]] = {}
    troubles: list[Trouble] = []
    for name, data in _files(folder, troubles):
        if data is None:
            continue
        try:
            answers = parse_json(Answers, data, source=name)
        except InvalidInputError as error:
            troubles.append(Trouble(name, str(error)))
            continue
        place = (answers.learner.casefold(), answers.case)
        if place not in best:
            best[place] = (answers, name)
            continue
        kept, passed = sorted((best[place], (answers, name)), key=_rank)[::-1]
        best[place] = kept
        if kept[0] != passed[0]:
            why = f"{answers.learner} handed in {answers.case} more than once; {kept[1]} is graded."
            troubles.append(Trouble(passed[1], why))
    ordered = tuple(best[place][0] for place in sorted(best))
    return Collected(ordered, tuple(sorted(troubles, key=lambda one: (one.file, one.why))))


def _rank(found: tuple[Answers, str]) -> tuple[bool, int, str]:
    answers, name = found
    return answers.submitted, answers.revision, name


def _files(folder: Path, troubles: list[Trouble]) -> Iterator[tuple[str, bytes | None]]:
    """The JSON files below a folder and inside its zip files, each with a name for people."""
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        hidden = any(part.startswith((".", "__MACOSX")) for part in inside.parts)
        if hidden or inside.parts[0] == GRADES or not path.is_file() or path.name in OUR_FILES:
            continue
        if path.suffix.casefold() == ".json":
            yield inside.as_posix(), _read(path, inside.as_posix(), troubles)
        elif path.suffix.casefold() == ".zip":
            try:
                for name, data in list(read_archive(path)):
                    plain = not name.name.startswith(".") and "__MACOSX" not in name.parts
                    if name.suffix.casefold() == ".json" and name.name not in OUR_FILES and plain:
                        yield f"{inside.as_posix()}: {name}", data
            except InvalidInputError as error:
                troubles.append(Trouble(inside.as_posix(), str(error)))


def _read(path: Path, name: str, troubles: list[Trouble]) -> bytes | None:
    try:
        if path.stat().st_size > LARGEST:
            troubles.append(Trouble(name, f"It is larger than {LARGEST:,} bytes: no answers file."))
            return None
        return path.read_bytes()
    except OSError as error:
        troubles.append(Trouble(name, f"It cannot be read: {error.strerror}."))
        return None
