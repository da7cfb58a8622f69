"""The claim form: what is assigned, in order, ready to be claimed."""

from __future__ import annotations

from html import escape
from typing import Any

import ipywidgets as widgets

from codinglab.lab.display import element, heading
from codinglab.lab.workbench.claim_html import claim_html
from codinglab.lab.workbench.diagnosis_rows import DiagnosisRow, ProcedureRow
from codinglab.lab.workbench.line_rows import LineRow
from codinglab.lab.workbench.service_line import service_line
from codinglab.lab.worksheet import Topic, Worksheet
from codinglab.model import Answers, InvalidInputError


class ClaimForm:
    """Diagnoses of every claim; procedures of an inpatient one; service lines of the others.

    Rows are made once and shown again with other contents, so that a change stays quick.
    """

    def __init__(self, worksheet: Worksheet) -> None:
        self._worksheet = worksheet
        self._diagnosis_rows: list[DiagnosisRow] = []
        self._procedure_rows: list[ProcedureRow] = []
        self._line_rows: list[LineRow] = []
        self._diagnoses, self._procedures, self._lines = widgets.VBox(), widgets.VBox(), widgets.VBox()
        parts: list[Any] = [widgets.HTML(self._diagnosis_heading()), self._diagnoses]
        if worksheet.inpatient:
            parts += [
                widgets.HTML(heading("Procedures", "ICD-10-PCS, found by the search")),
                self._procedures,
            ]
        else:
            parts += [widgets.HTML(heading("Service lines", "CPT or HCPCS")), self._lines, self._new_line()]
        self.widget = widgets.VBox(parts)
        self.widget.add_class("cl-panel")
        worksheet.observe(self._changed)
        self._refresh()

    @property
    def answer(self) -> Answers:
        """The answers as they stand."""
        return self._worksheet.answers

    def static_html(self) -> str:
        """The claim in the boxes of its form."""
        return claim_html(self._worksheet.case, self._worksheet.answers)

    def _diagnosis_heading(self) -> str:
        first = "principal first; POA on each" if self._worksheet.inpatient else "first-listed first"
        return heading("Diagnoses", first)

    def _new_line(self) -> widgets.HBox:
        self._new_code = widgets.Text(
            placeholder="code, e.g. 99213",
            tooltip="Code of the new service line",
            continuous_update=False,
            layout=widgets.Layout(width="150px"),
        )
        add = widgets.Button(
            description="Add line", tooltip="Add a service line", layout=widgets.Layout(width="90px")
        )
        add.on_click(lambda _button: self._worksheet.attempt(self._add_line))
        row = widgets.HBox([self._new_code, add])
        row.add_class("cl-row")
        return row

    def _add_line(self) -> None:
        if not self._new_code.value.strip():
            msg = "Type the code of the service line first."
            raise InvalidInputError(msg)
        line = service_line(self._worksheet, self._new_code.value)
        self._worksheet.add_line(line, self._worksheet.selection)
        self._new_code.value = ""
        self._worksheet.clear_selection()

    def _changed(self, topic: Topic) -> None:
        if topic is Topic.ANSWERS:
            self._refresh()

    def _refresh(self) -> None:
        answers, sheet = self._worksheet.answers, self._worksheet
        _fill(
            self._diagnoses,
            self._diagnosis_rows,
            answers.diagnoses,
            lambda: DiagnosisRow(sheet),
            NO_DIAGNOSIS,
        )
        if sheet.inpatient:
            _fill(
                self._procedures,
                self._procedure_rows,
                answers.procedures,
                lambda: ProcedureRow(sheet),
                NONE_YET,
            )
        else:
            _fill(self._lines, self._line_rows, answers.lines, lambda: LineRow(sheet), NONE_YET)


NO_DIAGNOSIS = "Nothing assigned yet. Press / to search, or take a suggestion."
NONE_YET = "None yet."


def _fill(box: widgets.VBox, rows: list[Any], items: tuple[Any, ...], make: Any, empty: str) -> None:
    """Show `items` in `rows`, making rows as they are needed."""
    while len(rows) < len(items):
        rows.append(make())
    for position, (row, item) in enumerate(zip(rows, items, strict=False), start=1):
        row.show(position, item)
    shown = tuple(row.widget for row in rows[: len(items)])
    if not shown:
        box.children = (widgets.HTML(element("p", escape(empty), css="cl-empty")),)
    elif box.children != shown:
        box.children = shown
