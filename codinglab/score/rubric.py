"""The training rubric: what each part of the work is worth, by role. Source: `reference/rubric.toml`."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from codinglab.model import HintStep, HintTaken, InvalidInputError, Outcome, Role, ScoreLine
from codinglab.parse import parse
from codinglab.reference.paths import REFERENCE
from codinglab.score.visits import visit

FILE = REFERENCE / "rubric.toml"
_DETAILS = {
    "POA": "poa",
    "modifier": "modifiers",
    "units": "units",
    "pointer": "pointers",
    "principal": "leader",
    "first-listed": "leader",
    "sequence": "diagnoses",
    "procedure": "procedures",
    "place of service": "services",
    "revenue code": "services",
    "query": "queries",
    "DRG": "drg",
}
_CREDIT = {Outcome.CORRECT: 1.0, Outcome.WRONG_DETAIL: 0.5}


@dataclass(frozen=True, slots=True)
class Rubric:
    """The weights (points of 100) of each role's parts, the parts in words, and the prices of hints."""

    edition: str
    hint_price: dict[str, float]
    parts: dict[str, str]
    weights: dict[Role, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Part:
    """What one part of the work earned: `credit` of `possible` items, worth `weight` points of 100."""

    name: str
    credit: float
    possible: int
    weight: float

    @property
    def points(self) -> float:
        """The points earned."""
        return self.weight * self.credit / self.possible


@cache
def rubric(file: Path = FILE) -> Rubric:
    """The rubric in force.

    Raises:
        InvalidInputError: the file is unreadable or wrong, or names a part or a hint that does not exist.
    """
    try:
        written = parse(Rubric, tomllib.loads(file.read_text(encoding="utf-8")), source=str(file))
    except (OSError, tomllib.TOMLDecodeError) as error:
        msg = f"{file} cannot be read: {error}"
        raise InvalidInputError(msg) from None
    unknown = {part for weights in written.weights.values() for part in weights} - written.parts.keys()
    missing = {step.name.lower() for step in HintStep} ^ written.hint_price.keys()
    if unknown or missing or set(Role) - written.weights.keys():
        msg = f"{file}: every role needs weights, of known parts only, and every hint a price."
        raise InvalidInputError(msg)
    return written


def parts(role: Role, lines: Iterable[ScoreLine]) -> tuple[Part, ...]:
    """What each part of the work earned, in the order of the rubric.

    A wrong detail earns half; an accepted rebuttal all. A part that the case does not have gives its weight
    to the others, in proportion. Queries that nothing calls for are in their part too, so that asking
    everything costs.
    """
    weights = rubric().weights[role]
    credit: defaultdict[str, float] = defaultdict(float)
    possible: defaultdict[str, int] = defaultdict(int)
    for line in lines:
        name = _part(line, weights)
        if name in weights and (line.counts or line.area in _DETAILS or line.area == "date"):
            possible[name] += 1
            credit[name] += 1.0 if line.right else _CREDIT.get(line.outcome, 0.0)
    present = {name: weight for name, weight in weights.items() if possible[name]}
    scale = 100 / sum(present.values()) if present else 0.0
    return tuple(Part(name, credit[name], possible[name], weight * scale) for name, weight in present.items())


def hint_points(hints: Iterable[HintTaken]) -> float:
    """What hints cost in points: for each item the price of the furthest step, those before included."""
    furthest: dict[str, HintStep] = {}
    for hint in hints:
        furthest[hint.item] = max(hint.step, furthest.get(hint.item, hint.step))
    return sum(price(step) for step in furthest.values())


def price(step: HintStep) -> float:
    """The points that a hint of this step costs."""
    return rubric().hint_price[step.name.lower()]


def _part(line: ScoreLine, weights: dict[str, float]) -> str:
    """The part that a line of a scorecard belongs to."""
    if line.area == "diagnosis":
        return "cc_mcc" if line.severity and "cc_mcc" in weights else "diagnoses"
    if line.area == "line":
        return "visits" if visit(line.keyed or line.answered) else "services"
    if line.area == "date":
        return "procedures" if len(line.about) == 7 else "services"
    return _DETAILS[line.area]
