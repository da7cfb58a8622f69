"""Values in one unit: converted where the unit is sure, and otherwise said to be unsure."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache

from codinglab.indicators.definitions import FOLDER
from codinglab.model import InvalidInputError
from codinglab.parse import parse


@dataclass(frozen=True, slots=True)
class Also:
    """Another unit: the value in the chosen unit is (number - minus) / divide."""

    unit: str
    divide: float
    minus: float = 0.0


@dataclass(frozen=True, slots=True)
class Scale:
    """The chosen unit of a value, the range it can have in people, and other units of it.

    Attributes:
        ambiguous: numbers without a unit, of which more than one unit could be meant, as (low, high).
    """

    term: str
    unit: str
    low: float
    high: float
    also: tuple[Also, ...] = ()
    ambiguous: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Converted:
    """A number in the chosen unit; `how` says the conversion, "" when there was none."""

    number: float
    unit: str
    how: str = ""


@cache
def scales() -> dict[str, Scale]:
    """The scale of each term."""
    data = tomllib.loads((FOLDER / "units.toml").read_text(encoding="utf-8"))["scale"]
    return {one["term"]: parse(Scale, one, source="units.toml") for one in data}


def convert(term: str, number: float, unit: str, *, written: bool) -> Converted:
    """A value in the unit that the definitions use.

    Args:
        term: the value's name.
        number: as the chart has it.
        unit: as written, or the usual one that review assumed.
        written: whether the chart has the unit.

    Raises:
        InvalidInputError: the unit is not known, or it is unsure which is meant; the message says why.

    >>> convert("creatinine", 212.2, "umol/L", written=True).number
    2.4
    >>> convert("white blood cell count", 18200, "10^9/L", written=False).number
    18.2
    """
    scale = scales().get(term)
    if scale is None:
        return Converted(number, unit)
    if written:
        return _written(scale, number, unit)
    if scale.ambiguous and scale.ambiguous[0] <= number < scale.ambiguous[1]:
        msg = f"{number:g} without a unit: it is unsure whether {_names(scale)} is meant"
        raise InvalidInputError(msg)
    if scale.low <= number <= scale.high:
        return Converted(number, scale.unit)
    fits = {
        one.unit: value for one in scale.also if scale.low <= (value := _value(one, number)) <= scale.high
    }
    if len(set(fits.values())) != 1:
        msg = f"{number:g} without a unit fits no unit of {term} for sure ({_names(scale)})"
        raise InvalidInputError(msg)
    value = next(iter(fits.values()))
    return Converted(value, scale.unit, f"{number:g} read as {next(iter(fits))}")


def _written(scale: Scale, number: float, unit: str) -> Converted:
    name = _plain(unit)
    if name == _plain(scale.unit):
        value, how = number, ""
    else:
        other = next((one for one in scale.also if _plain(one.unit) == name), None)
        if other is None:
            msg = f"{number:g} {unit}: the unit is not known for {scale.term} ({_names(scale)})"
            raise InvalidInputError(msg)
        value = _value(other, number)
        same = other.divide == 1 and not other.minus
        how = "" if same else f"{number:g} {unit} converted"
    if not scale.low <= value <= scale.high:
        msg = f"{number:g} {unit} is outside what is possible ({scale.low:g} to {scale.high:g} {scale.unit})"
        raise InvalidInputError(msg)
    return Converted(value, scale.unit, how)


def _value(one: Also, number: float) -> float:
    return round((number - one.minus) / one.divide, 3)


def _names(scale: Scale) -> str:
    return " or ".join((scale.unit, *(one.unit for one in scale.also)))


def _plain(unit: str) -> str:
    plain = unit.lower().replace("µ", "u").replace("°", "").replace(" ", "").removeprefix("x")
    return {"meq/l": "mmol/l", "10^9": "10^9/l", "/mm3": "/ul", "10^3": "10^3/ul", "lb": "lbs"}.get(
        plain, plain
    )
