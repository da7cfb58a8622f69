"""The exercises are read once from their files, and every fault is said with its place."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from codinglab.lab.exercise.excerpt import passage
from codinglab.lab.exercise.written import Excerpt, Exercise, Kind, Step
from codinglab.model import CodinglabError, InvalidInputError
from codinglab.parse import parse
from codinglab.reference.paths import REFERENCE

FOLDER = REFERENCE / "exercises"
_CHOSEN = {Kind.ONE, Kind.SEVERAL, Kind.MARK}
_SYSTEMS = ("ICD-10-CM", "ICD-10-PCS")
_MOST = 9


@cache
def exercises() -> dict[str, Exercise]:
    """Every exercise by its id, in the order of the steps.

    Raises:
        InvalidInputError: a file is no file of exercises; each fault is named with its place.
    """
    return {one.id: one for path in sorted(FOLDER.glob("*.toml")) for one in read_step(path)}


def read_step(path: Path) -> tuple[Exercise, ...]:
    """The exercises of one file.

    Raises:
        InvalidInputError: as `exercises` does.
    """
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        msg = f"{path.name} cannot be read as TOML: {error}"
        raise InvalidInputError(msg) from None
    step = parse(Step, written, source=path.name)
    faults = [*_in_step(step, path)]
    faults += [f"{one.id}: {fault}" for one in step.exercise for fault in _in_exercise(one)]
    if faults:
        told = "\n".join(f"  {fault}" for fault in faults)
        msg = f"{path.name} is not a valid file of exercises:\n{told}"
        raise InvalidInputError(msg)
    return step.exercise


def _in_step(step: Step, path: Path) -> Iterator[str]:
    if step.step != path.stem:
        yield f"step is '{step.step}': write the name of the file, '{path.stem}'"
    for number, one in enumerate(step.exercise, start=1):
        if one.id != f"{step.step}-{number}":
            yield f"exercise {number} has the id '{one.id}': write '{step.step}-{number}'"


def _in_exercise(one: Exercise) -> Iterator[str]:
    if not one.authority:
        yield "no authority: say where the rule stands"
    if one.excerpt is not None:
        yield from _in_excerpt(one, one.excerpt)
    if one.kind is Kind.CODE:
        if one.code is None or one.options:
            yield "a code is typed: give [exercise.code] and no options"
        elif one.code.system not in _SYSTEMS:
            yield f"there is no system '{one.code.system}': one of {', '.join(_SYSTEMS)}"
        return
    values = [option.value for option in one.options]
    if not 2 <= len(values) <= _MOST or len(set(values)) < len(values):
        yield f"2 to {_MOST} options are needed, each with a value of its own"
    right = sum(option.right for option in one.options)
    if one.kind in _CHOSEN and (not right or right == len(values) or (one.kind is Kind.ONE and right > 1)):
        yield "the options need at least one that is right and one that is not; of `one` a single right one"
    if one.kind is Kind.ORDER:
        yield from _in_order(one, set(values))


def _in_order(one: Exercise, values: set[str]) -> Iterator[str]:
    if not one.before:
        yield "an order needs [[exercise.before]]: what must stand before what"
    for rule in one.before:
        for value in {rule.first, *rule.then} - values:
            yield f"before: '{value}' is none of the options"
    place = {value: at for at, value in enumerate(one.answer)}
    for rule in one.before:
        after = rule.then or tuple(values - {rule.first})
        if any(place.get(value, 0) < place.get(rule.first, 0) for value in after):
            yield f"before: no order keeps '{rule.first}' and the others"


def _in_excerpt(one: Exercise, excerpt: Excerpt) -> Iterator[str]:
    if bool(excerpt.text) == bool(excerpt.case and excerpt.document and excerpt.quotes):
        yield "excerpt: give text, or case, document and quotes"
        return
    try:
        paragraphs = passage(excerpt).paragraphs
    except CodinglabError as error:
        yield f"excerpt: {error}"
        return
    for option in one.options if one.kind is Kind.MARK else ():
        if sum(paragraph.count(option.text) for paragraph in paragraphs) != 1:
            yield f"option '{option.value}': “{option.text}” must stand in the excerpt once"
