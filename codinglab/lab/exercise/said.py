"""What is said of an answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from codinglab.lab.exercise.computed import Engine


class Outcome(StrEnum):
    """What became of an answer; one that is no answer at all is not counted as a try."""

    RIGHT = "right"
    NOT_RIGHT = "not right"
    NO_ANSWER = "no answer"


@dataclass(frozen=True, slots=True)
class Said:
    """The words for an answer.

    Attributes:
        headline: first and most.
        reasons: each in a sentence.
        wrong: values that were chosen and do not belong.
        engine: what edits, linter or scorer say.
    """

    outcome: Outcome
    headline: str
    reasons: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    engine: Engine | None = None

    @property
    def right(self) -> bool:
        """Whether the answer is right."""
        return self.outcome is Outcome.RIGHT
