"""The claim form: what is assigned, in order, ready to be claimed; a CMS-1500 or a UB-04."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import anywidget
import traitlets

from codinglab.lab.display import STATIC, script
from codinglab.lab.place import Place
from codinglab.lab.workbench.claim_facts import claim_facts
from codinglab.lab.workbench.claim_html import claim_html
from codinglab.lab.workbench.code_tags import CodeTags
from codinglab.lab.workbench.diagnosis_rows import diagnosis_rows, procedure_rows
from codinglab.lab.workbench.line_rows import edited, line_rows
from codinglab.lab.workbench.row_marks import RowFindings, by_row, evidence_of
from codinglab.lab.workbench.service_line import service_line
from codinglab.lab.worksheet import Topic, Worksheet
from codinglab.model import Answers, InvalidInputError
from codinglab.parse import as_day

KINDS = ("diagnosis", "procedure", "line")
_LONGEST = 200


class ClaimFormWidget(anywidget.AnyWidget):
    """The browser's half: rows with keys of their own; it shows at once what Python then confirms."""

    _esm = script("claim_rows.js", "claim_form.js")
    _css = STATIC / "claim_form.css"
    facts: Any = traitlets.Dict().tag(sync=True)
    diagnoses: Any = traitlets.List().tag(sync=True)
    procedures: Any = traitlets.List().tag(sync=True)
    lines: Any = traitlets.List().tag(sync=True)

    def __repr__(self) -> str:
        return "ClaimFormWidget()"


class ClaimForm:
    """Diagnoses of every claim; procedures of an inpatient one; service lines of the others.

    Args:
        show: called with a diagnosis code that the person wants to see in the tabular.
    """

    def __init__(self, worksheet: Worksheet, show: Callable[[str], object] | None = None) -> None:
        self._worksheet = worksheet
        self._show = show
        self._type = worksheet.case.encounter.claim_type
        self._tags = CodeTags(worksheet.on, severity=worksheet.inpatient)
        self._findings = RowFindings()
        self._shown: dict[str, int] = {}
        self.widget = ClaimFormWidget(facts=claim_facts(worksheet.case))
        self.widget.on_msg(self._asked)
        worksheet.observe(self._changed)
        self._refresh()

    @property
    def answer(self) -> Answers:
        """The answers as they stand."""
        return self._worksheet.answers

    def static_html(self) -> str:
        """The claim in the boxes of its form."""
        return claim_html(self._worksheet.case, self._worksheet.answers)

    def _changed(self, topic: Topic) -> None:
        if topic is Topic.REPORT:
            self._findings = by_row(self._worksheet.report, self._worksheet.answers)
        if topic in {Topic.ANSWERS, Topic.REPORT}:
            self._refresh()
        place = self._worksheet.place
        if topic is Topic.PLACE and place is not None and place.kind in KINDS:
            self.widget.send({"kind": "focus", "row": place.kind, "at": place.number, "field": place.field})

    def _refresh(self) -> None:
        """Give the browser the rows; those that are as before are not sent."""
        answers, tags, found = self._worksheet.answers, self._tags, self._findings
        self.widget.diagnoses = diagnosis_rows(answers, tags, found)
        if self._worksheet.inpatient:
            self.widget.procedures = procedure_rows(answers, tags, found)
        else:
            self.widget.lines = line_rows(answers, self._type, tags, found)

    def _asked(self, _widget: object, content: dict[str, Any], _buffers: object) -> None:
        """Do what was asked in the browser, and always answer, so that it shows what is true now."""
        reply: dict[str, Any] = {"kind": "done", "number": content.get("number"), "fault": ""}
        asked = getattr(self, f"_do_{content.get('kind')}", None)
        row = content.get("row") if content.get("row") in KINDS else "diagnosis"
        try:
            at = int(content.get("at") or 0)
            text = str(content.get("value") or "")[:_LONGEST]
            field = str(content.get("field") or "")
            if asked is not None and not self._worksheet.attempt(lambda: asked(row, at, text, field)):
                reply["fault"] = self._worksheet.status
        finally:
            self.widget.send({**reply, "row": row, "at": content.get("at"), "field": content.get("field")})

    def _do_move(self, row: str, at: int, to: str, _field: str) -> None:
        getattr(self._worksheet, f"move_{row}")(at, int(to))

    def _do_remove(self, row: str, at: int, _text: str, _field: str) -> None:
        getattr(self._worksheet, f"remove_{row}")(at)

    def _do_poa(self, _row: str, at: int, value: str, _field: str) -> None:
        self._worksheet.set_poa(at, value)

    def _do_edit(self, row: str, at: int, text: str, field: str) -> None:
        sheet = self._worksheet
        if row == "procedure":
            sheet.edit_procedure(at, as_day(text.strip()))
            return
        line = self._row(row, at)
        sheet.edit_line(at, edited(line, field, text, len(sheet.answers.diagnoses)))

    def _do_add(self, _row: str, _at: int, code: str, _field: str) -> None:
        if not code.strip():
            msg = "Type the code of the service line first."
            raise InvalidInputError(msg)
        self._worksheet.add_line(service_line(self._worksheet, code), self._worksheet.selection)
        self._worksheet.clear_selection()

    def _do_evidence(self, row: str, at: int, _text: str, _field: str) -> None:
        """Go to the words of a row in the chart, the next of them with each time."""
        code = self._row(row, at).code
        given = evidence_of(self._worksheet.answers, code)
        if not given:
            msg = f"{code.written} has no evidence yet: take words in the note and link them (l)."
            raise InvalidInputError(msg)
        self._shown[code] = (self._shown.get(code, -1) + 1) % len(given)
        self._worksheet.go(Place("words", evidence=given[self._shown[code]]))

    def _do_link(self, row: str, at: int, _text: str, _field: str) -> None:
        self._worksheet.link_evidence(self._row(row, at).code, self._worksheet.taken())
        self._worksheet.clear_selection()

    def _do_show(self, row: str, at: int, _text: str, _field: str) -> None:
        if row == "diagnosis" and self._show is not None:
            self._show(self._row(row, at).code)

    def _row(self, row: str, at: int) -> Any:
        answers = self._worksheet.answers
        rows = {"diagnosis": answers.diagnoses, "procedure": answers.procedures, "line": answers.lines}[row]
        if not 1 <= at <= len(rows):
            msg = f"There is no {row} {at}: the claim has {len(rows)}."
            raise InvalidInputError(msg)
        return rows[at - 1]
