"""What a learner has drilled: mastery by kind, and what comes back today."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from codinglab.classroom.mastery import level
from codinglab.drills import History, Mastery, due, kinds, mastery_by_kind
from codinglab.lab.learner_work import DRILLS_FILE
from codinglab.model import InvalidInputError
from codinglab.parse import parse_json
from codinglab.reference.paths import work_dir


@dataclass(frozen=True, slots=True)
class DrillKindProgress:
    """One kind that was drilled.

    Attributes:
        name, title: of the kind, as people type and read it.
        mastery: answers, right ones, interval.
        level: in words, as for sections.
        due: missed exercises that come back today.
    """

    name: str
    title: str
    mastery: Mastery
    level: str
    due: int

    @property
    def share(self) -> float:
        """Right of asked, 0 to 1."""
        return self.mastery.right / self.mastery.asked


@dataclass(frozen=True, slots=True)
class Drilled:
    """The kinds that were drilled, what needs practice most first; "" or why the history was not read."""

    kinds: tuple[DrillKindProgress, ...] = ()
    trouble: str = ""

    @property
    def due(self) -> int:
        """How many missed exercises come back today."""
        return sum(one.due for one in self.kinds)


def drilled(learner: str, *, on: date) -> Drilled:
    """Read a learner's drills; the file is only read, never put aside or changed."""
    try:
        data = (work_dir() / learner / DRILLS_FILE).read_bytes()
        history = parse_json(History, data, source=DRILLS_FILE)
    except FileNotFoundError:
        return Drilled()
    except (InvalidInputError, OSError) as error:
        return Drilled(trouble=f"The drills do not count: {error}")
    waiting = Counter(card.exercise.split(":")[0] for card in due(history, on=on))
    known = kinds()
    found = (
        DrillKindProgress(
            one.name,
            known[one.name].title if one.name in known else one.name,
            one,
            level(one.right, one.asked),
            waiting[one.name],
        )
        for one in mastery_by_kind(history)
    )
    return Drilled(tuple(sorted(found, key=lambda one: (one.share, -one.mastery.asked, one.name))))
