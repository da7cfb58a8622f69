"""A kind of exercise: what it is called, which tables it reads, and how one is drawn from them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import TypeVar

from codinglab.drills.exercise import Draft, Option
from codinglab.model import TableMissingError

T = TypeVar("T")
_TRIES = 400
GUIDELINES = "ICD-10-CM Official Guidelines"
EDITION = "FY2026"


@dataclass(frozen=True, slots=True)
class Ask:
    """What an exercise is drawn from.

    Attributes:
        kind: the name of the kind.
        random: seeded by kind and seed; every choice is drawn from it.
        difficulty: 1 to 3.
        on: the day asked about.
    """

    kind: str
    random: Random
    difficulty: int
    on: date

    def first(self, attempt: Callable[[], T | None]) -> T:
        """Draw until something is proved fit.

        Raises:
            TableMissingError: nothing fit is found; the tables installed hold too little.
        """
        for _ in range(_TRIES):
            found = attempt()
            if found is not None:
                return found
        msg = (
            f"The tables installed hold too little for an exercise of the kind '{self.kind}' at difficulty "
            f"{self.difficulty} on {self.on}. `codinglab reference list` shows what is installed."
        )
        raise TableMissingError(msg)

    def mixed(self, options: Iterable[Option]) -> tuple[Option, ...]:
        """Options in an order that says nothing."""
        shuffled = list(options)
        self.random.shuffle(shuffled)
        return tuple(shuffled)

    def some(self, items: Sequence[T], most: int) -> list[T]:
        """Up to so many different ones of a sequence, in any order."""
        return self.random.sample(items, min(most, len(items)))


@dataclass(frozen=True, slots=True)
class DrillKind:
    """A kind of exercise.

    Attributes:
        name: as people type it.
        title: as people read it.
        reads: the rule tables that prove its keys.
        source: the source to install where one of them is missing or does not hold a day.
        make: draws one exercise.
    """

    name: str
    title: str
    reads: tuple[str, ...]
    source: str
    make: Callable[[Ask], Draft]
