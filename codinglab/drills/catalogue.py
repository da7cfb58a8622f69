"""The kinds of exercises, found by walking their package, and an exercise made by its id."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from importlib import import_module
from random import Random

from codinglab.drills.exercise import EASY, HARD, Exercise
from codinglab.drills.kind import Ask, DrillKind
from codinglab.drills.kinds import __path__ as folder
from codinglab.drills.rows import editions_of
from codinglab.model import InvalidInputError, TableMissingError
from codinglab.parse import as_day


@cache
def kinds() -> dict[str, DrillKind]:
    """Every kind of exercise by name, in order. A file of the package that is none stops here."""
    found = (
        import_module(f"codinglab.drills.kinds.{module.name}").KIND for module in pkgutil.iter_modules(folder)
    )
    return {kind.name: kind for kind in sorted(found, key=lambda kind: kind.name)}


def kind_named(name: str) -> DrillKind:
    """A kind by its name.

    Raises:
        InvalidInputError: there is none of that name; the message lists those there are.
    """
    wanted = name.strip().lower().replace("_", "-")
    if wanted not in kinds():
        msg = f"There is no kind of exercise '{name}'. The kinds are {', '.join(kinds())}."
        raise InvalidInputError(msg)
    return kinds()[wanted]


def draw(kind: str, seed: int, difficulty: int = EASY, *, on: date | str) -> Exercise:
    """Make the exercise of a kind, a seed and a difficulty.

    Args:
        kind: its name.
        seed: any whole number; the same one gives the same exercise.
        difficulty: 1 to 3.
        on: the day asked about, whose tables prove the key.

    Raises:
        InvalidInputError: there is no such kind, difficulty or day.
        NotInForceError: a table has no edition on the day.
        TableMissingError: a table is not installed, or holds too little.
    """
    chosen = kind_named(kind)
    if not EASY <= difficulty <= HARD:
        msg = f"There is no difficulty {difficulty}: it goes from {EASY} to {HARD}."
        raise InvalidInputError(msg)
    day = as_day(on)
    ask = Ask(chosen.name, Random(f"{chosen.name}:{seed}"), difficulty, day)  # noqa: S311 (no secret)
    return Exercise(
        f"{chosen.name}:{seed}:{difficulty}", chosen.name, seed, difficulty, day, chosen.make(ask)
    )


def draw_again(exercise_id: str, *, on: date | str) -> Exercise:
    """Make an exercise again from its id.

    Raises:
        InvalidInputError: it is no id of an exercise.
        NotInForceError, TableMissingError: as `draw` does.
    """
    parts = exercise_id.split(":")
    try:
        kind, seed, difficulty = parts[0], int(parts[1]), int(parts[2])
    except (IndexError, ValueError):
        msg = f"'{exercise_id}' is no exercise: an id is a kind, a seed and a difficulty, such as poa:7:1."
        raise InvalidInputError(msg) from None
    return draw(kind, seed, difficulty, on=on)


def latest_day(names: Iterable[str], not_after: date) -> date:
    """The last day, up to one, on which every table of some kinds has an edition in force.

    Raises:
        TableMissingError: a table is nowhere, or there is no such day; the message says what to install.
    """
    for_source = {
        table: kind.source for name in names for kind in (kind_named(name),) for table in kind.reads
    }
    day = not_after
    while True:
        ends = []
        for table, source in for_source.items():
            periods = [one.period for one in editions_of(table)]
            if any(period.covers(day) for period in periods):
                continue
            before = [period.through for period in periods if period.through and period.through < day]
            if not before:
                msg = (
                    f"No day up to {not_after} has all tables of these exercises: {table} is missing. "
                    f"Install it: codinglab reference install {source} FILE"
                )
                raise TableMissingError(msg)
            ends.append(max(before))
        if not ends:
            return day
        day = min(min(ends), day - timedelta(days=1))
