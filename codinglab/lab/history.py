"""The history of the work: every state of the answers, with undo and redo that outlive the kernel.

It stands beside the answers file as `<case>.history.jsonl`, one line a step: the time, what changed in
words, and the answers after it; or, after an undo or redo, the number of the step gone to. It is a help for
the learner only: no one grades it, it is not handed in, and work without it is whole.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from codinglab.lab.change_words import change_words
from codinglab.model import Answers, InvalidInputError
from codinglab.model.encounter import FORBID
from codinglab.parse import dump_json, parse_json

MOST_STEPS = 300
_LONGEST = 32_000_000
_FIRST = "Opened the case"
_FOUND = "Found the work changed elsewhere"


@dataclass(frozen=True, slots=True)
class Step:
    """A state of the work: when it came about, what the change was, and the answers after it."""

    at: datetime.datetime
    said: str
    answers: Answers


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the file: a step, or a move to one."""

    __pydantic_config__ = FORBID

    at: datetime.datetime
    said: str = ""
    answers: Answers | None = None
    to: int | None = None


class History:
    """The steps in order, and at which of them the work is.

    Args:
        now: the work as it is opened.
        at: when.
        path: the file; None keeps the history in memory alone.
    """

    def __init__(self, now: Answers, at: datetime.datetime, path: Path | None = None) -> None:
        self.steps: list[Step] = [Step(at, _FIRST, now)]
        self.position = 0
        self.trouble = ""
        self._path = path
        self._written = False
        self._unwritten = ""
        if path is not None:
            self._read(path, now, at)

    @property
    def can_undo(self) -> bool:
        """Whether there is a state before this one."""
        return self.position > 0

    @property
    def can_redo(self) -> bool:
        """Whether there is a state after this one: something was undone."""
        return self.position + 1 < len(self.steps)

    def add(self, answers: Answers, at: datetime.datetime) -> None:
        """Take down a new state; what was undone before it is forgotten."""
        said = change_words(self.steps[self.position].answers, answers)
        del self.steps[self.position + 1 :]
        self.steps.append(Step(at, said, answers))
        if len(self.steps) > MOST_STEPS:
            del self.steps[0]
        self.position = len(self.steps) - 1
        self._unwritten = _line(self.steps[-1])

    def go(self, to: int, at: datetime.datetime) -> Answers:
        """Go to a step (from 0); its answers. Raises InvalidInputError when there is no such step."""
        if not 0 <= to < len(self.steps):
            msg = f"The history has no step {to + 1}: it has {len(self.steps)}."
            raise InvalidInputError(msg)
        self.position = to
        self._unwritten = _move(at, to)
        return self.steps[to].answers

    def save(self, path: Path, at: datetime.datetime) -> None:
        """Write down what came last, if anything did; the whole history where the file is another one.

        What cannot be written is left: the answers themselves are saved by others.
        """
        if not self._unwritten:
            return
        text, mode = self._unwritten, "a"
        if path != self._path or not self._written:
            text, mode = "".join(map(_line, self.steps)), "w"
            if self.can_redo:
                text += _move(at, self.position)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open(mode, encoding="utf-8", newline="\n") as file:
                file.write(text)
        except OSError:
            self._written = False
            return
        self._path, self._written, self._unwritten = path, True, ""

    def _read(self, path: Path, now: Answers, at: datetime.datetime) -> None:
        try:
            if path.stat().st_size > _LONGEST:
                self.trouble = f"The history of your work ({path.name}) was too long: undo begins anew."
                return
            lines = path.read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return
        except (OSError, UnicodeDecodeError) as error:
            self.trouble = f"The history of your work cannot be read ({error}): undo begins anew."
            return
        try:
            steps, position = _replayed(lines, path.name)
        except InvalidInputError as error:
            self.trouble = f"The history of your work is damaged, so undo begins anew. {error}"
            return
        if not steps:
            return
        self.steps, self.position = steps, position
        if _codes(steps[position].answers) != _codes(now):
            self.add(now, at)
            self.steps[-1] = Step(at, _FOUND, now)


def history_path(answers: Path) -> Path:
    """The file of the history that belongs to a file of answers."""
    return answers.with_suffix(".history.jsonl")


def _line(step: Step) -> str:
    return dump_json(_Line(step.at, step.said, step.answers), indent=None) + "\n"


def _move(at: datetime.datetime, to: int) -> str:
    return dump_json(_Line(at, to=to), indent=None) + "\n"


def _replayed(lines: Sequence[str], name: str) -> tuple[list[Step], int]:
    """The steps and the position that the lines lead to; a last line cut off by a crash is passed by."""
    steps: list[Step] = []
    position = -1
    for number, text in enumerate(lines, start=1):
        try:
            line = parse_json(_Line, text, source=f"{name}, line {number}")
        except InvalidInputError:
            if number == len(lines):
                break
            raise
        if line.answers is not None:
            del steps[position + 1 :]
            steps.append(Step(line.at, line.said, line.answers))
            position = len(steps) - 1
        elif line.to is not None and 0 <= line.to < len(steps):
            position = line.to
    dropped = max(len(steps) - MOST_STEPS, 0)
    return steps[dropped:], max(position - dropped, 0)


def _codes(answers: Answers) -> tuple[object, ...]:
    """What undo is about."""
    return (
        answers.diagnoses,
        answers.procedures,
        answers.lines,
        answers.evidence,
        answers.queries,
        answers.dismissed,
        answers.notes,
    )
