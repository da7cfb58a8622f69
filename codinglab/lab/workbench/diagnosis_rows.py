"""The rows of the claim form for diagnoses and for inpatient procedures."""

from __future__ import annotations

from html import escape
from typing import Any

import ipywidgets as widgets

from codinglab.lab.buttons import small_button
from codinglab.lab.code_title import title_of
from codinglab.lab.display import element
from codinglab.lab.worksheet import POA_VALUES, Worksheet
from codinglab.model import Diagnosis, Evidence, InvalidInputError, Procedure


def evidence_of(worksheet: Worksheet, code: str) -> str:
    """The words given as evidence for a code and how it was reached, as HTML."""
    given: list[Evidence] = [link.evidence for link in worksheet.answers.evidence if link.code == code]
    words = "; ".join(" ".join(evidence.quote.split()) for evidence in given)
    path = next((item.path for item in worksheet.answers.paths if item.code == code), "")
    reached = element("span", f" {escape(path)}", css="cl-places cl-path") if path else ""
    if not words:
        return element("span", "no evidence given", css="cl-places cl-none") + reached
    return element("span", f"“{escape(words)}”", css="cl-places") + reached


class DiagnosisRow:
    """One assigned diagnosis: mark, code, title, evidence, POA, and its buttons."""

    def __init__(self, worksheet: Worksheet) -> None:
        self._worksheet = worksheet
        self._position = 0
        self._quiet = False
        self._text = widgets.HTML(layout=widgets.Layout(flex="1 1 auto", min_width="0"))
        self._poa = widgets.Dropdown(
            options=[(value or "POA …", value) for value in POA_VALUES],
            tooltip="Present on admission",
            layout=widgets.Layout(width="78px", flex="0 0 auto"),
        )
        self._poa.observe(self._poa_chosen, names="value")
        self._link = small_button("+“", "Give the taken words as evidence")
        self._up, self._down, self._drop = (
            small_button("↑", "Move up"),
            small_button("↓", "Move down"),
            small_button("×", "Remove"),
        )
        self._link.on_click(lambda _button: self._worksheet.attempt(self._link_selection))
        self._up.on_click(lambda _button: self._move(-1))
        self._down.on_click(lambda _button: self._move(+1))
        self._drop.on_click(
            lambda _button: self._worksheet.attempt(lambda: self._worksheet.remove_diagnosis(self._position))
        )
        boxes = [self._text, *([self._poa] if worksheet.inpatient else []), self._link, self._up, self._down]
        self.widget = widgets.HBox([*boxes, self._drop])
        self.widget.add_class("cl-row")

    def show(self, position: int, diagnosis: Diagnosis) -> None:
        """Show a diagnosis in this row."""
        self._position = position
        written = diagnosis.code.written
        first = ("P", "principal") if self._worksheet.inpatient else ("1st", "first-listed")
        mark = first if position == 1 else (str(position), f"diagnosis {position}")
        self._text.value = (
            element("span", mark[0], css="cl-mark cl-first" if position == 1 else "cl-mark", title=mark[1])
            + element("span", escape(written), css="cl-code")
            + element("span", f" {escape(title_of(diagnosis.code, self._worksheet.on))} ", css="cl-title")
            + evidence_of(self._worksheet, diagnosis.code)
        )
        self._quiet = True
        self._poa.value = diagnosis.poa if diagnosis.poa in POA_VALUES else ""
        self._quiet = False
        for button, says in (
            (self._link, f"Give the taken words as evidence for {written}"),
            (self._up, f"Move {written} up"),
            (self._down, f"Move {written} down"),
            (self._drop, f"Remove {written}"),
        ):
            button.tooltip = says
        self._up.disabled = position == 1
        self._down.disabled = position == len(self._worksheet.answers.diagnoses)

    def _poa_chosen(self, change: dict[str, Any]) -> None:
        if not self._quiet:
            self._worksheet.attempt(lambda: self._worksheet.set_poa(self._position, change["new"]))

    def _move(self, by: int) -> None:
        self._worksheet.attempt(lambda: self._worksheet.move_diagnosis(self._position, self._position + by))

    def _link_selection(self) -> None:
        chosen = self._worksheet.selection
        if chosen is None:
            msg = "Take words from the note first: mark them with the mouse, or with n and Enter."
            raise InvalidInputError(msg)
        self._worksheet.link_evidence(self._worksheet.answers.diagnoses[self._position - 1].code, chosen)
        self._worksheet.clear_selection()


class ProcedureRow:
    """One ICD-10-PCS procedure: code, title, evidence, day, and a button to remove it."""

    def __init__(self, worksheet: Worksheet) -> None:
        self._worksheet = worksheet
        self._position = 0
        self._quiet = False
        self._text = widgets.HTML(layout=widgets.Layout(flex="1 1 auto", min_width="0"))
        self._day = widgets.DatePicker(layout=widgets.Layout(width="140px", flex="0 0 auto"))
        self._day.observe(self._day_chosen, names="value")
        self._drop = small_button("×", "Remove")
        self._drop.on_click(
            lambda _button: worksheet.attempt(lambda: worksheet.remove_procedure(self._position))
        )
        self.widget = widgets.HBox([self._text, self._day, self._drop])
        self.widget.add_class("cl-row")

    def show(self, position: int, procedure: Procedure) -> None:
        """Show a procedure in this row."""
        self._position = position
        title = title_of(procedure.code, self._worksheet.on, procedure=True)
        self._text.value = (
            element("span", f"{position}", css="cl-mark")
            + element("span", escape(procedure.code.written), css="cl-code")
            + element("span", f" {escape(title)} ", css="cl-title")
            + evidence_of(self._worksheet, procedure.code)
        )
        self._quiet = True
        self._day.value = procedure.date
        self._quiet = False
        self._day.tooltip = f"Day of {procedure.code.written}"
        self._drop.tooltip = f"Remove {procedure.code.written}"

    def _day_chosen(self, change: dict[str, Any]) -> None:
        if not self._quiet and change["new"] is not None:
            self._worksheet.attempt(lambda: self._worksheet.edit_procedure(self._position, change["new"]))
