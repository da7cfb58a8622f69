"""The boxes of the form: what each holds, and how text in a box becomes a value of the file and back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NUMBER = re.compile(r"-?\d{1,6}")
_NO_MODIFIER = "none"
_APART = re.compile(r"[\s,;]+")


class Kind(StrEnum):
    """What a box holds."""

    TEXT = "text"
    AREA = "area"
    CHOICE = "choice"
    KNOWN = "known"
    DOCUMENT = "document"
    DAY = "day"
    NUMBER = "number"
    YES = "yes"
    CODES = "codes"
    SETS = "sets"
    LINES = "lines"
    CODE = "code"
    QUOTE = "quote"
    ROWS = "rows"


@dataclass(frozen=True, slots=True)
class Field:
    """One box.

    Attributes:
        name: the entry in the file, dotted where it stands in a table: "claim.patient.sex".
        label: what the box is called.
        hint: shown in the empty box.
        choices: (label, value) of a choice, or the known values of a box that takes others too.
        optional: the entry is left out of the file while the box is empty.
        rows: the boxes of each row, where the field is a list of tables.
        noun: what one row is called.
        system: of a code: "ICD-10-CM", "ICD-10-PCS" or "HCPCS Level II".
    """

    name: str
    label: str
    kind: Kind = Kind.TEXT
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    optional: bool = False
    rows: tuple[Field, ...] = ()
    noun: str = "row"
    system: str = ""

    @property
    def path(self) -> tuple[str, ...]:
        """The steps to the entry."""
        return tuple(self.name.split("."))


def to_text(field: Field, value: Any) -> str:
    """What the box shows of a value, of whatever type it is."""
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        if field.kind is Kind.LINES:
            return "\n".join(map(str, value))
        if field.kind is Kind.SETS:
            return "; ".join(
                (" ".join(map(str, one)) or _NO_MODIFIER) if isinstance(one, list) else str(one)
                for one in value
            )
        return ", ".join(map(str, value))
    return str(value)


def from_text(field: Field, text: str) -> Any:
    """The value for what a box shows; what cannot be read stays as it was typed. None: leave it out."""
    trimmed = text.strip()
    if field.optional and not trimmed:
        return None
    match field.kind:
        case Kind.DAY:
            return _day(trimmed)
        case Kind.NUMBER:
            return int(trimmed) if _NUMBER.fullmatch(trimmed) else trimmed
        case Kind.CODES:
            return [one for one in _APART.split(trimmed) if one]
        case Kind.SETS:
            parts = [part.strip() for part in trimmed.split(";") if part.strip()]
            return [[] if part.lower() == _NO_MODIFIER else _APART.split(part) for part in parts]
        case Kind.LINES:
            return [line.strip() for line in text.splitlines() if line.strip()]
        case Kind.CODE:
            return trimmed
        case _:
            return text


def empty(fields: tuple[Field, ...]) -> dict[str, Any]:
    """A new row or entry: every box that is not optional, empty."""
    made: dict[str, Any] = {}
    for field in fields:
        if field.optional:
            continue
        value = first_value(field)
        at = made
        for step in field.path[:-1]:
            at = at.setdefault(step, {})
        at[field.path[-1]] = value
    return made


def first_value(field: Field) -> Any:
    """What stands in a new box."""
    if field.kind in {Kind.ROWS, Kind.CODES, Kind.SETS, Kind.LINES}:
        return []
    if field.kind is Kind.NUMBER:
        return 1
    if field.kind is Kind.YES:
        return False
    return field.choices[0][1] if field.kind is Kind.CHOICE and field.choices else ""


def clean(text: str) -> str:
    """Text as it can stand in a file: one kind of line end, and no half characters."""
    return text.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace").decode()


def _day(text: str) -> Any:
    if _DAY.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text
    return text
