"""Charts of a few lines: from documents to query opportunities."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from codinglab.model import ClaimType, Document, DocumentType, Encounter, Patient, Setting, Sex
from codinglab.query.opportunities import opportunities
from codinglab.query.opportunity import Opportunity

FIRST = 14
TYPES = {
    "ed": DocumentType.ED_NOTE,
    "hp": DocumentType.HISTORY_AND_PHYSICAL,
    "pn": DocumentType.PROGRESS_NOTE,
    "consult": DocumentType.CONSULTATION,
    "ds": DocumentType.DISCHARGE_SUMMARY,
    "op": DocumentType.OPERATIVE_REPORT,
    "path": DocumentType.PATHOLOGY_REPORT,
    "xr": DocumentType.RADIOLOGY_REPORT,
    "lab": DocumentType.LABORATORY_REPORT,
    "rn": DocumentType.NURSING_NOTE,
    "answer": DocumentType.QUERY_RESPONSE,
    "office": DocumentType.OFFICE_NOTE,
}
AUTHORS = {
    "ed": "R. Calloway, MD",
    "consult": "S. Brandt, MD",
    "op": "V. Stein, MD",
    "path": "P. Ito, MD",
    "xr": "L. Novak, MD",
    "lab": "Clinical laboratory",
    "rn": "T. Brandt, RN",
}
Find = Callable[..., dict[str, Opportunity]]


def encounter(*notes: tuple[str, int, str], office: bool = False) -> Encounter:
    """A stay of 14 to 21 June 2026, or a visit: each note with its type, its day of the stay and text."""
    documents = tuple(
        Document(
            f"{kind}{number}",
            TYPES[kind],
            f"{kind} {number}",
            AUTHORS.get(kind, "M. Okafor, MD"),
            date(2026, 6, FIRST + day - 1),
            text,
        )
        for number, (kind, day, text) in enumerate(notes, 1)
    )
    return Encounter(
        "E1",
        Setting.OFFICE if office else Setting.INPATIENT_ACUTE,
        ClaimType.PROFESSIONAL if office else ClaimType.INPATIENT,
        Patient("P1", date(1950, 1, 1), Sex.FEMALE),
        date(2026, 6, FIRST),
        date(2026, 6, FIRST if office else 21),
        documents,
    )


def find(*notes: tuple[str, int, str], office: bool = False) -> dict[str, Opportunity]:
    """The opportunities of a chart by id; every evidence stands where it says, every fact has a source."""
    chart = encounter(*notes, office=office)
    found = opportunities(chart)
    for one in found:
        assert one.why
        assert one.authority
        assert one.evidence
        assert 1 <= len(one.indicators) <= 8
        assert all(item.source and item.fact for item in one.indicators)
        for place in one.evidence:
            assert chart.document(place.document).text[place.start : place.end] == place.quote
    return {one.id: one for one in found}


@pytest.fixture(name="find")
def _find() -> Find:
    return find
