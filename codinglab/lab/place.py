"""A place of the workbench to go to: words of the chart, a row of the claim, a tab of the drawer."""

from __future__ import annotations

from dataclasses import dataclass

from codinglab.model import Evidence, Finding

_MENDED_IN = {
    "poa": "poa",
    "modifier": "modifiers",
    "coverage/diagnosis-listed-noncovered": "pointers",
    "coverage/diagnosis-not-covered": "pointers",
    "coverage/ncd-diagnosis": "pointers",
    "icd10pcs/duplicate-procedure": "",
    "modifier/new-patient-within-three-years": "code",
    "modifier/status-not-payable": "code",
    "modifier/technical-only-by-physician": "",
    "modifier/sides-two-lines": "",
    "ncci/ga-on-mue-denied": "modifiers",
    "ncci/same-side": "modifiers",
    "ncci/units-above-mue": "units",
    "ncci/unspecific-59": "modifiers",
    "oce/bilateral-units": "units",
    "oce/ca-more-than-once": "modifiers",
    "oce/ca-of-a-living-patient": "modifiers",
    "oce/invalid-hcpcs": "code",
    "oce/observation-revenue": "revenue_code",
    "oce/other-code-meant": "code",
    "oce/terminated-more-than-once": "units",
    "oce/visit-without-25": "modifiers",
    "structure/dangling-pointer": "pointers",
    "structure/line-outside-statement": "date",
    "structure/missing-place-of-service": "place_of_service",
    "structure/missing-pointer": "pointers",
    "structure/procedure-outside-stay": "date",
    "structure/revenue-code": "revenue_code",
    "structure/service-code-form": "code",
    "structure/too-many-modifiers": "modifiers",
    "structure/too-many-pointers": "pointers",
    "structure/unknown-place-of-service": "place_of_service",
    "structure/units-below-one": "units",
}
"""By edit, or by family for the edits that are not named: the field that mends it, "" where several may."""
_ADDED_TO = {
    "icd10cm/outcome-of-delivery-missing": "search",
    "structure/no-diagnosis": "search",
    "structure/no-service-line": "search",
    "structure/too-many-diagnoses": "diagnosis",
    "structure/too-many-lines": "line",
    "structure/too-many-procedures": "procedure",
}
"""Edits about the whole claim that the coder can mend, and where."""
FIELD_WORDS = {
    "code": "code", "date": "date", "modifiers": "modifiers", "place_of_service": "place of service",
    "poa": "POA", "pointers": "pointers", "revenue_code": "revenue code", "units": "units",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """Where to go.

    Attributes:
        kind: "words" (the note opens there), "diagnosis", "procedure" or "line" (the row of the claim),
            "drawer" (the tab by its name), "search", or "submit" (hand the work in, as the button does).
        number: of the row, from 1.
        field: of a line or a diagnosis, the field of the model: "modifiers", "poa".
        evidence: the words.
        name: of the tab.
        text: what the search begins with, or what the tab is to show.
        quiet: whether the place is shown without taking the focus.
    """

    kind: str
    number: int = 0
    field: str = ""
    evidence: Evidence | None = None
    name: str = ""
    text: str = ""
    quiet: bool = False

    def __str__(self) -> str:
        """The place in words, "line 2, modifiers"."""
        named = f"{self.kind} {self.number}" if self.number else self.name or self.kind
        return f"{named}, {FIELD_WORDS[self.field]}" if self.field else named


def place_of(found: Finding) -> Place | None:
    """Where a finding is mended; None where it is about what the case gives, such as the type of bill.

    >>> from codinglab.model import Disposition, Severity
    >>> made = Finding("c", "ncci/units-above-mue", "", Severity.FAIL, Disposition.DENY_LINE, "", (), line=2)
    >>> str(place_of(made))
    'line 2, units'
    """
    for kind, number in (
        ("line", found.line),
        ("diagnosis", found.diagnosis),
        ("procedure", found.procedure),
    ):
        if number is not None:
            return Place(kind, number, _field(found.edit, kind))
    if found.edit in _ADDED_TO:
        kind = _ADDED_TO[found.edit]
        return Place(kind, 0 if kind == "search" else 1)
    return None


def _field(edit: str, kind: str) -> str:
    family = edit.partition("/")[0]
    field = _MENDED_IN.get(edit, _MENDED_IN.get(family, ""))
    return "" if kind == "diagnosis" and field != "poa" else field
