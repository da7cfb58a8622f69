"""All answers files of a learner in one zip file, for the educator."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from codinglab.classroom.archive import write_archive
from codinglab.lab.learner_work import DRILLS_FILE
from codinglab.model import Answers, InvalidInputError
from codinglab.parse import dump_json, parse_json
from codinglab.reference.paths import work_dir
from codinglab.safe_file import check_name


def hand_in(learner: str, out: Path | None = None) -> tuple[Path, tuple[str, ...]]:
    """Write the zip file; its path and the cases in it.

    What a second window saved goes along: whoever grades takes what was handed in, and is told of the rest.

    Args:
        learner: whose work.
        out: the file; by default `hand-in-<learner>.zip` beside the learner's folder.

    Raises:
        InvalidInputError: the name is none, there is no work, or a file of it cannot be read.
    """
    check_name("learner", learner)
    folder = work_dir() / learner
    files: list[tuple[str, bytes]] = []
    cases = []
    for path in sorted(folder.glob("*.json")):
        data = path.read_bytes()
        if path.name == DRILLS_FILE:
            continue
        one = parse_json(Answers, data, source=str(path))
        cases.append(one.case)
        files.append((f"{learner}/{path.name}", _for_others(one, data)))
    if not files:
        msg = f"There is no work of '{learner}' in {folder}: work on a case first, or name another learner."
        raise InvalidInputError(msg)
    target = out or work_dir() / f"hand-in-{learner}.zip"
    write_archive(target, files)
    return target, tuple(dict.fromkeys(cases))


def _for_others(answers: Answers, data: bytes) -> bytes:
    """The file as it is handed in: what the learner noted for himself stays behind."""
    return dump_json(replace(answers, notes="")).encode() if answers.notes else data
