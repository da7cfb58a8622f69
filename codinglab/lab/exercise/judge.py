"""An answer judged: what is right of it, and for what is not the explanation that was written for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from codinglab.lab.exercise.computed import Engine, computed
from codinglab.lab.exercise.said import Outcome, Said
from codinglab.lab.exercise.typed import judge_code
from codinglab.lab.exercise.written import Exercise, Kind
from codinglab.model import CodinglabError


def judge(exercise: Exercise, given: Sequence[str]) -> Said:
    """What is said of an answer.

    Args:
        exercise: what was asked.
        given: values of options, in the order in which they were put where that is asked; or what was typed.
    """
    known = {option.value for option in exercise.options}
    if exercise.code is not None:
        said = judge_code(exercise, exercise.code, given[0] if given else "")
    else:
        given = [value for value in dict.fromkeys(given) if value in known]
        said = _JUDGES[exercise.kind](exercise, given)
    if said.outcome is Outcome.NO_ANSWER:
        return said
    return replace(said, engine=engine_of(exercise, given, whole=said.right))


def engine_of(exercise: Exercise, given: Sequence[str], *, whole: bool) -> Engine | None:
    """What edits, linter or scorer say; where one of them cannot run, why."""
    try:
        return computed(exercise, given, whole=whole)
    except CodinglabError as error:
        return Engine("The lab", (("◌ Not evaluated", str(error)),))


def _one(exercise: Exercise, given: Sequence[str]) -> Said:
    if not given:
        return Said(Outcome.NO_ANSWER, "There is no answer yet: choose one.")
    option = exercise.option(given[0])
    if option.right:
        return Said(Outcome.RIGHT, exercise.right)
    return Said(Outcome.NOT_RIGHT, option.why, wrong=(option.value,))


def _several(exercise: Exercise, given: Sequence[str]) -> Said:
    if not given:
        return Said(Outcome.NO_ANSWER, "Nothing is chosen yet: choose all that belong.")
    wrong = tuple(value for value in given if not exercise.option(value).right)
    missing = [value for value in exercise.answer if value not in given]
    whys = tuple(f"{_named(exercise, value)}: {exercise.option(value).why}" for value in wrong)
    if not wrong and not missing:
        return Said(Outcome.RIGHT, exercise.right)
    found = len(exercise.answer) - len(missing)
    headline = f"{found} of {len(exercise.answer)} found"
    headline += f", {len(wrong)} that {'does' if len(wrong) == 1 else 'do'} not belong." if wrong else "."
    if missing:
        whys += (f"{len(missing)} {'is' if len(missing) == 1 else 'are'} still missing.",)
    return Said(Outcome.NOT_RIGHT, headline, whys, wrong)


def _order(exercise: Exercise, given: Sequence[str]) -> Said:
    left = len(exercise.options) - len(given)
    if left:
        return Said(Outcome.NO_ANSWER, f"{left} of {len(exercise.options)} have no place yet.")
    place = {value: at for at, value in enumerate(given)}
    broken = [
        rule
        for rule in exercise.before
        if any(place[value] < place[rule.first] for value in (rule.then or given) if value != rule.first)
    ]
    if broken:
        return Said(Outcome.NOT_RIGHT, broken[0].why, tuple(rule.why for rule in broken[1:]))
    return Said(Outcome.RIGHT, exercise.right)


def _named(exercise: Exercise, value: str) -> str:
    """An option as it is spoken of: a code by itself, other words in quotation marks."""
    text = exercise.option(value).text
    return value if text.startswith(value) else f"“{text}”"


_JUDGES: Mapping[Kind, Callable[[Exercise, Sequence[str]], Said]] = MappingProxyType(
    {Kind.ONE: _one, Kind.SEVERAL: _several, Kind.MARK: _several, Kind.ORDER: _order}
)
