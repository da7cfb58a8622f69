"""A learner's own files: the answers saved on each case, and the name to begin with."""

from __future__ import annotations

from dataclasses import dataclass

from codinglab.model import Answers, InvalidInputError
from codinglab.parse import parse_json
from codinglab.reference.paths import work_dir
from codinglab.safe_file import SafeFile, check_name

NOBODY = "me"
NAME_FILE = "learner.txt"
DRILLS_FILE = "drills.json"


@dataclass(frozen=True, slots=True)
class LearnerWork:
    """What a learner has saved: the answers by case, and a sentence for each file that cannot be read."""

    learner: str
    answers: dict[str, Answers]
    troubles: tuple[str, ...] = ()


def read_work(learner: str) -> LearnerWork:
    """Read the answers files of a learner; those set aside after a conflict are passed by.

    Raises:
        InvalidInputError: the name cannot name a folder.
    """
    check_name("learner", learner)
    answers: dict[str, Answers] = {}
    troubles = []
    for path in sorted((work_dir() / learner).glob("*.json")):
        if path.name == DRILLS_FILE or ".conflict-" in path.name:
            continue
        try:
            one = parse_json(Answers, path.read_bytes(), source=path.name)
        except (InvalidInputError, OSError) as error:
            troubles.append(str(error))
            continue
        if one.case == path.stem:
            answers[one.case] = one
        else:
            troubles.append(f"{path.name} holds the work on {one.case}: give it the name {one.case}.json.")
    return LearnerWork(learner, answers, tuple(troubles))


def remembered() -> str:
    """The learner's name used last on this machine, "me" at first."""
    try:
        name = (work_dir() / NAME_FILE).read_text(encoding="utf-8").strip()
        check_name("learner", name)
    except (OSError, UnicodeDecodeError, InvalidInputError):
        return NOBODY
    return name


def remember(learner: str) -> None:
    """Keep a name for the next time; where the folder cannot be written to, nothing is kept.

    Raises:
        InvalidInputError: the name cannot name a folder.
    """
    check_name("learner", learner)
    if learner == remembered():
        return
    file = SafeFile(work_dir() / NAME_FILE)
    try:
        file.read()
        file.write(learner.encode())
    except OSError:
        return
