"""The items of the keys: how hard each was for the class, and whether it tells good coders from others."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

from codinglab.classroom.grade import Grade
from codinglab.model import Outcome
from codinglab.score.audit import category

FEWEST = 3


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a key as a class answered it.

    Attributes:
        name: the code or value asked for, with what it belongs to.
        learners: how many it was judged for.
        difficulty: the share that had it right, 0 to 1 (a high one is an easy item).
        discrimination: the point-biserial correlation of the item with the rest of the learner's score on
            that case, -1 to 1; None with fewer than three learners or when all did alike.
        instead: the wrong answer given most often, "" when none.
    """

    case: str
    category: str
    name: str
    learners: int
    difficulty: float
    discrimination: float | None
    instead: str


@dataclass(frozen=True, slots=True)
class Miss:
    """A code that a class missed or added, over all cases.

    Attributes:
        missed, wrong, added: how often it was left out, taken with a wrong detail, or put on where the key
            does not have it.
    """

    code: str
    system: str
    missed: int
    wrong: int
    added: int
    cases: tuple[str, ...]


def items(grades: Iterable[Grade]) -> tuple[Item, ...]:
    """Every keyed item of every case, the hardest first; none is held against itself in the rest."""
    seen: defaultdict[tuple[str, str, str], list[tuple[bool, float, str]]] = defaultdict(list)
    for grade in grades:
        lines = grade.card.lines
        right, others = sum(line.right for line in lines), max(len(lines) - 1, 1)
        for line in lines:
            if line.keyed:
                rest = (right - line.right) / others
                about = f"{line.area} of {line.about}: " if line.about else ""
                place = (grade.case.id, category(line), f"{about}{line.keyed}")
                seen[place].append((line.right, rest, "" if line.right else line.answered))
    found = [
        Item(
            case=case,
            category=kind,
            name=name,
            learners=len(answers),
            difficulty=sum(right for right, _, _ in answers) / len(answers),
            discrimination=point_biserial([(right, rest) for right, rest, _ in answers]),
            instead=_most(answer for _, _, answer in answers),
        )
        for (case, kind, name), answers in seen.items()
    ]
    return tuple(sorted(found, key=lambda item: (item.difficulty, item.case, item.category, item.name)))


def misses(grades: Iterable[Grade]) -> tuple[Miss, ...]:
    """The codes missed, wrong in detail or added, the most frequent first."""
    counts: defaultdict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    where: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    systems = {"diagnosis": "ICD-10-CM", "procedure": "ICD-10-PCS", "line": "HCPCS"}
    for grade in grades:
        for line in grade.card.lines:
            if line.area in systems and not line.right:
                place = (systems[line.area], line.keyed or line.answered)
                counts[place][line.outcome.name] += 1
                where[place].add(grade.case.id)
    found = [
        Miss(
            code=code,
            system=system,
            missed=count[Outcome.MISSED.name],
            wrong=count[Outcome.WRONG_DETAIL.name],
            added=count[Outcome.EXTRA.name],
            cases=tuple(sorted(where[system, code])),
        )
        for (system, code), count in counts.items()
    ]
    return tuple(sorted(found, key=lambda miss: (-(miss.missed + miss.wrong + miss.added), miss.code)))


def point_biserial(answers: list[tuple[bool, float]]) -> float | None:
    """The correlation of a right or wrong answer with a score; None where it cannot be told.

    >>> round(point_biserial([(True, 0.9), (True, 0.8), (False, 0.4), (False, 0.5)]), 3)
    0.97
    """
    count = len(answers)
    right = [score for hit, score in answers if hit]
    wrong = [score for hit, score in answers if not hit]
    mean = sum(score for _, score in answers) / count if count else 0.0
    spread = sqrt(sum((score - mean) ** 2 for _, score in answers) / count) if count else 0.0
    if count < FEWEST or not right or not wrong or spread < 1e-12:
        return None
    gap = sum(right) / len(right) - sum(wrong) / len(wrong)
    return gap / spread * sqrt(len(right) * len(wrong)) / count


def _most(answers: Iterable[str]) -> str:
    told = Counter(answer for answer in answers if answer)
    return min(told, key=lambda answer: (-told[answer], answer)) if told else ""
