"""Rebuttals and what the educator rules: the raw score stays, the final one is reckoned beside it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from codinglab.model import AnswerKey, Case, Scorecard
from codinglab.model.encounter import FORBID
from codinglab.score.compare import tallied


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the educator decided about one line of a learner's score.

    Attributes:
        item: the line's own name (`ScoreLine.item`).
        accepted: whether the line counts as right from now on.
        reason: for the learner to read.
        by: who decided.
    """

    __pydantic_config__ = FORBID

    learner: str
    case: str
    item: str
    accepted: bool
    reason: str
    by: str


def final(card: Scorecard, case: Case, key: AnswerKey, rulings: Iterable[Ruling]) -> Scorecard:
    """The scorecard after the educator's rulings; the later of two on one line holds.

    Rulings on other learners, cases, or lines that this scorecard does not have change nothing.
    """
    decided = {
        ruling.item: ruling.accepted
        for ruling in rulings
        if (ruling.learner, ruling.case) == (card.learner, card.case)
    }
    lines = tuple(replace(line, accepted=decided.get(line.item, False)) for line in card.lines)
    return card if lines == card.lines else tallied(card, lines, case.role, key.prohibited)
