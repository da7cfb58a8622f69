"""Planted errors: claims that are wrong in a known way, and what is written down about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from codinglab.claims.generate.forms import Form
from codinglab.model import Claim

Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True)
class Error:
    """What an edit must say, or may, of a planted claim.

    Attributes:
        edit: the edit's id.
        claim: which claim of the plant, from 0.
        line, diagnosis, procedure: where, from 1; None where the claim as a whole is meant or the place
            is not known beforehand.
        must: False: the edit may fire beside what was planted, and is neither missed nor false.
    """

    edit: str
    claim: int = 0
    line: int | None = None
    diagnosis: int | None = None
    procedure: int | None = None
    must: bool = True


@dataclass(frozen=True)
class Plant:
    """Claims of one patient with one error.

    Attributes:
        kind: the kind of error; plants of one kind stand for one another.
        claims: with `forms.ASSIGNED` where each copy is given its own number.
        errors: what is planted.
        first, last: the days between which the first claim may begin; None: its own day.
    """

    kind: str
    claims: tuple[Claim, ...]
    errors: tuple[Error, ...]
    first: date | None = None
    last: date | None = None


TRUTH = pa.schema(
    {
        "claim": pa.string(),
        "claim_type": pa.string(),
        "line": pa.int32(),
        "diagnosis": pa.int32(),
        "procedure": pa.int32(),
        "edit": pa.string(),
        "kind": pa.string(),
        "planted": pa.bool_(),
    }
)
"""The truth: a row an edit and claim (and place) of a plant.

`claim` is the claim's name; `planted` False says that the edit may fire there and is not counted.
"""


@dataclass(frozen=True)
class Bed:
    """Plants packed: of plant i the forms `start[i]` and on, `count[i]` of them.

    Attributes:
        offset: of each form, its first day less that of the plant's first claim.
        day: of each plant, its own day; low, high: between which days it may begin.
        sex, years, birthday: of each plant, the patient's sex, the years from birth to the first claim, and
            the days of the first claim after the birthday of its year.
        order: the plants of each kind, one list after the other; `kinds` says where each begins.
    """

    forms: tuple[Form, ...]
    start: Array
    count: Array
    lines: Array
    offset: Array
    low: Array
    high: Array
    sex: tuple[str, ...]
    years: Array
    birthday: Array
    kinds: tuple[Array, ...]


def lay_out(plants: Sequence[Plant], since: date, through: date) -> Bed:
    """Pack plants for a time; one that cannot be moved into it keeps its own day."""
    forms, count, offset, days = [], [], [], []
    for plant in plants:
        opens = plant.claims[0].from_date
        count.append(len(plant.claims))
        for claim in plant.claims:
            forms.append(Form(claim))
            offset.append((claim.from_date - opens).days)
        days.append(_window(plant, since, through))
    counts = np.array(count, np.int64)
    by_kind: dict[str, list[int]] = {}
    for number, plant in enumerate(plants):
        by_kind.setdefault(plant.kind, []).append(number)
    ages = [_age(plant.claims[0]) for plant in plants]
    return Bed(
        forms=tuple(forms),
        start=np.cumsum(counts) - counts,
        count=counts,
        lines=np.array([sum(len(claim.lines) for claim in plant.claims) for plant in plants], np.int64),
        offset=np.array(offset, np.int64),
        low=np.array([low for low, _ in days], np.int64),
        high=np.array([high for _, high in days], np.int64),
        sex=tuple(plant.claims[0].patient.sex.value for plant in plants),
        years=np.array([years for years, _ in ages], np.int64),
        birthday=np.array([birthday for _, birthday in ages], np.int64),
        kinds=tuple(np.array(numbers) for numbers in by_kind.values()),
    )


_EPOCH = date(1970, 1, 1).toordinal()


def _window(plant: Plant, since: date, through: date) -> tuple[int, int]:
    opens = plant.claims[0].from_date
    ends = max(max(claim.through_date, claim.from_date) for claim in plant.claims)
    if plant.first is not None and plant.last is not None:
        low = max(plant.first, since).toordinal()
        high = min(plant.last.toordinal(), through.toordinal() - (ends - opens).days)
        if low <= high:
            return low - _EPOCH, high - _EPOCH
    return opens.toordinal() - _EPOCH, opens.toordinal() - _EPOCH


def _age(claim: Claim) -> tuple[int, int]:
    """Years from birth to the claim's year, and its days after the birthday of that year."""
    born, day = claim.patient.birth_date, claim.from_date
    birthday = date(day.year, born.month, min(born.day, 28) if born.month == 2 else born.day)
    return day.year - born.year, (day - birthday).days


def schedule(bed: Bed, count: int, seed: int) -> Array:
    """Which plants are made, in order: each kind in turn, one of many lines less often."""
    rng = np.random.default_rng([seed, 1])
    times, numbers = [], []
    for plants in bed.kinds:
        each = 1 + bed.lines[plants].mean() / 40
        turns = min(count, max(2, int(3 * count / len(bed.kinds) / each) + 2))
        shuffled = rng.permutation(plants)
        times.append(np.arange(turns) * each + rng.random() * 0.9)
        numbers.append(shuffled[np.arange(turns) % len(shuffled)])
    order = np.argsort(np.concatenate(times), kind="stable")
    chosen: Array = np.concatenate(numbers)[order][:count]
    return chosen
