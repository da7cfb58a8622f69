"""The title of a code on a day, as the rows of a claim show it, and what it lacks."""

from __future__ import annotations

from datetime import date
from typing import Any

from codinglab.model import CodinglabError
from codinglab.reference.icd10cm import icd10cm
from codinglab.reference.icd10pcs import icd10pcs

NO_TITLE = "(title not available)"


def title_of(code: str, on: date, *, procedure: bool = False) -> str:
    """The title of a diagnosis, or of an ICD-10-PCS procedure, on a day; says so when there is none."""
    title, lack, header = title_and_lack(code, on, procedure=procedure)
    if header:
        return f"{title} – needs more characters"
    return lack or title


def title_and_lack(code: str, on: date, *, procedure: bool = False) -> tuple[str, str, bool]:
    """The title of a code, why it cannot be reported on the day ("" when it can), and whether it is a header.

    A header needs more characters: it has longer codes below it.
    """
    try:
        table: Any = icd10pcs() if procedure else icd10cm()
        entry = table.entry(code, on)
    except CodinglabError:
        return NO_TITLE, "", False
    if entry.billable:
        return str(entry.title), "", False
    return str(entry.title), entry.why or "not a valid code on this date", entry.header
