"""The level of an evaluation and management service, by medical decision making and by time.

A teaching engine: it returns level names, with the reasons, and no codes. Emergency visits go by decision
making alone. Source: CMS physician fee schedule rules of 2021 (office) and 2023 (other settings).
"""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import Any

from codinglab.model import InvalidInputError
from codinglab.reference.paths import REFERENCE


@dataclass(frozen=True, slots=True)
class Data:
    """Data reviewed: items of category 1 (notes, results, orders, each once), and the other categories.

    An independent historian counts as an item at the moderate level; at the low level it is a category of
    its own.
    """

    items: int = 0
    historian: bool = False
    interpretation: bool = False
    discussion: bool = False


@dataclass(frozen=True, slots=True)
class Visit:
    """What decides the level.

    `setting` is office, initial_hospital, subsequent_hospital, same_day_hospital or emergency; `problems`
    are kinds of reference/lexicon/em_level.toml; `risk` is minimal, low, moderate or high.
    """

    setting: str
    problems: tuple[str, ...]
    data: Data = Data()
    risk: str = "minimal"
    total_minutes: int = 0
    patient_new: bool = False


@dataclass(frozen=True, slots=True)
class Level:
    """The level by each method ("" when it reaches none), the one to report, and why."""

    mdm: str
    time: str
    reported: str
    explanation: tuple[str, ...]


def em_level(visit: Visit) -> Level:
    """The level of a visit.

    Raises:
        InvalidInputError: an unknown setting, problem or risk.

    >>> em_level(Visit("office", ("acute_uncomplicated",), risk="moderate")).reported
    'low'
    """
    names = _rules()["levels"]
    risks = ("minimal", *names[1:])
    settings = ("office", "emergency", *(key for key in _rules()["minutes"] if "hospital" in key))
    _known("setting", visit.setting, settings)
    _known("risk", visit.risk, risks)
    elements = {
        "problems": _problems(visit.problems),
        "data": _data(visit.data),
        "risk": risks.index(visit.risk),
    }
    decided = sorted(elements.values())[1] if visit.problems else -1
    timed = _time(visit)
    told = [f"{element}: {names[place] if place >= 0 else 'none'}" for element, place in elements.items()]
    mdm, time = (names[place] if place >= 0 else "" for place in (decided, timed))
    told.append(f"two of the three reach {mdm or 'no level'}")
    emergency = visit.setting == "emergency"
    told.append(
        "time does not count in the emergency department"
        if emergency
        else f"{visit.total_minutes} minutes reach {time or 'no level'}"
    )
    return Level(mdm, time, names[max(decided, timed)] if max(decided, timed) >= 0 else "", tuple(told))


def _problems(problems: tuple[str, ...]) -> int:
    names, kinds = _rules()["levels"], _rules()["problems"]
    for problem in problems:
        _known("problem", problem, kinds)
    reached = [names.index(kinds[kind][min(count, 2) - 1]) for kind, count in Counter(problems).items()]
    return max(reached, default=-1)


def _data(data: Data) -> int:
    first = data.items + data.historian >= 3
    met = first + data.interpretation + data.discussion
    if met:
        return 3 if met >= 2 else 2
    return 1 if data.items >= 2 or data.historian else 0


def _time(visit: Visit) -> int:
    if visit.setting == "emergency":
        return -1
    office = "office_new" if visit.patient_new else "office_established"
    least = _rules()["minutes"][office if visit.setting == "office" else visit.setting]
    return len([minutes for minutes in least if visit.total_minutes >= minutes]) - 1


def _known(what: str, given: str, known: Any) -> None:
    if given not in known:
        msg = f"There is no {what} '{given}'; there are: {', '.join(known)}."
        raise InvalidInputError(msg)


@cache
def _rules() -> dict[str, Any]:
    return tomllib.loads((REFERENCE / "lexicon" / "em_level.toml").read_text(encoding="utf-8"))
