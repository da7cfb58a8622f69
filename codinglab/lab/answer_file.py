"""The file of one learner's answers: written whole or not at all, never over another window's work."""

from __future__ import annotations

from pathlib import Path
from typing import Self

from codinglab.model import Answers, InvalidInputError
from codinglab.parse import dump_json, parse_json
from codinglab.reference.paths import work_dir
from codinglab.safe_file import SafeFile, check_name


class AnswerFile:
    """Reads and writes one answers file, and notices when somebody else has written it since."""

    def __init__(self, path: Path) -> None:
        self._file = SafeFile(path)

    @property
    def path(self) -> Path:
        """Where the work goes now."""
        return self._file.path

    @classmethod
    def of(cls, case_id: str, learner: str) -> Self:
        """The file of a learner's work on a case.

        Raises:
            InvalidInputError: a name that could not stand, or could stray, in the file system.
        """
        for what, name in (("learner", learner), ("case", case_id)):
            check_name(what, name)
        return cls(work_dir() / learner / f"{case_id}.json")

    def read(self, learner: str, case_id: str) -> tuple[Answers, str]:
        """Read the answers; "" or a message to the learner comes with them.

        A file that cannot be read is kept aside, unchanged, and the work starts anew.
        """
        fresh = Answers(learner=learner, case=case_id)
        try:
            data = self._file.read()
        except OSError as error:
            self._file.give_way()
            return fresh, f"Your saved work cannot be read ({error}). New work is saved in {self.path}."
        if data is None:
            return fresh, ""
        try:
            answers = parse_json(Answers, data, source=self.path.name)
            if (answers.learner.casefold(), answers.case) != (learner.casefold(), case_id):
                msg = f"{self.path.name} holds the work of {answers.learner} on {answers.case}."
                raise InvalidInputError(msg)
        except InvalidInputError as error:
            aside = self._file.put_aside()
            return fresh, f"Your saved work is damaged. It is kept as {aside}; a new start was made.\n{error}"
        return answers, ""

    def save(self, answers: Answers) -> str:
        """Write the answers atomically; "" when they went where they belong, else a message.

        When another window has written the file since we read it, the file is left as it is and
        this work goes, from now on, to a file of its own beside it.
        """
        data = dump_json(answers).encode()
        message, main = "", self.path.name
        try:
            if not self._file.save(data):
                message = (
                    f"Another window changed {main}. It was left as it is, and what you do here is "
                    f"saved in {self.path.name}. To go on with the other window's work, run the cell again."
                )
        except OSError as error:
            return (
                f"Not saved: {error}. Your work is still here; free the disk or folder and change anything."
            )
        return message
