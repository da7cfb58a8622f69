"""The readings of a value over a stay, in one unit, with those that are computed from others."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from codinglab.indicators.units import convert
from codinglab.model import InvalidInputError, Observation, ObservationKind, Quantity, Sex

_ROOM_AIR = re.compile(r"\b(?:RA|room air)\b", re.IGNORECASE)
_HOURS = re.compile(r"(?:/|over|in|x|for|per)[ \t]?(?:the )?(?:past |last )?(?P<hours>\d+) ?h", re.IGNORECASE)
_PER_KG = re.compile(r"/kg/h(?:r|our)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Patient:
    """What a criterion may need to know of the patient; None where it is not known.

    Attributes:
        weight: in kg.
    """

    age: int | None = None
    sex: Sex | None = None
    weight: float | None = None
    pregnant: bool | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading.

    Attributes:
        number: in the unit of the series.
        observations: what it was read or computed from.
        how: the conversion or computation, "" when the chart has the number as it is.
        hours: the time that a volume was collected over, None otherwise.
    """

    term: str
    number: float
    unit: str
    observations: tuple[Observation, ...]
    how: str = ""
    hours: float | None = None

    @property
    def on(self) -> datetime.date | None:
        """The day, None when it is not written."""
        return self.observations[0].on

    @property
    def at(self) -> datetime.time | None:
        """The time of day, None when it is not written."""
        return self.observations[0].at

    @property
    def prior(self) -> bool:
        """Whether it is of before the encounter."""
        return self.observations[0].prior

    def said(self) -> str:
        """The reading with its day and source, for a sentence."""
        unit = f" {self.unit}" if self.unit and self.unit != "%" else self.unit
        how = f" ({self.how})" if self.how else ""
        return f"{self.number:g}{unit}{how} {when(self.observations[0])}"


@dataclass(frozen=True, slots=True)
class Series:
    """The readings of a term, oldest first (those without a day before all), and why others are not used."""

    readings: tuple[Reading, ...]
    unsure: tuple[str, ...] = ()
    about: tuple[Observation, ...] = ()


def when(seen: Observation) -> str:
    """The day, time and source of an observation, in words."""
    day = f"on {seen.on.isoformat()}" if seen.on else "on a day not written"
    time = f" {seen.at:%H:%M}" if seen.at and seen.on else ""
    source = f" ({seen.source})" if seen.source else ""
    return f"{day}{time}{source}"


def readings(observed: Sequence[Observation], term: str, patient: Patient = Patient()) -> Series:
    """The readings of a term.

    Args:
        observed: all observations.
        term: a value's name, or one that is computed ("mean arterial pressure", "PaO2/FiO2 ratio", ...).
        patient: for the weight.
    """
    compute = _COMPUTED.get(term)
    found, unsure, about = _read(observed, term)
    if compute:
        computed, why = compute(observed, patient)
        found, unsure = [*found, *computed], [*unsure, *why]
    return Series(tuple(_once(found)), tuple(dict.fromkeys(unsure)), tuple(about))


def order(reading: Reading) -> tuple[datetime.date, datetime.time]:
    """The place of a reading in time; one without a day is before all others."""
    return (reading.on or datetime.date.min, reading.at or datetime.time.min)


def hours_between(first: Reading, second: Reading) -> tuple[float, float] | None:
    """The least and the most hours from one reading to another, None when a day is not written."""
    if first.on is None or second.on is None:
        return None
    starts = (first.at, first.at) if first.at else (datetime.time.min, datetime.time.max)
    ends = (second.at, second.at) if second.at else (datetime.time.min, datetime.time.max)
    least = datetime.datetime.combine(second.on, ends[0]) - datetime.datetime.combine(first.on, starts[1])
    most = datetime.datetime.combine(second.on, ends[1]) - datetime.datetime.combine(first.on, starts[0])
    return least.total_seconds() / 3600, most.total_seconds() / 3600


def _read(observed: Sequence[Observation], term: str) -> tuple[list[Reading], list[str], list[Observation]]:
    found: list[Reading] = []
    unsure: list[str] = []
    about: list[Observation] = []
    for seen in observed:
        if seen.kind is not ObservationKind.VALUE or seen.term != term or seen.quantity is None:
            continue
        about.append(seen)
        try:
            number, unit, how = _converted(term, seen.quantity, seen)
        except InvalidInputError as fault:
            unsure.append(f"{fault} {when(seen)}")
            continue
        found.append(Reading(term, number, unit, (seen,), how))
    return found, unsure, about


def _converted(term: str, quantity: Quantity, seen: Observation) -> tuple[float, str, str]:
    words = seen.evidence.quote if seen.evidence else seen.words
    written = bool(quantity.unit) and (seen.evidence is None or quantity.unit.lower() in words.lower())
    value = convert(term, quantity.number, quantity.unit, written=written)
    return value.number, value.unit, value.how


def _once(found: Sequence[Reading]) -> Iterator[Reading]:
    """Each reading once, oldest first.

    A number that several documents repeat for a day is one reading, and so is one without a day that
    another document dates.
    """
    kept: dict[tuple[float, datetime.date | None], list[Reading]] = {}
    for one in found:
        same = kept.setdefault((one.number, one.on), [])
        if one.at is None and same:
            continue
        if one.at is not None:
            same[:] = [other for other in same if other.at is not None and other.at != one.at]
        same.append(one)
    dated = {number for number, on in kept if on is not None}
    told = (one for same in kept.values() for one in same if one.on is not None or one.number not in dated)
    yield from sorted(told, key=order)


