"""What a learner has answered, and how well each kind and section is mastered."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from codinglab.model.interval import wilson


@dataclass(frozen=True, slots=True)
class Attempt:
    """One answer to one exercise.

    Attributes:
        exercise: the id, "kind:seed:difficulty".
        kind: the name of its kind.
        section: the guideline section it is counted by.
        right: whether the answer was right.
        day: when it was answered.
        seconds: how long the answer took.
        about: the day that the exercise asked about, with which it can be made again.
    """

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012 (read by codinglab.parse)

    exercise: str
    kind: str
    section: str
    right: bool
    day: date
    seconds: float
    about: date

    @property
    def difficulty(self) -> int:
        """The difficulty of the exercise, from its id."""
        return int(self.exercise.rsplit(":", 1)[1])


@dataclass(frozen=True, slots=True)
class History:
    """All that one learner has answered, in order."""

    __pydantic_config__ = {"extra": "forbid"}  # noqa: RUF012 (read by codinglab.parse)

    learner: str
    attempts: tuple[Attempt, ...] = ()

    def with_attempt(self, attempt: Attempt) -> History:
        """The history after one more answer."""
        return History(self.learner, (*self.attempts, attempt))


@dataclass(frozen=True, slots=True)
class Mastery:
    """How well something is mastered: answers, right ones, and the 95 % interval of their share (Wilson)."""

    name: str
    asked: int
    right: int
    low: float
    high: float

    def __str__(self) -> str:
        if not self.asked:
            return f"{self.name}: nothing answered yet"
        return f"{self.name}: {self.right} of {self.asked} right, {self.low:.0%} to {self.high:.0%}"


def mastery_by_kind(history: History) -> tuple[Mastery, ...]:
    """The mastery of each kind that was asked, by name."""
    return _mastery(history.attempts, lambda one: one.kind)


def mastery_by_section(history: History) -> tuple[Mastery, ...]:
    """The mastery of each guideline section that was asked, by its number."""
    return _mastery(history.attempts, lambda one: one.section)


def _mastery(attempts: Iterable[Attempt], name_of: Callable[[Attempt], str]) -> tuple[Mastery, ...]:
    counted: dict[str, list[bool]] = {}
    for one in attempts:
        counted.setdefault(name_of(one), []).append(one.right)
    return tuple(
        Mastery(name, len(marks), sum(marks), *wilson(sum(marks), len(marks)))
        for name, marks in sorted(counted.items())
    )
