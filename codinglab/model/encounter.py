"""What the coder reads: an encounter and its documents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

FORBID = {"extra": "forbid"}


class ClaimType(StrEnum):
    """Which claim an encounter becomes: CMS-1500, or UB-04 outpatient or inpatient."""

    PROFESSIONAL = "professional"
    OUTPATIENT = "outpatient"
    INPATIENT = "inpatient"


class Setting(StrEnum):
    """Where the service was given. With the claim type it decides most rules."""

    OFFICE = "office"
    EMERGENCY = "emergency"
    OUTPATIENT_HOSPITAL = "outpatient_hospital"
    AMBULATORY_SURGERY = "ambulatory_surgery"
    INPATIENT_ACUTE = "inpatient_acute"
    INPATIENT_PSYCHIATRIC = "inpatient_psychiatric"
    INPATIENT_REHABILITATION = "inpatient_rehabilitation"
    LONG_TERM_CARE_HOSPITAL = "long_term_care_hospital"


INPATIENT_SETTINGS = frozenset(
    {
        Setting.INPATIENT_ACUTE,
        Setting.INPATIENT_PSYCHIATRIC,
        Setting.INPATIENT_REHABILITATION,
        Setting.LONG_TERM_CARE_HOSPITAL,
    }
)
"""Hospitals whose stays sections II and III of the guidelines govern."""


class DocumentType(StrEnum):
    """What a document is: it decides what the document may support."""

    OFFICE_NOTE = "office_note"
    ED_NOTE = "ed_note"
    HISTORY_AND_PHYSICAL = "history_and_physical"
    PROGRESS_NOTE = "progress_note"
    CONSULTATION = "consultation"
    DISCHARGE_SUMMARY = "discharge_summary"
    OPERATIVE_REPORT = "operative_report"
    PATHOLOGY_REPORT = "pathology_report"
    RADIOLOGY_REPORT = "radiology_report"
    LABORATORY_REPORT = "laboratory_report"
    NURSING_NOTE = "nursing_note"
    QUERY_RESPONSE = "query_response"


class Sex(StrEnum):
    """Sex as recorded on the claim."""

    FEMALE = "F"
    MALE = "M"
    UNKNOWN = "U"


@dataclass(frozen=True, slots=True)
class Patient:
    """The facts about a patient that claims carry.

    Attributes:
        id: any name that is the same on every claim of the patient.
        birth_date: age is counted from it on the day of service.
        sex: as claims report it.
    """

    __pydantic_config__ = FORBID

    id: str
    birth_date: date
    sex: Sex

    def age_on(self, day: date) -> int:
        """Completed years of age on `day`; negative before birth.

        >>> Patient("p", date(1954, 3, 2), Sex.FEMALE).age_on(date(2026, 3, 1))
        71
        """
        before_birthday = (day.month, day.day) < (self.birth_date.month, self.birth_date.day)
        return day.year - self.birth_date.year - before_birthday


@dataclass(frozen=True, slots=True)
class Document:
    """One document of the chart.

    Attributes:
        id: stable name within the encounter.
        type: what it is.
        title: as shown to the reader.
        author: who signed it, with credential.
        written_on: the day it was written.
        text: the whole text. All offsets count its code points.
    """

    id: str
    type: DocumentType
    title: str
    author: str
    written_on: date
    text: str


@dataclass(frozen=True, slots=True)
class Encounter:
    """One episode of care and everything written about it.

    Attributes:
        id: stable name.
        setting: where the care was given; the rules of diagnosis coding turn on it.
        claim_type: which claim it becomes.
        patient: whose chart it is.
        from_date: the first day.
        through_date: the last day, of a stay the discharge.
        documents: the chart, in the order in which it is read.
    """

    id: str
    setting: Setting
    claim_type: ClaimType
    patient: Patient
    from_date: date
    through_date: date
    documents: tuple[Document, ...]

    def document(self, document_id: str) -> Document:
        """Find a document by its id; raises KeyError when the chart has none of that id."""
        for document in self.documents:
            if document.id == document_id:
                return document
        raise KeyError(document_id)
