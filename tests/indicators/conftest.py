"""Charts of a few lines: from notes to observations."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from codinglab.indicators import observations
from codinglab.model import (
    ClaimType,
    Document,
    DocumentType,
    Encounter,
    Observation,
    Patient,
    Setting,
    Sex,
)
from codinglab.review import review

FIRST, LAST = date(2026, 11, 3), date(2026, 11, 10)
Chart = Callable[..., tuple[Observation, ...]]


def chart(*notes: str, kind: DocumentType = DocumentType.PROGRESS_NOTE) -> tuple[Observation, ...]:
    """The observations of notes, one a day from the first day of the stay."""
    documents = tuple(
        Document(f"d{index}", kind, f"note {index + 1}", "A. Lee, MD", date(2026, 11, 3 + index), text)
        for index, text in enumerate(notes)
    )
    encounter = Encounter(
        "e1",
        Setting.INPATIENT_ACUTE,
        ClaimType.INPATIENT,
        Patient("p1", date(1950, 1, 1), Sex.FEMALE),
        FIRST,
        LAST,
        documents,
    )
    return observations(encounter, review(encounter))


@pytest.fixture(name="chart")
def _chart() -> Chart:
    return chart
