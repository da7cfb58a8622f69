"""Claims without who, where and when, packed into arrays that are copied any number of times."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np

from codinglab.claims.generate.money import allowed
from codinglab.model import Claim, ClaimType

if TYPE_CHECKING:
    import pyarrow as pa

ASSIGNED = "\0"
"""Stands in a form for what each copy is given: a provider's number, a group, a facility, a contractor."""

NONE = -1
Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True)
class Form:
    """A claim to copy; its dates count from its first day.

    Attributes:
        days: least and most days of a stay of any length; None: the claim's own days.
        newborn: the patient is born on its first day.
    """

    claim: Claim
    days: tuple[int, int] | None = None
    newborn: bool = False


class Words:
    """Texts by number."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def __call__(self, text: str) -> int:
        """The number of a text, a new one where it has none."""
        return self._numbers.setdefault(str(text), len(self._numbers))

    def array(self) -> pa.Array:
        """The texts in the order of their numbers."""
        import pyarrow as pa

        return pa.array(list(self._numbers), pa.string())


@dataclass
class Parts:
    """The rows of one relation: those of a form are `count` rows from `start` on."""

    start: Array
    count: Array
    columns: dict[str, Array]


@dataclass
class Forms:
    """Packed forms: columns with a value each, and the parts of each relation by name."""

    words: Words = field(default_factory=Words)
    columns: dict[str, Array] = field(default_factory=dict)
    parts: dict[str, Parts] = field(default_factory=dict)


def pack(forms: Sequence[Form]) -> Forms:
    """Pack forms; their numbers are their places."""
    packed = Forms()
    heads = [_head(form, packed.words) for form in forms]
    packed.columns = {name: np.array([head[name] for head in heads]) for name in heads[0]}
    for name, rows_of in _ROWS.items():
        counts: list[int] = []
        rows: list[tuple[Any, ...]] = []
        for form in forms:
            found = rows_of(form, packed.words)
            counts.append(len(found))
            rows += found
        count = np.array(counts, np.int64)
        values = list(zip(*rows, strict=True)) if rows else [()] * len(_COLUMNS[name])
        columns: dict[str, Array] = {
            column: np.array(value, kind)
            for (column, kind), value in zip(_COLUMNS[name].items(), values, strict=True)
        }
        packed.parts[name] = Parts(np.cumsum(count) - count, count, columns)
    return packed


def _head(form: Form, words: Words) -> dict[str, int]:
    claim = form.claim

    def literal(text: str) -> int:
        return NONE if text == ASSIGNED else words(text)

    span = (claim.through_date - claim.from_date).days
    least, most = form.days or (span, span)
    return {
        "type": words(claim.claim_type.value),
        "professional": claim.claim_type is ClaimType.PROFESSIONAL,
        "inpatient": claim.claim_type is ClaimType.INPATIENT,
        "least": least,
        "most": most,
        "newborn": form.newborn,
        "admitted": (claim.admission_date - claim.from_date).days if claim.admission_date else 0,
        "has_admission": claim.admission_date is not None,
        "discharge": words(claim.discharge_status),
        "bill": words(claim.bill_type),
        "provider": literal(claim.provider.id),
        "specialty": words(claim.provider.specialty),
        "has_specialty": bool(claim.provider.specialty),
        "group": literal(claim.provider.group),
        "facility": literal(claim.facility_id),
        "contractor": literal(claim.contractor),
        "admitting": words(claim.admitting_diagnosis or ""),
        "lines": len(claim.lines),
    }


def _offset(day: date | None, claim: Claim) -> int:
    return (day - claim.from_date).days if day else 0


def _diagnoses(form: Form, words: Words) -> list[tuple[Any, ...]]:
    return [(words(one.code), words(one.poa)) for one in form.claim.diagnoses]


def _procedures(form: Form, words: Words) -> list[tuple[Any, ...]]:
    claim = form.claim
    return [(words(one.code), _offset(one.date, claim)) for one in claim.procedures]


def _lines(form: Form, words: Words) -> list[tuple[Any, ...]]:
    claim = form.claim
    rows = []
    for line in claim.lines:
        stay = line.through == date.max
        since = _offset(line.date, claim)
        last = since if stay else _offset(line.through or line.date, claim)
        shown = (words(line.code), line.units, since, last, words(line.place_of_service))
        price = allowed(str(line.code), line.revenue_code)
        rows.append((*shown, words(line.revenue_code), stay, stay and not line.units, price))
    return rows


def _modifiers(form: Form, words: Words) -> list[tuple[Any, ...]]:
    return [
        (number, position, words(modifier))
        for number, line in enumerate(form.claim.lines, 1)
        for position, modifier in enumerate(line.modifiers, 1)
    ]


def _pointers(form: Form, _words: Words) -> list[tuple[Any, ...]]:
    return [
        (number, position, pointer)
        for number, line in enumerate(form.claim.lines, 1)
        for position, pointer in enumerate(line.pointers, 1)
    ]


def _conditions(form: Form, words: Words) -> list[tuple[Any, ...]]:
    return [(words(code),) for code in form.claim.condition_codes]


_ROWS = {
    "diagnosis": _diagnoses,
    "procedure": _procedures,
    "line": _lines,
    "modifier": _modifiers,
    "pointer": _pointers,
    "condition": _conditions,
}
_COLUMNS: dict[str, dict[str, type]] = {
    "diagnosis": {"code": np.int32, "poa": np.int32},
    "procedure": {"code": np.int32, "offset": np.int32},
    "line": {
        "code": np.int32,
        "units": np.int32,
        "since": np.int32,
        "through": np.int32,
        "place": np.int32,
        "revenue": np.int32,
        "stay": np.bool_,
        "by_day": np.bool_,
        "price": np.float64,
    },
    "modifier": {"line": np.int32, "position": np.int32, "modifier": np.int32},
    "pointer": {"line": np.int32, "position": np.int32, "diagnosis": np.int32},
    "condition": {"code": np.int32},
}
