"""What each copy of a form is given: who, where and when; and how numbers become ids."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import pyarrow as pa

Array = np.ndarray[Any, np.dtype[Any]]
_NUMBERED = 1_000_000_000


@dataclass
class Copies:
    """One value a claim: which form, when, of whom, by whom. Days count from 1970-01-01.

    Attributes:
        form: its number.
        day, days: its first day, and the last less the first.
        claim, patient: numbers from 0, of all batches.
        sex, contractor: numbers of words. birth: the day.
        provider, group, facility: numbers, where the form leaves them to the copy.
        beside: which list of chronic diagnoses stands after its own; `NONE` for none.
    """

    form: Array
    day: Array
    days: Array
    claim: Array
    patient: Array
    sex: Array
    birth: Array
    contractor: Array
    provider: Array
    group: Array
    facility: Array
    beside: Array


@dataclass
class Beside:
    """Lists of chronic diagnoses, packed as the parts of forms are."""

    start: Array
    count: Array
    code: Array
    poa: Array


def names(numbers: Array, letter: str) -> pa.Array:
    """Ids of one length: C1000000007."""
    import pyarrow as pa
    import pyarrow.compute as pc

    return pc.binary_join_element_wise(letter, pc.cast(pa.array(numbers + _NUMBERED), pa.string()), "")


def identifiers(numbers: Array) -> pa.Array:
    """A national provider identifier, with its check digit, for each number below 100 million.

    Source: 45 CFR 162.406; the Luhn sum is taken with 80840 before the number, which adds 24.

    >>> identifiers(np.array([0]))[0].as_py()
    '1000000004'
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    nine = 100_000_000 + (numbers.astype(np.int64) * 7_919) % 100_000_000
    total = np.full(len(nine), 24, np.int64)
    left = nine.copy()
    for place in range(9):
        digit = left % 10
        left //= 10
        if place % 2 == 0:
            digit = digit * 2
            digit -= 9 * (digit > 9)
        total += digit
    return pc.cast(pa.array(nine * 10 + (10 - total % 10) % 10), pa.string())


def completed_years(birth: Array, on: Array) -> Array:
    """Ages in completed years, as `Patient.age_on`."""
    one, two = birth.astype("M8[D]"), on.astype("M8[D]")
    years = two.astype("M8[Y]").astype(int) - one.astype("M8[Y]").astype(int)
    completed: Array = (years - (_in_year(two) < _in_year(one))).astype(np.int32)
    return completed


def _in_year(day: Array) -> Array:
    month = day.astype("M8[M]")
    place: Array = (month.astype(int) % 12) * 100 + (day - month).astype(int)
    return place
