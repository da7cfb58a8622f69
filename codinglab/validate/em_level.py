"""The level of an evaluation and management service, by medical decision making and by time.

A teaching engine: it returns level names, with the reasons, and no codes. The higher of the two methods is
reported; emergency visits go by decision making alone, and discharge days by time alone. Source: CMS
physician fee schedule rules of 2021 (office) and 2023 (other settings).
"""

from __future__ import annotations

import tomllib
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import Any

from codinglab.model import InvalidInputError
from codinglab.reference.paths import REFERENCE

_STEP = 15
_BY_PATIENT = ("office", "home")
_LONG_DISCHARGE = 30


@dataclass(frozen=True, slots=True)
class Data:
    """Data reviewed: items of category 1 (notes, results, orders, each once), and the other categories.

    A test is one item, a panel too, and the order holds the review of its result. An independent historian
    counts as an item at the moderate level; at the low level it is a category of its own. `interpretation`
    is of a test that the physician does not bill, `discussion` with someone outside the practice.
    """

    items: int = 0
    historian: bool = False
    interpretation: bool = False
    discussion: bool = False


@dataclass(frozen=True, slots=True)
class Visit:
    """What decides the level.

    `setting` is office, home, initial_hospital, subsequent_hospital, same_day_hospital, initial_nursing,
    subsequent_nursing or emergency; `problems` are the kinds of reference/lexicon/em_level.toml, one for each
    problem that was evaluated or treated; `risk` is minimal, low, moderate or high. `total_minutes` are the
    physician's own on that day. `patient_new` matters in the office and at home.
    """

    setting: str
    problems: tuple[str, ...]
    data: Data = Data()
    risk: str = "minimal"
    total_minutes: int = 0
    patient_new: bool = False


@dataclass(frozen=True, slots=True)
class Level:
    """The level by each method ("" when it reaches none), the one to report, and why.

    `prolonged` and `prolonged_medicare` are units of 15 minutes beyond the highest level, when time decides.
    `elements` are the levels that problems, data and risk reach, "" where none.
    """

    mdm: str
    time: str
    reported: str
    explanation: tuple[str, ...]
    prolonged: int = 0
    prolonged_medicare: int = 0
    elements: tuple[str, str, str] = ("", "", "")


def em_level(visit: Visit) -> Level:
    r"""The level of a visit.

    Raises:
        InvalidInputError: an unknown setting, problem or risk, or a number below zero.

    >>> em_level(Visit("office", ("acute_uncomplicated",), risk="moderate")).reported
    'low'
    >>> print(*em_level(Visit("office", ("stable_chronic",) * 2, risk="moderate")).explanation, sep="\n")
    problems reach moderate: 2 of stable chronic
    data reach straightforward: no category is met; 2 items or a historian would reach low
    risk reaches moderate, as given
    decision making is moderate: two of the three elements reach it
    time is not given
    moderate is reported, by decision making
    """
    _check(visit)
    names = _rules()["levels"]
    problems, said_of_problems = _problems(visit.problems)
    data, said_of_data = _data(visit.data)
    risk = _risks().index(visit.risk)
    decided = sorted((problems, data, risk))[1] if visit.problems else -1
    timed, said_of_time = _time(visit)
    reported = max(decided, timed)
    units, medicare = _prolonged(visit) if timed == len(names) - 1 else (0, 0)
    told = [
        said_of_problems,
        said_of_data,
        f"risk reaches {names[risk]}, as given",
        f"decision making is {names[decided]}: two of the three elements reach it"
        if decided >= 0
        else "decision making reaches no level, for no problem was addressed",
        said_of_time,
        _reported(decided, timed),
    ]
    if units:
        told.append(f"prolonged service: {units} of {_STEP} minutes beyond high; Medicare counts {medicare}")
    mdm, time, chosen = (names[place] if place >= 0 else "" for place in (decided, timed, reported))
    elements = (names[problems] if problems >= 0 else "", names[data], names[risk])
    return Level(mdm, time, chosen, tuple(told), units, medicare, elements)


def level_names() -> tuple[str, ...]:
    """The levels, the lowest first."""
    return tuple(_rules()["levels"])


def discharge_day(total_minutes: int) -> str:
    """The time of a discharge day from a hospital or nursing facility, which alone decides.

    Raises:
        InvalidInputError: a number below zero.

    >>> discharge_day(30), discharge_day(31)
    ('30 minutes or less', 'more than 30 minutes')
    """
    _not_negative("total_minutes", total_minutes)
    longer = total_minutes > _LONG_DISCHARGE
    return f"more than {_LONG_DISCHARGE} minutes" if longer else f"{_LONG_DISCHARGE} minutes or less"