def _together(first: Observation, second: Observation) -> bool:
    """Whether two values belong to one sample: the same day, and the same time or document."""
    if first.on != second.on or first.prior != second.prior:
        return False
    if first.at and second.at:
        return first.at == second.at
    if first.evidence and second.evidence:
        near = abs(first.evidence.start - second.evidence.start) < 200
        return first.evidence.document == second.evidence.document and near
    return first.source == second.source


Computed = tuple[list[Reading], list[str]]


def _pressure(which: str) -> Callable[[Sequence[Observation], Patient], Computed]:
    def compute(observed: Sequence[Observation], patient: Patient) -> Computed:
        found = []
        for seen in observed:
            if seen.term != "blood pressure" or seen.quantity is None or seen.quantity.second is None:
                continue
            high, low = seen.quantity.number, seen.quantity.second
            number = {"systolic": high, "diastolic": low, "mean": round((high + 2 * low) / 3, 1)}[which]
            term = "mean arterial pressure" if which == "mean" else f"{which} pressure"
            how = f"{'computed from' if which == 'mean' else 'of'} {high:g}/{low:g}"
            found.append(Reading(term, number, "mmHg", (seen,), how))
        return found, []

    return compute


def _ratio(observed: Sequence[Observation], patient: Patient) -> Computed:
    oxygen, _, _ = _read(observed, "partial pressure of oxygen")
    inspired, unsure, _ = _read(observed, "fraction of inspired oxygen")
    found = []
    for one in oxygen:
        seen = one.observations[0]
        beside = next((other for other in inspired if _together(seen, other.observations[0])), None)
        if _ROOM_AIR.search(seen.words):
            share, why, both = 21.0, "room air, 21%", (seen,)
        elif beside:
            share, why, both = beside.number, f"FiO2 {beside.number:g}%", (seen, *beside.observations)  # type: ignore[assignment]
        else:
            unsure.append(
                f"PaO2 {one.number:g} without its FiO2 {when(seen)} (liters of oxygen are not converted)"
            )
            continue
        how = f"computed from PaO2 {one.number:g} and {why}"
        found.append(Reading("PaO2/FiO2 ratio", round(one.number / share * 100, 1), "", both, how))
    return found, unsure


def _on_room_air(term: str) -> Callable[[Sequence[Observation], Patient], Computed]:
    def compute(observed: Sequence[Observation], patient: Patient) -> Computed:
        found, unsure, _ = _read(observed, term)
        air = [one for one in found if _ROOM_AIR.search(one.observations[0].words)]
        if found and not air:
            unsure.append(f"{term} was read, but not said to be on room air")
        return air, unsure

    return compute


def _urine_rate(observed: Sequence[Observation], patient: Patient) -> Computed:
    weights, unsure, _ = _read(observed, "weight")
    weight = patient.weight or (weights[-1].number if weights else None)
    volumes, why, _ = _read(observed, "urine output")
    found = []
    for one in volumes:
        seen = one.observations[0]
        over = _HOURS.search(seen.words)
        hours = float(over["hours"]) if over else None
        if _PER_KG.search(seen.words):
            found.append(Reading("urine output rate", one.number, "mL/kg/h", (seen,), hours=hours))
        elif hours and weight:
            rate = round(one.number / weight / hours, 2)
            how = f"{one.number:g} mL in {hours:g} h at {weight:g} kg"
            found.append(Reading("urine output rate", rate, "mL/kg/h", (seen,), how, hours))
        else:
            lacks = "the hours are not written" if not hours else "the weight is not known"
            why.append(f"{one.number:g} mL {when(seen)}: {lacks}")
    return found, [*unsure, *why]


def _from_two(
    result: tuple[str, str], terms: tuple[str, str], reckon: Callable[[float, float], float], says: str
) -> Callable[[Sequence[Observation], Patient], Computed]:
    def compute(observed: Sequence[Observation], patient: Patient) -> Computed:
        lefts, unsure, _ = _read(observed, terms[0])
        rights, why, _ = _read(observed, terms[1])
        found = []
        for left in lefts:
            right = next(
                (one for one in rights if _together(left.observations[0], one.observations[0])), None
            )
            if right:
                how = f"computed from {says.format(left.number, right.number)}"
                both = (left.observations[0], right.observations[0])
                found.append(
                    Reading(result[0], round(reckon(left.number, right.number), 1), result[1], both, how)
                )
        return found, [*unsure, *why]

    return compute


def _bmi(weight: float, height: float) -> float:
    return weight / (height / 100) ** 2


def _osmolality(sodium: float, glucose: float) -> float:
    return 2 * sodium + glucose / 18


_COMPUTED: dict[str, Callable[[Sequence[Observation], Patient], Computed]] = {
    "systolic pressure": _pressure("systolic"),
    "diastolic pressure": _pressure("diastolic"),
    "mean arterial pressure": _pressure("mean"),
    "PaO2/FiO2 ratio": _ratio,
    "oxygen saturation on room air": _on_room_air("oxygen saturation"),
    "partial pressure of oxygen on room air": _on_room_air("partial pressure of oxygen"),
    "urine output rate": _urine_rate,
    "body mass index": _from_two(
        ("body mass index", "kg/m2"), ("weight", "height"), _bmi, "{:g} kg and {:g} cm"
    ),
    "effective osmolality": _from_two(
        ("effective osmolality", "mOsm/kg"), ("sodium", "glucose"), _osmolality, "Na {:g} and glucose {:g}"
    ),
}
COMPUTED = frozenset(_COMPUTED)
"""The terms that are computed from other values."""
