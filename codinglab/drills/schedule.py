"""What to ask next: missed exercises again, spaced by SM-2; else more of what is missed.

The days until an exercise comes back are those of SM-2 (P. A. Wozniak, "Optimization of learning", 1990): one
day, six days, then the interval before times an easiness that begins at 2.5 and changes with each answer. An
exercise answered right at the first try never comes back. The difficulty of a kind goes up after two right
answers in a row and down after a miss (the transformed up-down method of H. Levitt, J. Acoust. Soc. Am. 49
(1971) 467-477, which settles where some 71 % are right). Nothing here knows the time: the day is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from codinglab.drills.exercise import EASY, HARD
from codinglab.drills.history import Attempt, History
from codinglab.model import InvalidInputError

EASINESS, LEAST_EASINESS = 2.5, 1.3
_FIRST, _SECOND = 1, 6
_QUICK, _SLOW = 30.0, 90.0
_MISSED, _SEEDS = 1, 1_000_000
_APART = 2
_RECENT = 20


@dataclass(frozen=True, slots=True)
class Card:
    """An exercise that was missed at least once, and when it comes back.

    Attributes:
        exercise: its id.
        easiness: of SM-2, from 1.3.
        repetitions: right answers in a row since the last miss.
        interval: days from the last answer to the next.
        due: the day it comes back; the same day after a miss.
        misses: how often it was missed.
        about: the day that it asks about.
    """

    exercise: str
    easiness: float
    repetitions: int
    interval: int
    due: date
    misses: int
    about: date


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is asked next, and why, in a sentence. `about` is given for an exercise that comes back."""

    kind: str
    seed: int
    difficulty: int
    why: str
    about: date | None = None


def quality(attempt: Attempt) -> int:
    """The grade of an answer as SM-2 has it, 0 to 5: 1 for a miss; 5, 4 or 3 by the seconds it took."""
    if not attempt.right:
        return _MISSED
    return 5 if attempt.seconds <= _QUICK else 4 if attempt.seconds <= _SLOW else 3


def easier(easiness: float, grade: int) -> float:
    """The easiness of SM-2 after an answer of a grade.

    >>> round(easier(2.5, 5), 2), round(easier(2.5, 3), 2), easier(1.3, 1)
    (2.6, 2.36, 1.3)
    """
    away = 5 - grade
    return max(LEAST_EASINESS, easiness + 0.1 - away * (0.08 + away * 0.02))


def cards(history: History) -> tuple[Card, ...]:
    """The exercises that were missed at least once, in the order in which they were first missed."""
    found: dict[str, Card] = {}
    for one in history.attempts:
        held = found.get(one.exercise)
        if held is not None:
            found[one.exercise] = _answered(held, one)
        elif not one.right:
            found[one.exercise] = Card(one.exercise, EASINESS, 0, 0, one.day, 1, one.about)
    return tuple(found.values())


def _answered(card: Card, attempt: Attempt) -> Card:
    """A card after one more answer; a miss begins its repetitions anew and keeps its easiness (SM-2)."""
    if not attempt.right:
        return Card(card.exercise, card.easiness, 0, 0, attempt.day, card.misses + 1, attempt.about)
    easiness = easier(card.easiness, quality(attempt))
    steps = {0: _FIRST, 1: _SECOND}
    interval = steps.get(card.repetitions) or max(1, round(card.interval * card.easiness))
    due = attempt.day + timedelta(days=interval)
    return Card(card.exercise, easiness, card.repetitions + 1, interval, due, card.misses, attempt.about)


def due(history: History, *, on: date) -> tuple[Card, ...]:
    """The cards that are due on a day: the longest overdue first, then those missed most."""
    waiting = [card for card in cards(history) if card.due <= on]
    return tuple(sorted(waiting, key=lambda card: (card.due, -card.misses, card.exercise)))


def difficulty_of(history: History, kind: str) -> int:
    """The difficulty a kind has come to: up after two right answers in a row, down after a miss.

    Exercises that come back do not count: their difficulty was chosen before.
    """
    level, row, seen = EASY, 0, set()
    for one in history.attempts:
        if one.kind != kind or one.exercise in seen:
            continue
        seen.add(one.exercise)
        row = row + 1 if one.right else 0
        if not one.right:
            level = max(EASY, level - 1)
        elif row == 2:
            level, row = min(HARD, level + 1), 0
    return level


def weight(history: History, kind: str) -> float:
    """How much a kind is asked for: the share of its last answers that were missed, with one of each added.

    >>> weight(History("me"), "poa")
    0.5
    """
    last = [one.right for one in history.attempts if one.kind == kind][-_RECENT:]
    return (last.count(False) + 1) / (len(last) + 2)


def choose(history: History, kinds: Iterable[str], *, on: date, seed: int = 0) -> Chosen:
    """What is asked next, from the history alone.

    Args:
        history: what was answered so far.
        kinds: the names of the kinds to ask.
        on: the day of practice.
        seed: what the choice is drawn from, together with how much was answered.

    Raises:
        InvalidInputError: there are no kinds to ask.
    """
    names = sorted(set(kinds))
    if not names:
        msg = "There is no kind of exercise to ask: name one at least."
        raise InvalidInputError(msg)
    last = [one.exercise for one in history.attempts[-_APART:]]
    for card in due(history, on=on):
        kind, again, difficulty = card.exercise.split(":")
        if kind in names and card.exercise not in last:
            times = "once" if card.misses == 1 else f"{card.misses} times"
            why = f"It comes back: it was missed {times}."
            return Chosen(kind, int(again), int(difficulty), why, card.about)
    random = Random(f"next:{seed}:{len(history.attempts)}")  # noqa: S311 (no secret)
    kind = random.choices(names, [weight(history, name) for name in names])[0]
    number = _unused(history.attempts, kind, random)
    level = difficulty_of(history, kind)
    return Chosen(kind, number, level, f"New, at difficulty {level}, which your answers have led to.")


def _unused(attempts: Sequence[Attempt], kind: str, random: Random) -> int:
    """A seed whose exercise was not asked yet."""
    used = {one.exercise.split(":")[1] for one in attempts if one.kind == kind}
    while str(number := random.randrange(_SEEDS)) in used:
        pass
    return number
