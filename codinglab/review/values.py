"""Laboratory values, vital signs and scores: a name, a number, a unit, and the day where it is written."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from codinglab.model import Quantity
from codinglab.reference.paths import REFERENCE

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_UNIT = (
    r"mmol/L|mEq/L|mOsm/kg|umol/L|µmol/L|mcg/dL|mg/dL|mg/L|g/dL|g/L|ng/mL|ng/dL|ng/L|pg/mL|m?IU/m?L|[uµ]IU/mL|"
    r"U/L|fL\b|mL/min(?:/1\.73 ?m(?:2|²))?|mL/h(?:r|our)?|mL|mm ?Hg|mm/h(?:r|our)?|kg/m(?:2|²)|kg|lbs?\b|"
    r"pounds|cm|inches|s(?![\w/])|sec(?:onds)?\b|bpm|/min|%|°? ?[FC]\b|(?:x ?)?10\^?[39]/?(?:u?L|µL)?|K/u?L|"
    r"/u?L|/mm3|beats per minute|degrees"
)
_ARROW = re.compile(
    rf"\s?(?P<unit0>{_UNIT})?\s?(?:-{{1,2}}>|=>|→|⟶|to)\s?"
    rf"(?P<number>{_NUMBER})(?P<second>/\d{{2,3}})?(?![\w.]\d)\s?(?P<unit>{_UNIT})?",
    re.IGNORECASE,
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = r"(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATES = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})\b"),
    re.compile(r"\b(?P<month>\d{1,2})/(?P<day>\d{1,2})(?:/(?P<year>\d{4}|\d{2}))?\b(?!/)"),
    re.compile(rf"\b(?P<day>\d{{1,2}})[ -]{_MONTH}(?:[ ,-]+(?P<year>\d{{4}}))?\b", re.IGNORECASE),
    re.compile(rf"\b{_MONTH} (?P<day>\d{{1,2}})(?:,? (?P<year>\d{{4}}))?\b", re.IGNORECASE),
)
_AFTER = re.compile(r"[ \t]?(?:\(|,)?[ \t]?(?:on|as of|from|dated)?[ \t]?", re.IGNORECASE)
_STAMP = re.compile(r"(?:^|[ \t]{2,}|;[ \t]*|\|[ \t]*)(?=[\d/-]{3,10},?[ \t]+(?:at )?\d{1,2}:\d{2})")
_EARLIER = re.compile(
    rf"[,;]?[ \t]?(?:\(?(?:(?:up|down)[ ]|(?:a|her|his|known|our system shows|previous(?:ly)?|prior|usual"
    rf"|last|from|baseline)(?: of| was| is)?[ ])+|\((?=[\d.]+ (?:in|on) ))"
    rf"(?P<number>{_NUMBER})(?P<second>/\d{{2,3}})?(?![\w.]\d)(?![/-])[ \t]?(?P<unit>{_UNIT})?",
    re.IGNORECASE,
)
_LISTED = re.compile(
    rf"(?:[,;]| and|, and)[ \t](?P<number>{_NUMBER})(?P<second>/\d{{2,3}})?[ \t]?(?P<unit>{_UNIT})?"
    r"(?= \(?(?:on )?\d{1,4}[/-]\d)",
    re.IGNORECASE,
)
_LITERS = re.compile(r"[ \t]?(?P<unit>L|liters?|litres?)\b(?!/)")
_YEAR = re.compile(r"\b(?:19|20)\d{2}(?=-\d{1,2}-\d{1,2}\b)|(?<=/)(?:19|20)\d{2}\b")

_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"(?<![/-])\b\w+")
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Value:
    """A value found: where it stands, what it measures, and its number as written with its unit."""

    start: int
    end: int
    term: str
    number: str
    unit: str
    on: datetime.date | None = None

    @property
    def quantity(self) -> Quantity:
        """The number as a quantity."""
        first, _, second = self.number.replace(",", "").partition("/")
        return Quantity(float(first), self.unit, float(second) if second else None, self.on)


@dataclass(frozen=True, slots=True)
class _Measure:
    term: str
    unit: str
    low: float
    high: float
    pair: bool
    other: tuple[tuple[str, float, float], ...] = ()

    def holds(self, found: re.Match[str]) -> bool:
        """Say whether a number found can be this measurement, by the unit that is written beside it."""
        unit = (found["unit"] or "").lower().replace("µ", "u")
        low, high = next(
            ((low, high) for name, low, high in self.other if name.lower() == unit), (self.low, self.high)
        )
        return self.pair == bool(found["second"]) and low <= _number(found) <= high


@cache
def _rows() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tomllib.loads(
        (REFERENCE / "lexicon" / "values.toml").read_text(encoding="utf-8")
    )["value"]
    return rows


@cache
def _before_names() -> re.Pattern[str]:
    """The pattern of percentages that stand before the name of what they measure."""
    names = "|".join(re.escape(name) for row in _rows() if row.get("before") for name in row["names"])
    return re.compile(rf"(?<![\d./-])(?P<number>\d{{1,2}}(?:\.\d+)?) ?% (?P<name>{names})\b", re.IGNORECASE)


@cache
def _measures() -> tuple[re.Pattern[str], dict[str, _Measure], frozenset[str]]:
    """One pattern of a measurement, the measurement of each name, and the first words of the names."""
    data = _rows()
    by_name = {
        name: _Measure(
            fact["term"],
            fact["unit"],
            fact["low"],
            fact["high"],
            fact.get("pair", False),
            tuple((one["unit"], one["low"], one["high"]) for one in fact.get("other", ())),
        )
        for fact in data
        for name in fact["names"]
    }
    names = "|".join(re.escape(name).replace(r"\ ", " ") for name in sorted(by_name, key=len, reverse=True))
    pattern = re.compile(
        rf"(?P<name>{names})(?![\w-])"
        rf"(?:\s?(?:[:=,]|is|was|of|at|on admission|up to|peaked at|peak|elevated at|remains|level|to"
        rf"|baseline|(?:rose|rising|increased|went|fell|dropped|decreased|improved)?\s?from)){{0,3}}\s?"
        rf"(?P<number>{_NUMBER})(?P<second>/\d{{2,3}})?(?![\w.]\d)\s?(?P<unit>{_UNIT})?",
        re.IGNORECASE,
    )
    firsts = frozenset(first[0] for name in by_name if (first := _WORD.match(name)))
    return pattern, by_name, firsts


def find_values(text: str) -> Iterator[Value]:
    """The values in a text, in order, as `_after_names` reads them, and those before their names."""
    years = {int(found[0]) for found in _YEAR.finditer(text)}
    year = min(years) if len(years) == 1 else None
    before = [
        Value(*found.span(), by_name[found["name"].lower()].term, found["number"], "%", day)
        for by_name in (_measures()[1],)
        for found in _before_names().finditer(text)
        for day in (_day_beside(text, *found.span(), year),)
    ]
    found = _after_names(text, year)
    return iter(sorted((*found, *before), key=lambda value: value.start)) if before else found


def _after_names(text: str, year: int | None) -> Iterator[Value]:
    """The values in a text, in order; of "1.0 -> 2.4" and of "2.4 (baseline 1.0)" each number is one.

    A day is read only where it stands beside the value, begins its line, or heads its column with a time
    of day. One without a year takes the year of the text's full dates, when they name a single one; "day 2"
    is no date. An earlier number has only a day that stands beside it.
    """
    by_name = _measures()[1]
    for found in _named(text):
        measure = by_name[found["name"].lower()]
        start, step, earlier = found.start(), found, False
        while measure.holds(step):
            at = step.end("second" if step["second"] else "number")
            arrow = _ARROW.match(text, at)
            beside = _unit(step["unit"], measure) or (
                arrow and (_unit(arrow["unit0"], measure) or _unit(arrow["unit"], measure))
            )
            end = step.end("unit") if _unit(step["unit"], measure) else at
            if measure.unit == "mL" and not beside and (liters := _LITERS.match(text, at)):
                beside, end = "L", liters.end()
            written = step["number"] + (step["second"] or "")
            on = _day_beside(text, start, end, year, only_after=earlier or bool(arrow))
            unit = beside or measure.unit
            yield Value(start, end, measure.term, written, unit.strip(), on)
            behind = end + len(f" ({on:%m/%d}") if on else end
            back = None if arrow else _EARLIER.match(text, end)
            following = arrow or back or _listed(text, end, behind)
            if following is None:
                break
            start, step, earlier = following.start("number"), following, following is back


def _unit(written: str | None, measure: _Measure) -> str:
    """The unit written beside a number; the s of "140s" is none."""
    return "" if written is None or (written == "s" and measure.unit != "s") else written


def _listed(text: str, end: int, limit: int) -> re.Match[str] | None:
    """The next number of a list whose every number has its day: "1.9 on 11/03, 2.1 on 11/04"."""
    comma = re.compile(r"[,;]| and").search(text, end, min(len(text), limit + 12))
    return _LISTED.match(text, comma.start()) if comma else None


def _named(text: str) -> Iterator[re.Match[str]]:
    """Where a name with its number stands: tried only at the words that names begin with."""
    pattern, _, firsts = _measures()
    for first, last in _with_numbers(text):
        done = first
        for word in _WORD.finditer(text, first, last):
            start = word.start()
            if word[0].lower() not in firsts or start < done:
                continue
            if found := pattern.match(text, start, last):
                done = found.end()
                yield found


def _with_numbers(text: str) -> Iterator[tuple[int, int]]:
    """The lines that hold a digit, each with the line before it, as spans that do not overlap."""
    before = done = 0
    for line in _LINE.finditer(text):
        if _DIGIT.search(line[0]):
            yield max(done, before), line.end()
            done = line.end()
        before = line.start()


def _number(found: re.Match[str]) -> float:
    return float(found["number"].replace(",", ""))


def _day_beside(
    text: str, start: int, end: int, year: int | None, *, only_after: bool = False
) -> datetime.date | None:
    """The day written just after a value, else the one that heads its column or begins its line."""
    after = _AFTER.match(text, end)
    places = [after.end() if after else end]
    line = text.rfind("\n", 0, start) + 1
    if not only_after:
        stamps = [found.end() for found in _STAMP.finditer(text[line:start])]
        places += [line + stamps[-1]] if stamps else []
        if start - line < 120:
            places.append(line + len(text[line:start]) - len(text[line:start].lstrip("-*• (")))
    for place in places:
        for pattern in _DATES:
            if (found := pattern.match(text, place)) and (day := _day(found, year)):
                return day
    return None


def _day(found: re.Match[str], year: int | None) -> datetime.date | None:
    parts = found.groupdict()
    month = int(parts["month"]) if parts.get("month") else _MONTHS.index(parts["name"].lower()[:3]) + 1
    written = int(parts["year"]) if parts["year"] else year
    if written is None:
        return None
    try:
        return datetime.date(written + 2000 if written < 100 else written, month, int(parts["day"]))
    except ValueError:
        return None
