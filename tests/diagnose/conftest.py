"""A chart of one office note, or of a stay, and what is suggested for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from codinglab.diagnose import diagnose
from codinglab.model import ClaimType, Document, DocumentType, Encounter, Patient, Setting, Sex, Suggestion
from codinglab.review import review
from codinglab.review.note_file import encounter_of

Suggested = dict[str, Suggestion]


@pytest.fixture
def suggest() -> Callable[[str], Suggested]:
    """The suggestions for an office note of nobody in particular, in order, by their written code."""

    def suggested(text: str) -> Suggested:
        encounter = encounter_of(text, Setting.OFFICE, DocumentType.OFFICE_NOTE, date(2026, 6, 1))
        return {found.code.written: found for found in diagnose(encounter, review(encounter))}

    return suggested


@pytest.fixture
def visit() -> Callable[..., Suggested]:
    """The suggestions for an office visit of a patient whose birth date is known."""

    def suggested(born: date, *documents: tuple[DocumentType, str]) -> Suggested:
        day = date(2026, 6, 1)
        return _suggested(Setting.OFFICE, ClaimType.PROFESSIONAL, born, day, day, documents)

    return suggested


@pytest.fixture
def stay() -> Callable[..., Suggested]:
    """The suggestions for an inpatient stay, a document a day."""

    def suggested(*documents: tuple[DocumentType, str]) -> Suggested:
        first, last = date(2026, 6, 1), date(2026, 6, 1 + len(documents))
        born = date(1980, 1, 1)
        return _suggested(Setting.INPATIENT_ACUTE, ClaimType.INPATIENT, born, first, last, documents)

    return suggested


def _suggested(
    setting: Setting,
    claim: ClaimType,
    born: date,
    first: date,
    last: date,
    documents: tuple[tuple[DocumentType, str], ...],
) -> Suggested:
    chart = tuple(
        Document(f"d{number}", kind, kind.value, "A. Author", min(last, date(2026, 6, 1 + number)), text)
        for number, (kind, text) in enumerate(documents)
    )
    encounter = Encounter("e", setting, claim, Patient("p", born, Sex.FEMALE), first, last, chart)
    return {found.code.written: found for found in diagnose(encounter, review(encounter))}
