"""The file of one learner's drills: `work/<learner>/drills.json`, saved whole at every answer."""

from __future__ import annotations

from pathlib import Path
from typing import Self

from codinglab.drills import History
from codinglab.lab.learner_work import DRILLS_FILE
from codinglab.model import InvalidInputError
from codinglab.parse import dump_json, parse_json
from codinglab.reference.paths import work_dir
from codinglab.safe_file import SafeFile, check_name


class DrillFile:
    """Reads and writes one history, and notices when another window has written it since."""

    def __init__(self, path: Path) -> None:
        self._file = SafeFile(path)

    @property
    def path(self) -> Path:
        """Where the history goes now."""
        return self._file.path

    @classmethod
    def of(cls, learner: str) -> Self:
        """The file of a learner.

        Raises:
            InvalidInputError: a name that could not stand, or could stray, in the file system.
        """
        check_name("learner", learner)
        return cls(work_dir() / learner / DRILLS_FILE)

    def read(self, learner: str) -> tuple[History, str]:
        """Read the history; "" or a message to the learner comes with it.

        A file that cannot be read is kept aside, unchanged, and a new history is begun.
        """
        fresh = History(learner)
        try:
            data = self._file.read()
        except OSError as error:
            self._file.give_way()
            return fresh, f"Your drills cannot be read ({error}). New answers are saved in {self.path}."
        if data is None:
            return fresh, ""
        try:
            history = parse_json(History, data, source=self.path.name)
            if history.learner.casefold() != learner.casefold():
                msg = f"{self.path.name} holds the drills of {history.learner}."
                raise InvalidInputError(msg)
        except InvalidInputError as error:
            aside = self._file.put_aside()
            return fresh, f"Your drills are damaged. They are kept as {aside}; a new start was made.\n{error}"
        return history, ""

    def save(self, history: History) -> str:
        """Write the history atomically; "" when it went where it belongs, else a message.

        When another window has written the file since, it is left as it is, and from now on this history
        goes to a file of its own beside it.
        """
        data = dump_json(history).encode()
        message, main = "", self.path.name
        try:
            if not self._file.save(data):
                message = (
                    f"Another window changed {main}. It was left as it is; your answers are now "
                    f"saved in {self.path.name}. To go on with the other window's, run the cell again."
                )
        except OSError as error:
            return f"Not saved: {error}. Your answers are still here; free the disk or folder and go on."
        return message
