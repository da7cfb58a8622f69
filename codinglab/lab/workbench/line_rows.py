"""The rows of the claim form for service lines."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import ipywidgets as widgets

from codinglab.lab.buttons import small_button
from codinglab.lab.worksheet import Worksheet
from codinglab.model import ClaimType, Hcpcs, InvalidInputError, Modifier, ServiceLine
from codinglab.parse import as_day


@dataclass(frozen=True, slots=True)
class Column:
    """A box of a service line: its name, width, what it is for, and how a line is shown in it."""

    name: str
    width: str
    about: str
    shown: Callable[[ServiceLine], str]


CODE = Column("Code", "74px", "five characters", lambda line: line.code.written)
MODIFIERS = Column("Mod", "84px", "modifiers, in order", lambda line: " ".join(line.modifiers))
UNITS = Column("Units", "58px", "units of service", lambda line: str(line.units))
POINTERS = Column(
    "Points to",
    "84px",
    "diagnoses by number, first is the main one",
    lambda line: " ".join(map(str, line.pointers)),
)
PLACE = Column("POS", "52px", "place of service, two digits", lambda line: line.place_of_service)
REVENUE = Column("Rev", "62px", "revenue code, four digits", lambda line: line.revenue_code)
DAY = Column("Date", "98px", "day of service, YYYY-MM-DD", lambda line: line.date.isoformat())
PROFESSIONAL = (CODE, MODIFIERS, UNITS, POINTERS, PLACE, DAY)
FACILITY = (CODE, MODIFIERS, UNITS, REVENUE, DAY)


def read_pointers(text: str, diagnoses: int) -> tuple[int, ...]:
    """Read diagnosis pointers: numbers, or the letters of the CMS-1500 (A is 1).

    >>> read_pointers("B, 1", 2), read_pointers("AB", 2)
    ((2, 1), (1, 2))

    Raises:
        InvalidInputError: a pointer that is no diagnosis of the claim.
    """
    marks = re.findall(r"\d+|[A-Za-z]|[^\s,;]", text)
    pointers = tuple(int(mark) if mark.isdecimal() else ord(mark.upper()) - ord("A") + 1 for mark in marks)
    for mark, pointer in zip(marks, pointers, strict=True):
        if not 1 <= pointer <= diagnoses:
            msg = f"Pointer '{mark}' points to no diagnosis: the claim has {diagnoses}."
            raise InvalidInputError(msg)
    return tuple(dict.fromkeys(pointers))


class LineRow:
    """One service line to edit; every change goes to the worksheet when its box is left."""

    def __init__(self, worksheet: Worksheet) -> None:
        self._worksheet = worksheet
        self._position = 0
        self._quiet = False
        outpatient = worksheet.case.encounter.claim_type is ClaimType.OUTPATIENT
        self._columns = FACILITY if outpatient else PROFESSIONAL
        self._boxes = [
            widgets.Text(
                placeholder=column.name,
                tooltip=f"{column.name}: {column.about}",
                continuous_update=False,
                layout=widgets.Layout(width=column.width, flex="0 1 auto"),
            )
            for column in self._columns
        ]
        for box in self._boxes:
            box.observe(self._edited, names="value")
        self._number = widgets.HTML(layout=widgets.Layout(width="22px", flex="0 0 auto"))
        self._drop = small_button("×", "Remove")
        self._drop.on_click(lambda _button: worksheet.attempt(lambda: worksheet.remove_line(self._position)))
        self.widget = widgets.HBox([self._number, *self._boxes, self._drop])
        self.widget.add_class("cl-row")

    def show(self, position: int, line: ServiceLine) -> None:
        """Show a service line in this row."""
        self._position = position
        self._number.value = f'<span class="cl-mark">{position}</span>'
        self._drop.tooltip = f"Remove line {position}"
        self._quiet = True
        for box, column in zip(self._boxes, self._columns, strict=True):
            box.value = column.shown(line)
            box.tooltip = f"Line {position}, {column.name}: {column.about}"
        self._quiet = False

    def _edited(self, _change: dict[str, Any]) -> None:
        if not self._quiet and not self._worksheet.attempt(self._edit):
            self.show(self._position, self._worksheet.answers.lines[self._position - 1])

    def _edit(self) -> None:
        typed = {column: box.value.strip() for column, box in zip(self._columns, self._boxes, strict=True)}
        line = self._worksheet.answers.lines[self._position - 1]
        units = typed[UNITS]
        if not units.isdecimal() or int(units) < 1 or len(units) > 6:
            msg = f"Line {self._position}: units must be a whole number from 1, not '{units}'."
            raise InvalidInputError(msg)
        diagnoses = len(self._worksheet.answers.diagnoses)
        pointers = typed.get(POINTERS)
        changed = replace(
            line,
            code=read_code(typed[CODE]),
            modifiers=read_modifiers(typed[MODIFIERS]),
            units=int(units),
            pointers=line.pointers if pointers is None else read_pointers(pointers, diagnoses),
            place_of_service=typed.get(PLACE, line.place_of_service),
            revenue_code=typed.get(REVENUE, line.revenue_code),
            date=as_day(typed[DAY] or line.date),
        )
        self._worksheet.edit_line(self._position, changed)


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
    if len(modifiers) > 4:
        msg = f"A service line carries up to four modifiers, not {len(modifiers)}."
        raise InvalidInputError(msg)
    return modifiers
