"""The definitions of conditions, as data: one file a condition in `reference/indicators`."""

from __future__ import annotations

import difflib
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from codinglab.model import Authority, InvalidInputError, Sex
from codinglab.parse import parse
from codinglab.reference.paths import REFERENCE

FOLDER = REFERENCE / "indicators"
_SHARED = frozenset({"terms", "units"})
_FORBID = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Step:
    """The points of a score for a value, or for a treatment; of several that hold, the most points count.

    Attributes:
        treated: a treatment that gives the points by itself.
        only_with: treatments of which one must be given beside the value.
    """

    __pydantic_config__ = _FORBID

    points: int
    at_least: float | None = None
    above: float | None = None
    below: float | None = None
    at_most: float | None = None
    treated: str = ""
    only_with: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Organ:
    """One part of a score."""

    __pydantic_config__ = _FORBID

    name: str
    term: str
    unit: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion.

    Attributes:
        says: the criterion in words.
        kind: how it is judged; the kinds are functions of `codinglab.indicators.kinds`.
        group: the group of the definition that it counts in.
        term: the value that it is about; `terms` the findings or treatments, any of which will do.
        unit: of the limits.
        above, at_least, below, at_most: the limits, all of which must hold.
        after: treatments that must have been given before the value.
        within_hours, within_days, for_hours, for_days: the time that it speaks of.
        times: how often the laboratory's own upper limit.
        sex, min_age, max_age, pregnant: whom it concerns; of others it is left out.
        parts: of `any` and `all`; `same_day` asks the parts of `all` for one day.
        organs: of `score`.
    """

    __pydantic_config__ = _FORBID

    says: str
    kind: str
    id: str = ""
    group: str = ""
    term: str = ""
    terms: tuple[str, ...] = ()
    unit: str = ""
    above: float | None = None
    at_least: float | None = None
    below: float | None = None
    at_most: float | None = None
    after: tuple[str, ...] = ()
    within_hours: int | None = None
    within_days: int | None = None
    for_hours: int | None = None
    for_days: int | None = None
    times: float | None = None
    sex: Sex | None = None
    min_age: int | None = None
    max_age: int | None = None
    pregnant: bool | None = None
    same_day: bool = False
    parts: tuple[Criterion, ...] = ()
    organs: tuple[Organ, ...] = ()


@dataclass(frozen=True, slots=True)
class Need:
    """How many criteria of a group a definition asks for: a number, or all; 0 of those only shown.

    `within_days`: the span of days in which as many must be met, None for the whole stay.
    """

    __pydantic_config__ = _FORBID

    group: str
    at_least: int = 0
    all: bool = False
    within_days: int | None = None


@dataclass(frozen=True, slots=True)
class Grade:
    """A stage or class: it holds when so many of `any_of` are met (one, if not said), and all of `all_of`."""

    __pydantic_config__ = _FORBID

    name: str
    any_of: tuple[str, ...] = ()
    all_of: tuple[str, ...] = ()
    at_least: int = 1

    def holds(self, met: frozenset[str]) -> bool:
        """Whether the grade holds, by the ids of the criteria that are met."""
        return (not self.any_of or len(met & set(self.any_of)) >= self.at_least) and set(self.all_of) <= met


@dataclass(frozen=True, slots=True)
class Definition:
    """A published set of criteria, or one that is common in practice and says so.

    Attributes:
        kind: "guideline", "consensus", "measure" or "practice".
        checked: how far the numbers were checked, and against what.
        needs: the combination; a definition asks for every group.
        grades: from the lowest to the highest; the highest that holds is given.
    """

    __pydantic_config__ = _FORBID

    name: str
    source: str
    edition: str
    year: int
    kind: str
    checked: str
    needs: tuple[Need, ...]
    criterion: tuple[Criterion, ...]
    section: str = ""
    grades: tuple[Grade, ...] = ()
    caution: str = ""

    @property
    def authority(self) -> Authority:
        """Who says so."""
        return Authority(self.source, self.edition, self.section)


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition with its definitions, each judged by itself.

    Attributes:
        version: of our file; it rises with each change of a criterion.
        caution: what holds for every definition.
    """

    __pydantic_config__ = _FORBID

    condition: str
    version: int
    definition: tuple[Definition, ...]
    caution: str = ""


@cache
def _files() -> dict[str, Path]:
    found = {}
    for path in sorted(FOLDER.glob("*.toml")):
        if path.stem not in _SHARED:
            found[tomllib.loads(path.read_text(encoding="utf-8"))["condition"]] = path
    return found


def conditions() -> tuple[str, ...]:
    """The names of the conditions there are definitions of."""
    return tuple(sorted(_files()))


@cache
def load_condition(name: str) -> Condition:
    """A condition by its name.

    Raises:
        InvalidInputError: there is none of that name (the message names near ones), or its file is wrong.
    """
    path = _files().get(name) or _files().get(name.lower())
    if path is None:
        near = difflib.get_close_matches(name, conditions(), n=3, cutoff=0.4)
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        msg = f"There are no indicators of '{name}'.{hint} There are: {', '.join(conditions())}."
        raise InvalidInputError(msg)
    return parse(Condition, tomllib.loads(path.read_text(encoding="utf-8")), source=path.name)


def definitions(name: str) -> tuple[Definition, ...]:
    """The definitions of a condition. Raises as `load_condition` does."""
    return load_condition(name).definition
