"""The file of one learner's answers: written whole or not at all, never over another window's work."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from pathlib import Path
from typing import Self

from codinglab.model import Answers, InvalidInputError
from codinglab.parse import dump_json, parse_json
from codinglab.reference.paths import work_dir

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


class AnswerFile:
    """Reads and writes one answers file, and notices when somebody else has written it since."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen = ""

    @classmethod
    def of(cls, case_id: str, learner: str) -> Self:
        """The file of a learner's work on a case.

        Raises:
            InvalidInputError: a name that could not stand, or could stray, in the file system.
        """
        for what, name in (("learner", learner), ("case", case_id)):
            if not NAME.fullmatch(name) or RESERVED.fullmatch(name):
                msg = (
                    f"{name!r} cannot be used as a {what} name. "
                    "Use up to 64 letters, digits, '-' and '_', beginning with a letter or digit."
                )
                raise InvalidInputError(msg)
        return cls(work_dir() / learner / f"{case_id}.json")

    def read(self, learner: str, case_id: str) -> tuple[Answers, str]:
        """Read the answers; "" or a message to the learner comes with them.

        A file that cannot be read is kept aside, unchanged, and the work starts anew.
        """
        fresh = Answers(learner=learner, case=case_id)
        try:
            data = self.path.read_bytes()
        except FileNotFoundError:
            return fresh, ""
        except OSError as error:
            self.path = self._free_name("json", "conflict-")
            return fresh, f"Your saved work cannot be read ({error}). New work is saved in {self.path}."
        try:
            answers = parse_json(Answers, data, source=self.path.name)
            if (answers.learner.casefold(), answers.case) != (learner.casefold(), case_id):
                msg = f"{self.path.name} holds the work of {answers.learner} on {answers.case}."
                raise InvalidInputError(msg)
        except InvalidInputError as error:
            aside = self._free_name("damaged")
            os.replace(self.path, aside)
            self._seen = ""
            return fresh, f"Your saved work is damaged. It is kept as {aside}; a new start was made.\n{error}"
        self._seen = hashlib.sha256(data).hexdigest()
        return answers, ""

    def save(self, answers: Answers) -> str:
        """Write the answers atomically; "" when they went where they belong, else a message.

        When another window has written the file since we read it, the file is left as it is and
        this work goes, from now on, to a file of its own beside it.
        """
        message = ""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            if _digest(self.path) not in {"", self._seen}:
                ours = self._free_name("json", "conflict-")
                message = (
                    f"Another window changed {self.path.name}. It was left as it is, and what you do here is "
                    f"saved in {ours.name}. To go on with the other window's work, run the cell again."
                )
                self.path = ours
            data = dump_json(answers).encode()
            _write(self.path, data)
            self._seen = hashlib.sha256(data).hexdigest()
        except OSError as error:
            return (
                f"Not saved: {error}. Your work is still here; free the disk or folder and change anything."
            )
        return message

    def _free_name(self, ending: str, mark: str = "") -> Path:
        stem = self.path.name.split(".")[0]
        number = 1
        while True:
            middle = f".{mark}{number}" if mark else (f"-{number}" if number > 1 else "")
            path = self.path.with_name(f"{stem}{middle}.{ending}")
            if not path.exists():
                return path
            number += 1


def _write(path: Path, data: bytes) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(name, path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
