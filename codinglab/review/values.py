"""Laboratory values and vital signs: a name, a number, a unit."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from codinglab.reference.paths import REFERENCE

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_UNIT = (
    r"mmol/L|mEq/L|mg/dL|g/dL|ng/mL|mL/min(?:/1\.73 ?m(?:2|²))?|mL/h(?:r|our)?|mL|mm ?Hg|kg/m(?:2|²)|bpm|"
    r"/min|%|°? ?[FC]\b|(?:x ?)?10\^?[39]/?(?:u?L|µL)?|K/u?L|/u?L|/mm3|beats per minute|degrees"
)


@dataclass(frozen=True, slots=True)
class Value:
    """A value found: where it stands, what it measures, and its number as written with its unit."""

    start: int
    end: int
    term: str
    number: str
    unit: str


@dataclass(frozen=True, slots=True)
class _Measure:
    term: str
    unit: str
    low: float
    high: float
    pair: bool


@cache
def _measures() -> tuple[re.Pattern[str], dict[str, _Measure]]:
    data = tomllib.loads((REFERENCE / "lexicon" / "values.toml").read_text(encoding="utf-8"))["value"]
    by_name = {
        name: _Measure(fact["term"], fact["unit"], fact["low"], fact["high"], fact.get("pair", False))
        for fact in data
        for name in fact["names"]
    }
    names = "|".join(re.escape(name).replace(r"\ ", " ") for name in sorted(by_name, key=len, reverse=True))
    pattern = re.compile(
        rf"(?<![\w/-])(?P<name>{names})(?![\w-])"
        rf"(?:\s?(?:[:=,]|is|was|of|at|on admission|up to"
        rf"|peaked at|peak|elevated at|remains|level)){{0,3}}\s?"
        rf"(?P<number>{_NUMBER})(?P<second>/\d{{2,3}})?(?![\w.]\d)\s?(?P<unit>{_UNIT})?",
        re.IGNORECASE,
    )
    return pattern, by_name


def find_values(text: str) -> Iterator[Value]:
    """The values in a text, in order."""
    pattern, by_name = _measures()
    for found in pattern.finditer(text):
        measure = by_name[found["name"].lower()]
        if measure.pair != bool(found["second"]):
            continue
        number = float(found["number"].replace(",", ""))
        if not measure.low <= number <= measure.high:
            continue
        written = found["number"] + (found["second"] or "")
        end = found.end("unit") if found["unit"] else found.end("second" if found["second"] else "number")
        yield Value(found.start(), end, measure.term, written, (found["unit"] or measure.unit).strip())
