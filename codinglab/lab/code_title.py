"""The title of a code on a day, as the rows of a claim show it."""

from __future__ import annotations

from datetime import date
from typing import Any

from codinglab.model import CodinglabError
from codinglab.reference.icd10cm import icd10cm
from codinglab.reference.icd10pcs import icd10pcs


def title_of(code: str, on: date, *, procedure: bool = False) -> str:
    """The title of a diagnosis, or of an ICD-10-PCS procedure, on a day; says so when there is none."""
    try:
        table: Any = icd10pcs() if procedure else icd10cm()
        entry = table.entry(code, on)
    except CodinglabError:
        return "(title not available)"
    if not entry.valid:
        return entry.why or "not a valid code on this date"
    return str(entry.title) if entry.billable else f"{entry.title} – needs more characters"
