"""The rows of the claim form for service lines."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import ipywidgets as widgets

from codinglab.lab.buttons import small_button
from codinglab.lab.worksheet import Worksheet
from codinglab.model import Hcpcs, InvalidInputError, Modifier, ServiceLine

COLUMNS = (
    ("Code", "74px", "five characters"),
    ("Mod", "84px", "modifiers, in order"),
    ("Units", "58px", "units of service"),
    ("Points to", "84px", "diagnoses by number, first is the main one"),
    ("POS", "52px", "place of service, two digits"),
)


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
        self._boxes = [
            widgets.Text(
                placeholder=name,
                tooltip=f"{name}: {about}",
                continuous_update=False,
                layout=widgets.Layout(width=width, flex="0 1 auto"),
            )
            for name, width, about in COLUMNS
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
        values = (
            line.code.written,
            " ".join(line.modifiers),
            str(line.units),
            " ".join(str(pointer) for pointer in line.pointers),
            line.place_of_service,
        )
        for box, value, (name, _width, about) in zip(self._boxes, values, COLUMNS, strict=True):
            box.value = value
            box.tooltip = f"Line {position}, {name}: {about}"
        self._quiet = False

    def _edited(self, _change: dict[str, Any]) -> None:
        if not self._quiet and not self._worksheet.attempt(self._edit):
            self.show(self._position, self._worksheet.answers.lines[self._position - 1])

    def _edit(self) -> None:
        code, modifiers, units, pointers, place = (box.value.strip() for box in self._boxes)
        if not units.isdecimal() or int(units) < 1 or len(units) > 6:
            msg = f"Line {self._position}: units must be a whole number from 1, not '{units}'."
            raise InvalidInputError(msg)
        changed = replace(
            self._worksheet.answers.lines[self._position - 1],
            code=read_code(code),
            modifiers=read_modifiers(modifiers),
            units=int(units),
            pointers=read_pointers(pointers, len(self._worksheet.answers.diagnoses)),
            place_of_service=place,
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