def _check(visit: Visit) -> None:
    minutes = _rules()["minutes"]
    settings = (*_BY_PATIENT, "emergency", *(key for key in minutes if not key.startswith(_BY_PATIENT)))
    _known("setting", visit.setting, settings)
    _known("risk", visit.risk, _risks())
    for problem in visit.problems:
        _known("problem", problem, _rules()["problems"])
    _not_negative("total_minutes", visit.total_minutes)
    _not_negative("items", visit.data.items)


def _risks() -> tuple[str, ...]:
    return ("minimal", *_rules()["levels"][1:])


def _problems(problems: tuple[str, ...]) -> tuple[int, str]:
    """The highest level that a kind of problem reaches; kinds do not add up with one another."""
    names, kinds = _rules()["levels"], _rules()["problems"]
    if not problems:
        return -1, "problems: none is given"
    reached = {kind: names.index(kinds[kind][min(count, 2) - 1]) for kind, count in Counter(problems).items()}
    best = max(reached, key=lambda kind: reached[kind])
    place, count = reached[best], problems.count(best)
    more = names.index(kinds[best][1])
    hint = f"; two would reach {names[more]}" if count == 1 and more > place else ""
    return place, f"problems reach {names[place]}: {count} of {best.replace('_', ' ')}{hint}"


def _data(data: Data) -> tuple[int, str]:
    names = _rules()["levels"]
    first = data.items + data.historian >= 3
    met = [
        said
        for holds, said in (
            (first, "three items of notes, results, orders and historian"),
            (data.interpretation, "an independent interpretation"),
            (data.discussion, "a discussion with another professional"),
        )
        if holds
    ]
    if met:
        place = 3 if len(met) >= 2 else 2
        hint = "" if place == 3 else "; a second category would reach high"
        return place, f"data reach {names[place]}: {' and '.join(met)}{hint}"
    if data.items >= 2 or data.historian:
        said = "an independent historian" if data.historian else "two items of notes, results and orders"
        return 1, f"data reach {names[1]}: {said}; three items in all would reach {names[2]}"
    return 0, f"data reach {names[0]}: no category is met; 2 items or a historian would reach {names[1]}"


def _key(visit: Visit) -> str:
    known = "new" if visit.patient_new else "established"
    return f"{visit.setting}_{known}" if visit.setting in _BY_PATIENT else visit.setting


def _time(visit: Visit) -> tuple[int, str]:
    names = _rules()["levels"]
    if visit.setting == "emergency":
        return -1, "time does not count in the emergency department"
    if not visit.total_minutes:
        return -1, "time is not given"
    least = _rules()["minutes"][_key(visit)]
    place = len([minutes for minutes in least if visit.total_minutes >= minutes]) - 1
    following = next((n for n in range(place + 1, len(least))), None)
    hint = f"; {names[following]} begins at {least[following]}" if following is not None else ""
    reached = f"reach {names[place]}, from {least[place]}" if place >= 0 else "reach no level"
    return place, f"{visit.total_minutes} minutes {reached}{hint}"


def _prolonged(visit: Visit) -> tuple[int, int]:
    """Units of prolonged service, for other payers and for Medicare."""
    key = _key(visit)
    units, medicare = (
        max(0, (visit.total_minutes - begin) // _STEP + 1)
        for begin in (_rules()["minutes"][key][-1] + _STEP, _rules()["prolonged"][key])
    )
    return units, medicare


def _reported(decided: int, timed: int) -> str:
    names = _rules()["levels"]
    if max(decided, timed) < 0:
        return "no level is reported"
    how = "either way" if decided == timed else "by time" if timed > decided else "by decision making"
    return f"{names[max(decided, timed)]} is reported, {how}"


def _not_negative(what: str, given: int) -> None:
    if given < 0:
        msg = f"{what} is {given}; it cannot be below zero."
        raise InvalidInputError(msg)


def _known(what: str, given: str, known: Any) -> None:
    if given not in known:
        msg = f"There is no {what} '{given}'; there are: {', '.join(known)}."
        raise InvalidInputError(msg)


@cache
def _rules() -> dict[str, Any]:
    return tomllib.loads((REFERENCE / "lexicon" / "em_level.toml").read_text(encoding="utf-8"))
