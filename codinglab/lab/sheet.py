"""What every worksheet does: it is observed, saved with every change, undone, timed and handed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from codinglab.lab.answer_file import AnswerFile
from codinglab.lab.history import History, Step, history_path
from codinglab.model import Answers, Attempt, Case, CodinglabError, HintStep, Rebuttal
from codinglab.score.hints import with_hint

LONGEST_PAUSE = 180


class Topic(StrEnum):
    """What changed.

    SETTLE comes before submit and undo: save now what is typed and not yet saved. PLACE asks to go to a
    place of the workbench (`Worksheet.place`); REPORT comes after each validation (`Worksheet.report`); DAY
    comes when the CDI desk goes to another day of the stay (`Worksheet.day`).
    """

    ANSWERS = "answers"
    SELECTION = "selection"
    STATUS = "status"
    SETTLE = "settle"
    PLACE = "place"
    REPORT = "report"
    DAY = "day"


class Sheet:
    """The answers of one learner on one case, and what becomes of every change.

    Every change makes a new frozen `Answers` with the next revision, saves it, and then tells the
    observers. Working time is the time between changes, pauses of more than three minutes counted as three.
    """

    def __init__(
        self,
        case: Case,
        answers: Answers,
        path: Path,
        *,
        file: AnswerFile | None = None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.case = case
        self.answers = answers
        self.status = ""
        self._file = file or AnswerFile(path)
        self._clock = clock
        self._last = clock()
        self._exact = float(answers.seconds)
        self._history = History(answers, self._last, history_path(self._file.path))
        self._observers: list[Callable[[Topic], None]] = []

    @property
    def saved_to(self) -> Path:
        """The file that the work goes to."""
        return self._file.path

    def observe(self, observer: Callable[[Topic], None]) -> None:
        """Call `observer` after every change, with what changed."""
        self._observers.append(observer)

    def say(self, message: str) -> None:
        """Set the status line; "" clears it."""
        if message != self.status:
            self.status = message
            self._tell(Topic.STATUS)

    def attempt(self, action: Callable[[], object]) -> bool:
        """Do something for a person at a panel: an error becomes the status, not a traceback."""
        self.say("")
        try:
            action()
        except CodinglabError as error:
            self.say(str(error))
            return False
        return True

    def settle(self) -> None:
        """Save now what is typed and not yet saved."""
        self._tell(Topic.SETTLE)

    def submit(self) -> None:
        """Hand the work in. A later change takes it back until it is handed in again."""
        self.settle()
        if self.answers.submitted:
            return
        now = self._clock()
        seconds = round(self._spent(now))
        handed_in = Attempt(
            now.replace(microsecond=0),
            seconds,
            self.answers.diagnoses,
            self.answers.procedures,
            self.answers.lines,
            len(self.answers.hints),
        )
        self._change(replace(self.answers, attempts=(*self.answers.attempts, handed_in)), submitted=True)

    def take_hint(self, item: str, step: HintStep) -> None:
        """Record a hint that was shown; it is never undone, for it was read."""
        self._record(replace(self.answers, hints=with_hint(self.answers.hints, item, step)))

    def rebut(self, item: str, reason: str) -> None:
        """Record the learner's case against a line of the score; an empty reason takes it back."""
        kept = tuple(one for one in self.answers.rebuttals if one.item != item)
        told = (Rebuttal(item, reason.strip()),) if reason.strip() else ()
        self._record(replace(self.answers, rebuttals=(*kept, *told)))

    def note(self, comment: str) -> None:
        """Record what the learner wants to tell the educator."""
        self._record(replace(self.answers, comment=comment.strip()))

    @property
    def history_trouble(self) -> str:
        """Why the history of an earlier session is not there, "" when it is."""
        return self._history.trouble

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back, of this session or an earlier one."""
        return self._history.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether there is a change that was taken back last and can be made again."""
        return self._history.can_redo

    @property
    def steps(self) -> tuple[Step, ...]:
        """The history of the work, the oldest first; the first is how it was found."""
        return tuple(self._history.steps)

    @property
    def step(self) -> int:
        """At which step of the history the work is (from 0)."""
        return self._history.position

    def undo(self) -> None:
        """Take back the last change of the work; does nothing when there is none."""
        self.settle()
        if self.can_undo:
            self.go_back_to(self.step - 1)

    def redo(self) -> None:
        """Make the change again that was taken back last; does nothing when there is none."""
        self.settle()
        if self.can_redo:
            self.go_back_to(self.step + 1)

    def go_back_to(self, step: int) -> None:
        """Put the work as it was at a step of the history (from 0).

        Hints, attempts, objections and the comment to the educator stay: they are records, not work.

        Raises:
            InvalidInputError: there is no such step.
        """
        was, now = self._history.go(step, self._clock()), self.answers
        self._store(
            replace(
                was,
                revision=now.revision + 1,
                hints=now.hints,
                attempts=now.attempts,
                rebuttals=now.rebuttals,
                comment=now.comment,
            )
        )

    def _change(self, answers: Answers, *, submitted: bool = False) -> None:
        """Store changed answers, with a way back."""
        if replace(answers, submitted=self.answers.submitted) == self.answers and not submitted:
            return
        answers = replace(answers, submitted=submitted)
        if answers != self.answers:
            answers = replace(answers, revision=self.answers.revision + 1)
            self._history.add(answers, self._clock())
            self._store(answers)

    def _record(self, answers: Answers) -> None:
        """Store what stands beside the codes: handed-in work stays handed in, and undo passes it by."""
        if answers != self.answers:
            self._store(replace(answers, revision=self.answers.revision + 1))

    def _store(self, answers: Answers) -> None:
        now = self._clock()
        self._exact = self._spent(now)
        self.answers = replace(answers, seconds=round(self._exact))
        self._last = now
        trouble = self._file.save(self.answers)
        self._history.save(history_path(self.saved_to), now)
        self._tell(Topic.ANSWERS)
        if trouble:
            self.say(trouble)

    def _spent(self, now: datetime) -> float:
        """The working time until now, parts of seconds too, which quick changes add up to."""
        return self._exact + min(max((now - self._last).total_seconds(), 0.0), LONGEST_PAUSE)

    def _tell(self, topic: Topic) -> None:
        for observer in tuple(self._observers):
            observer(topic)
