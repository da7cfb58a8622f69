"""The tabs of the form: which parts stand in each."""

from __future__ import annotations

from typing import Any

import ipywidgets as widgets

from codinglab.lab.case_author import sections
from codinglab.lab.case_author.boxes import Part
from codinglab.lab.case_author.chart import Documents
from codinglab.lab.case_author.drg_box import DrgBox
from codinglab.lab.case_author.entries import Entries
from codinglab.lab.case_author.entry_form import EntryForm
from codinglab.lab.case_author.fields import Field
from codinglab.lab.case_author.places import TABS
from codinglab.lab.case_author.sheet import AuthorSheet
from codinglab.lab.display import element
from codinglab.model import CodinglabError
from codinglab.reference.systems import list_of

_LISTS: dict[str, tuple[tuple[str, str, tuple[Field, ...], str], ...]] = {
    TABS[2]: (
        (
            "diagnoses",
            "diagnosis",
            sections.DIAGNOSIS,
            "In the order of the claim: the first is principal, or first-listed.",
        ),
    ),
    TABS[3]: (
        ("procedures", "procedure", sections.PROCEDURE, "ICD-10-PCS: inpatient claims only."),
        ("lines", "line", sections.LINE, "Services in CPT or HCPCS: claims of offices and outpatients."),
    ),
    TABS[4]: (
        (
            "prohibited",
            "tempting code",
            sections.TEMPTING,
            "Wrong here, and likely: learners who report it see why it is wrong.",
        ),
    ),
    TABS[5]: (
        ("sequence", "order", sections.SEQUENCE, "Which code must stand before which."),
        ("acceptable_sets", "acceptable set", sections.ACCEPTABLE_SET, "Another lawful way of coding."),
    ),
    TABS[6]: (("queries", "query", sections.QUERY, "Where the record calls for a question to a provider."),),
}


class Tab:
    """One tab: its parts, the lists among them by the name of their list."""

    def __init__(self, parts: list[tuple[str, Part]]) -> None:
        self._parts = [part for _title, part in parts]
        self.lists: dict[str, Entries] = {
            str(part.path[-1]): part for part in self._parts if isinstance(part, Entries)
        }
        shown: list[Any] = []
        for title, part in parts:
            shown += [widgets.HTML(element("h4", title)), part.widget] if title else [part.widget]
        self.widget = widgets.VBox(shown)

    def changed(self) -> None:
        """Show what follows from changed words."""
        for part in self._parts:
            part.changed()

    def focus(self, part: str = "") -> None:
        """Put the cursor into a list of the tab, or into the first part."""
        where = self.lists.get(part) or (self._parts[0] if self._parts else None)
        if where is not None:
            where.focus()


def make_tab(sheet: AuthorSheet, name: str) -> Tab:
    """The tab of a name of `TABS`."""
    if name == TABS[0]:
        groups = (("The case", sections.CASE), ("Patient", sections.PATIENT), ("Claim", sections.CLAIM))
        parts = [(title, EntryForm(sheet, ("case",), fields)) for title, fields in groups]
        for _title, part in parts[1:]:
            part.widget.add_class("cl-two")
        return Tab([*parts])
    if name == TABS[1]:
        return Tab([("", Documents(sheet))])
    if name == TABS[7]:
        findings = Entries(
            sheet,
            ("key", "expected_findings"),
            "expected finding",
            sections.FINDING,
            lambda item: str(item.get("edit", "")),
            "Edits that the key raises, and rightly.",
        )
        edition = EntryForm(sheet, ("key",), sections.EDITION)
        return Tab([("Edition of the key", edition), ("", DrgBox(sheet)), ("", findings)])
    return Tab(
        [
            ("", Entries(sheet, ("key", part), noun, fields, _summary(sheet, part), note))
            for part, noun, fields, note in _LISTS[name]
        ]
    )


def _summary(sheet: AuthorSheet, part: str) -> Any:
    """How an entry of a list is told in one line."""
    system = {"diagnoses": "ICD-10-CM", "procedures": "ICD-10-PCS"}.get(part, "")

    def told(item: dict[str, Any]) -> str:
        code = str(item.get("code") or item.get("id") or item.get("first") or "")
        if part == "sequence" and code:
            return f"{code} before {', '.join(map(str, item.get('then', []))) or 'all'}"
        if part == "acceptable_sets":
            both = (", ".join(map(str, item.get(name, []))) for name in ("instead", "keyed"))
            return (
                " for ".join(one or "…" for one in both)
                if any((item.get("keyed"), item.get("instead")))
                else ""
            )
        more = item.get("gloss") or item.get("title") or (_title(sheet, system, code) if system else "")
        weak = " (optional)" if item.get("need") == "optional" else ""
        return f"{code} {more}{weak}".strip()

    return told


def _title(sheet: AuthorSheet, system: str, code: str) -> str:
    try:
        return list_of(system).entry(code, sheet.on).title if code else ""
    except CodinglabError:
        return ""
