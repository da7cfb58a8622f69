"""The rows of the claim form for service lines: their boxes, and what is typed into them."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from codinglab.lab.workbench.claim_boxes import letters, read_pointers
from codinglab.lab.workbench.code_tags import CodeTags
from codinglab.lab.workbench.row_marks import RowFindings, beside
from codinglab.model import Answers, ClaimType, Hcpcs, InvalidInputError, Modifier, ServiceLine
from codinglab.parse import as_day

_MOST_MODIFIERS = 4


@dataclass(frozen=True, slots=True)
class Column:
    """A box of a service line.

    Attributes:
        field: of the line.
        box: its number on the form.
        name: what stands above it.
        about: what it takes, in words.
        width: in characters.
        shown: what a line shows in it.
    """

    field: str
    box: str
    name: str
    about: str
    width: int
    shown: Callable[[ServiceLine], str]

    def as_data(self) -> dict[str, Any]:
        """The column for the browser."""
        return {
            "field": self.field, "box": self.box, "name": self.name, "about": self.about, "width": self.width,
        }  # fmt: skip


def _code(box: str) -> Column:
    return Column("code", box, "Code", "five characters", 5, lambda line: line.code.written)


def _modifiers() -> Column:
    about = "up to four, in order"
    return Column("modifiers", "", "Modifiers", about, 11, lambda line: " ".join(line.modifiers))


def _units(box: str) -> Column:
    return Column("units", box, "Units", "a whole number", 3, lambda line: str(line.units))


def _day(box: str) -> Column:
    return Column("date", box, "Date", "YYYY-MM-DD", 10, lambda line: line.date.isoformat())


PROFESSIONAL = (
    _day("24A"),
    Column("place_of_service", "24B", "POS", "place of service, two digits", 2,
           lambda line: line.place_of_service),
    _code("24D"),
    _modifiers(),
    Column("pointers", "24E", "Points", "to diagnoses by letter, the main one first", 4,
           lambda line: letters(line.pointers)),
    _units("24G"),
)  # fmt: skip
FACILITY = (
    Column("revenue_code", "42", "Rev", "revenue code, four digits", 4, lambda line: line.revenue_code),
    _code("44"),
    _modifiers(),
    _day("45"),
    _units("46"),
)


def columns(claim_type: ClaimType) -> tuple[Column, ...]:
    """The boxes of a line on a claim of this type."""
    return PROFESSIONAL if claim_type is ClaimType.PROFESSIONAL else FACILITY


def line_rows(
    answers: Answers, claim_type: ClaimType, tags: CodeTags, findings: RowFindings
) -> list[dict[str, Any]]:
    """A row a service line, in order: what stands in its boxes, where it points, evidence, findings."""
    return [
        {
            **tags.service(line.code, line.date).as_data(line.code.written),
            **beside(answers, line.code),
            "boxes": {column.field: column.shown(line) for column in columns(claim_type)},
            "to": list(line.pointers),
            "found": findings.of("line", str(position)),
        }
        for position, line in enumerate(answers.lines, start=1)
    ]


def edited(line: ServiceLine, field: str, text: str, diagnoses: int) -> ServiceLine:
    """A line with one box changed to what was typed.

    Raises:
        InvalidInputError: what was typed cannot stand in that box; the message says why.
    """
    typed = text.strip()
    if field == "code":
        return replace(line, code=read_code(typed))
    if field == "modifiers":
        return replace(line, modifiers=read_modifiers(typed))
    if field == "units":
        return replace(line, units=_read_units(typed))
    if field == "pointers":
        return replace(line, pointers=read_pointers(typed, diagnoses))
    if field == "date":
        return replace(line, date=as_day(typed or line.date))
    if field == "place_of_service":
        return replace(line, place_of_service=_digits(typed, 2, "A place of service"))
    if field == "revenue_code":
        return replace(line, revenue_code=_digits(typed, 4, "A revenue code"))
    msg = f"A service line has no box '{field}'."
    raise InvalidInputError(msg)


def _read_units(text: str) -> int:
    if not (text.isascii() and text.isdecimal()) or int(text) < 1 or len(text) > 6:
        msg = f"Units are a whole number from 1, not '{text}'."
        raise InvalidInputError(msg)
    return int(text)


def _digits(text: str, count: int, what: str) -> str:
    if text and not (text.isascii() and text.isdecimal() and len(text) == count):
        msg = f"{what} has {count} digits; this is '{text}'."
        raise InvalidInputError(msg)
    return text


def read_code(text: str) -> Hcpcs:
    """Read a service code. Raises InvalidInputError when it has not the form of one."""
    code = Hcpcs(text)
    if not code.well_formed:
        msg = f"'{text}' does not have the form of a CPT or HCPCS code: five characters, such as 99213."
        raise InvalidInputError(msg)
    return code


def read_modifiers(text: str) -> tuple[Modifier, ...]:
    """Read modifiers in order. Raises InvalidInputError on one that has not two characters, or on a fifth."""
    modifiers = tuple(Modifier(word) for word in re.split(r"[\s,;-]+", text) if word)
    for modifier in modifiers:
        if not modifier.well_formed:
            msg = f"'{modifier}' is not a modifier: two characters each, such as 25 or RT."
            raise InvalidInputError(msg)
    if len(modifiers) > _MOST_MODIFIERS:
        msg = f"A service line carries up to four modifiers, not {len(modifiers)}."
        raise InvalidInputError(msg)
    return modifiers
