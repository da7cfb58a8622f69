"""The code search: type words or the beginning of a code, choose with the arrows, assign with Enter."""

from __future__ import annotations

from typing import Any

import anywidget
import traitlets

from codinglab.diagnose import lookup
from codinglab.lab.display import STATIC, element, heading, quoted
from codinglab.lab.worksheet import Topic, Worksheet
from codinglab.model import CodinglabError, Icd10pcs

LIMIT = 20


class CodeSearchWidget(anywidget.AnyWidget):
    """The browser's half: a combobox with its list."""

    _esm = STATIC / "code_search.js"
    _css = STATIC / "code_search.css"
    evidence: Any = traitlets.Dict().tag(sync=True)
    systems = traitlets.Unicode().tag(sync=True)

    def __repr__(self) -> str:
        return "CodeSearchWidget()"


class CodeSearch:
    """Answers what is typed with codes in force on the case's date, and assigns the one chosen.

    The current evidence goes with the code and is used up by it. Procedure codes (ICD-10-PCS)
    are offered on inpatient cases only.
    """

    def __init__(self, worksheet: Worksheet) -> None:
        self._worksheet = worksheet
        self.answer: str | None = None
        systems = "ICD-10-CM and ICD-10-PCS" if worksheet.inpatient else "ICD-10-CM"
        self.widget = CodeSearchWidget(systems=f"{systems} on {worksheet.on.isoformat()}")
        self.widget.on_msg(self._asked)
        worksheet.observe(self._changed)

    def static_html(self) -> str:
        """What the search is for, and the evidence taken."""
        chosen = self._worksheet.selection
        evidence = quoted(chosen, self._worksheet.case.encounter) if chosen else "no words taken yet"
        return heading("Find a code", self.widget.systems) + element("p", "Evidence: ", evidence)

    def find(self, text: str) -> list[dict[str, Any]]:
        """The codes for what was typed, as plain data for the list."""
        if not text.strip():
            return []
        entries = lookup(text, on=self._worksheet.on, limit=LIMIT)
        return [
            {
                "code": entry.code if isinstance(entry.code, Icd10pcs) else entry.written,
                "title": entry.title,
                "billable": entry.billable,
                "why": entry.why,
                "system": "PCS" if isinstance(entry.code, Icd10pcs) else "CM",
            }
            for entry in entries
            if self._worksheet.inpatient or not isinstance(entry.code, Icd10pcs)
        ]

    def assign(self, code: str, system: str) -> None:
        """Put a code on the worksheet with the current evidence."""
        evidence = self._worksheet.selection
        if system == "PCS":
            self._worksheet.add_procedure(code, evidence=evidence)
        else:
            self._worksheet.add_diagnosis(code, evidence)
        self.answer = code
        self._worksheet.clear_selection()

    def _asked(self, _widget: object, content: dict[str, Any], _buffers: object) -> None:
        kind = content.get("kind")
        if kind == "search":
            reply: dict[str, Any] = {
                "kind": "found",
                "number": content.get("number"),
                "entries": [],
                "trouble": "",
            }
            try:
                reply["entries"] = self.find(str(content.get("text", ""))[:200])
            except CodinglabError as error:
                reply["trouble"] = str(error)
            self.widget.send(reply)
        elif kind == "assign":
            self._worksheet.attempt(lambda: self.assign(str(content["code"]), str(content["system"])))
        elif kind == "clear":
            self._worksheet.clear_selection()

    def _changed(self, topic: Topic) -> None:
        if topic is Topic.SELECTION:
            chosen = self._worksheet.selection
            if chosen is None:
                self.widget.evidence = {}
            else:
                document = self._worksheet.case.encounter.document(chosen.document)
                self.widget.evidence = {"quote": " ".join(chosen.quote.split()), "source": document.title}
