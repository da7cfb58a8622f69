"""The next exercise of a learner, made from the tables; and the history after its answer."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from codinglab.drills.catalogue import draw, kind_named, kinds, latest_day
from codinglab.drills.exercise import Exercise, Verdict, check
from codinglab.drills.history import Attempt, History
from codinglab.drills.schedule import choose
from codinglab.model import NotInForceError, TableMissingError


def seed_of(learner: str) -> int:
    """What a learner's new exercises are drawn from, where nobody says: a number made of the name."""
    return zlib.crc32(learner.encode())


@dataclass(frozen=True, slots=True)
class Next:
    """An exercise to ask, and why it is this one."""

    exercise: Exercise
    why: str


@dataclass(frozen=True, slots=True)
class Askable:
    """The kinds that can be asked, with the day each is asked about; and why others cannot be."""

    days: dict[str, date]
    not_asked: dict[str, str]


def askable(names: Iterable[str] = (), *, on: date) -> Askable:
    """Which kinds can be asked, each about the last day up to one on which its tables hold.

    Args:
        names: the kinds; all where there are none.
        on: the day of practice.

    Raises:
        InvalidInputError: there is no kind of such a name.
    """
    wanted = [kind_named(name).name for name in names] or list(kinds())
    days: dict[str, date] = {}
    why: dict[str, str] = {}
    for name in wanted:
        try:
            days[name] = latest_day([name], on)
        except TableMissingError as missing:
            why[name] = str(missing)
    return Askable(days, why)


def next_exercise(
    history: History,
    names: Iterable[str] = (),
    *,
    on: date,
    seed: int = 0,
    about: date | None = None,
) -> Next:
    """The exercise that a learner is asked next.

    Args:
        history: what was answered so far.
        names: the kinds to ask; all that can be asked where there are none.
        on: the day of practice.
        seed: what is drawn from.
        about: the day new exercises ask about; by default the last one up to `on` whose tables hold.

    Raises:
        InvalidInputError: there is no kind of such a name.
        TableMissingError: no kind can be asked; the message says what to install.
        NotInForceError: no table holds on the day `about`.
    """
    wanted = [kind_named(name).name for name in names]
    found = askable(wanted, on=on) if about is None else Askable(dict.fromkeys(wanted or kinds(), about), {})
    if not found.days:
        raise TableMissingError("\n".join(dict.fromkeys(found.not_asked.values())))
    faults: list[NotInForceError | TableMissingError] = []
    left = dict(found.days)
    while left:
        chosen = choose(history, left, on=on, seed=seed)
        for day in dict.fromkeys((chosen.about or left[chosen.kind], left[chosen.kind])):
            try:
                made = draw(chosen.kind, chosen.seed, chosen.difficulty, on=day)
            except (NotInForceError, TableMissingError) as fault:
                faults.append(fault)
            else:
                return Next(made, chosen.why)
        del left[chosen.kind]
    raise faults[0]


def answered(
    history: History, exercise: Exercise, answer: str, *, on: date, seconds: float
) -> tuple[Verdict, History]:
    """The verdict on an answer, and the history with it.

    Raises:
        InvalidInputError: it is no answer to the exercise; nothing is counted then.
    """
    verdict = check(exercise, answer)
    attempt = Attempt(
        exercise.id, exercise.kind, exercise.section, verdict.right, on, round(seconds, 1), exercise.on
    )
    return verdict, history.with_attempt(attempt)
