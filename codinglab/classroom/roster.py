"""The class: who is in it, in which cohort, and what was agreed about time. All of it is optional."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from codinglab.model import InvalidInputError
from codinglab.model.encounter import FORBID
from codinglab.parse import parse

CLASS_FILE = "class.toml"
ROSTER_FILE = "roster.csv"
COLUMNS = ("learner", "name", "email", "id", "cohort", "extra_time")


@dataclass(frozen=True, slots=True)
class ClassFile:
    """`class.toml`.

    Attributes:
        title: of the class.
        due: the moment after which work is late, with its time zone.
        cases: the ids that belong to the class, empty for every case that was handed in.
    """

    __pydantic_config__ = FORBID

    title: str = "Class"
    due: datetime | None = None
    cases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Learner:
    """A learner of the roster.

    Attributes:
        learner: the name that the answers files bear.
        name, email, id: as the learning-management system knows the person.
        cohort: a group to compare with others.
        extra_time: by how much the time of a case is longer, 1.5 for half as much again.
    """

    learner: str
    name: str = ""
    email: str = ""
    id: str = ""
    cohort: str = ""
    extra_time: float = 1.0


@dataclass(frozen=True, slots=True)
class Roster:
    """The class with its learners by the name of their answers files, small letters."""

    about: ClassFile
    learners: dict[str, Learner]

    def of(self, name: str) -> Learner:
        """The learner of that name; one that the roster does not have is just the name."""
        return self.learners.get(name.casefold(), Learner(name))


def read_roster(folder: Path) -> Roster:
    """Read `class.toml` and `roster.csv` of a class folder; what is not there is left at its defaults.

    Raises:
        InvalidInputError: a file is wrong; the message names the line and what is expected.
    """
    about = ClassFile()
    if (path := folder / CLASS_FILE).is_file():
        try:
            about = parse(ClassFile, tomllib.loads(path.read_text(encoding="utf-8")), source=str(path))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            msg = f"{path} is not readable TOML: {error}"
            raise InvalidInputError(msg) from None
        if about.due is not None and about.due.tzinfo is None:
            msg = f"{path}: write the time zone of `due` too, for example 2026-12-01T23:59:00-05:00."
            raise InvalidInputError(msg)
    path = folder / ROSTER_FILE
    known: dict[str, Learner] = {}
    for number, one in _rows(path) if path.is_file() else ():
        if one.learner.casefold() in known:
            msg = f"{path}, line {number}: '{one.learner}' stands there twice."
            raise InvalidInputError(msg)
        known[one.learner.casefold()] = one
    return Roster(about, known)


def _rows(path: Path) -> Iterator[tuple[int, Learner]]:
    """The learners, each with the number of the line (its last one, where a cell holds line breaks)."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        msg = f"{path} is not UTF-8: save it as “CSV UTF-8”."
        raise InvalidInputError(msg) from None
    rows = csv.DictReader(io.StringIO(text), restkey="")
    names = [name.strip().casefold() for name in rows.fieldnames or ()]
    if "learner" not in names or not set(names) <= set(COLUMNS) or len(names) > len(set(names)):
        msg = (
            f"{path}: the first line names the columns; expected learner and any of {', '.join(COLUMNS[1:])}."
        )
        raise InvalidInputError(msg)
    rows.fieldnames = names
    for row in rows:
        number = rows.line_num
        if any(row.get("") or ()):
            msg = f"{path}, line {number}: more cells than columns; put a name with a comma into quotes."
            raise InvalidInputError(msg)
        values = {name: (row.get(name) or "").strip() for name in names}
        if not values["learner"]:
            msg = f"{path}, line {number}: no learner."
            raise InvalidInputError(msg)
        try:
            extra = float(values.pop("extra_time", "") or 1.0)
        except ValueError:
            extra = 0.0
        if not 1.0 <= extra <= 10.0:
            msg = f"{path}, line {number}: extra_time is a factor from 1 to 10, such as 1.5."
            raise InvalidInputError(msg)
        yield number, Learner(**values, extra_time=extra)
