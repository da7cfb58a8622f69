"""The code search: type words or the beginning of a code, choose with the arrows, assign with Enter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import anywidget
import traitlets

from codinglab.lab.display import STATIC, element, heading, quoted
from codinglab.lab.look_up import not_searched, place
from codinglab.lab.workbench.service_line import service_line
from codinglab.lab.worksheet import Topic, Worksheet
from codinglab.model import CodinglabError, Icd10cm
from codinglab.reference.icd10cm import icd10cm
from codinglab.reference.search import Hit, find
from codinglab.reference.search.find import SYSTEMS
from codinglab.reference.systems import list_of

LIMIT = 20
NEW_DAYS = 366


class CodeSearchWidget(anywidget.AnyWidget):
    """The browser's half: a combobox with its list."""

    _esm = STATIC / "code_search.js"
    _css = STATIC / "code_search.css"
    evidence: Any = traitlets.Dict().tag(sync=True)
    systems = traitlets.Unicode().tag(sync=True)
    missing: Any = traitlets.List().tag(sync=True)

    def __repr__(self) -> str:
        return "CodeSearchWidget()"


class CodeSearch:
    """Answers what is typed with codes in force on the case's date, and assigns the one chosen.

    The current evidence goes with the code and is used up by it. Inpatient cases search
    ICD-10-CM and ICD-10-PCS, the others ICD-10-CM, HCPCS Level II and CPT, as far as installed.

    Args:
        show: called with a diagnosis code that the person wants to see in the tabular.
    """

    def __init__(self, worksheet: Worksheet, show: Callable[[str], object] | None = None) -> None:
        self._worksheet = worksheet
        self._show = show
        self.answer: str | None = None
        self._systems = SYSTEMS[:2] if worksheet.inpatient else (SYSTEMS[0], *SYSTEMS[2:])
        missing = self._missing()
        self.widget = CodeSearchWidget(systems=self._told(missing), missing=list(missing))
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
        hits = find(text, self._worksheet.on, LIMIT, self._systems)
        return [self._as_data(hit) for hit in hits]

    def sevenths(self, code: str) -> list[dict[str, Any]]:
        """The codes that a diagnosis becomes with each of its 7th characters."""
        table, on = icd10cm(), self._worksheet.on
        base = Icd10cm(code)
        entries = ((table.entry(base.ljust(6, "X") + character, on), meaning)
                   for character, meaning in table.sevenths(base, on).items())  # fmt: skip
        return [
            {**_plain(entry.written, meaning, "ICD-10-CM"), "billable": entry.billable, "why": entry.why}
            for entry, meaning in entries
        ]

    def assign(self, code: str, system: str, path: str = "") -> None:
        """Put a code on the worksheet with the current evidence and how it was reached."""
        evidence = self._worksheet.selection
        if system == "ICD-10-PCS":
            self._worksheet.add_procedure(code, evidence=evidence, path=path)
        elif system == "ICD-10-CM":
            self._worksheet.add_diagnosis(code, evidence, path)
        else:
            self._worksheet.add_line(service_line(self._worksheet, code), evidence)
        self.answer = code
        self._worksheet.clear_selection()

    def _missing(self) -> tuple[str, ...]:
        """What is not searched on the day, a sentence each."""
        try:
            return not_searched(self._worksheet.on, self._systems)
        except CodinglabError:
            return ()

    def _told(self, missing: tuple[str, ...]) -> str:
        """What is searched on which day, and the names of what is not."""
        left_out = {sentence.split(" is ")[0] for sentence in missing}
        searched = " and ".join(system for system in self._systems if system not in left_out)
        told = f"{searched} on {self._worksheet.on.isoformat()}"
        gone = [system for system in self._systems if system in left_out]
        return f"{told} · not searched: {', '.join(gone)}" if gone else told

    def _as_data(self, hit: Hit) -> dict[str, Any]:
        entry = hit.entry
        more = hit.system == "ICD-10-CM" and not entry.billable and bool(icd10cm().sevenths(entry.code))
        return {
            **_plain(entry.written, entry.title, hit.system),
            "billable": entry.billable,
            "why": entry.why,
            "place": place(hit),
            "days": _days(hit, self._worksheet.on),
            "sevenths": more,
        }

    def _asked(self, _widget: object, content: dict[str, Any], _buffers: object) -> None:
        kind = content.get("kind")
        if kind in {"search", "sevenths"}:
            reply: dict[str, Any] = {
                "kind": "found",
                "number": content.get("number"),
                "entries": [],
                "trouble": "",
            }
            answer = self.find if kind == "search" else self.sevenths
            try:
                reply["entries"] = answer(str(content.get("text", ""))[:200])
            except CodinglabError as error:
                reply["trouble"] = str(error)
            self.widget.send(reply)
        elif kind == "assign":
            path = str(content.get("path", ""))[:300]
            self._worksheet.attempt(lambda: self.assign(str(content["code"]), str(content["system"]), path))
        elif kind == "show" and self._show is not None:
            self._show(str(content.get("code", ""))[:10])
        elif kind == "clear":
            self._worksheet.clear_selection()

    def _changed(self, topic: Topic) -> None:
        place = self._worksheet.place
        if topic is Topic.PLACE and place is not None and place.kind == "search":
            self.widget.send({"kind": "focus", "text": place.text})
        elif topic is Topic.SELECTION:
            chosen = self._worksheet.selection
            if chosen is None:
                self.widget.evidence = {}
            else:
                document = self._worksheet.case.encounter.document(chosen.document)
                self.widget.evidence = {"quote": " ".join(chosen.quote.split()), "source": document.title}


def _plain(code: str, title: str, system: str) -> dict[str, Any]:
    return {"code": code, "title": title, "system": system, "place": "", "sevenths": False, "days": ""}


def _days(hit: Hit, on: date) -> str:
    """What a coder should know of a code's days: that it is new, or that it has ended since."""
    since, through = hit.entry.since, hit.entry.through
    last = list_of(hit.system).periods[-1].through
    if not hit.entry.billable or since is None:
        return ""
    if through is not None and last is not None and through < last:
        return f"until {through}"
    return f"new {since}" if (on - since).days < NEW_DAYS else ""
