"""Uncertain diagnoses: probable, suspected, likely, questionable, possible and the like."""

from __future__ import annotations

from dataclasses import dataclass

from codinglab.diagnose.draft import Chart, guideline
from codinglab.model import Authority, Concept, Document, DocumentType

CONFIRMED_ONLY = {
    "B20": "I.C.1.a.1",
    "Z21": "I.C.1.a.1",
    "O987": "I.C.1.a.1",
    "A925": "I.C.1.f",
    "U071": "I.C.1.g",
    "J1282": "I.C.1.g",
    "J09": "I.C.10.c",
    "J10": "I.C.10.c",
}
_FINAL_SECTIONS = frozenset(
    {"", "assessment", "plan", "hospital_course", "discharge_diagnosis", "query_response"}
)
_NO_STATEMENT = frozenset(
    {
        DocumentType.NURSING_NOTE,
        DocumentType.LABORATORY_REPORT,
        DocumentType.RADIOLOGY_REPORT,
        DocumentType.PATHOLOGY_REPORT,
    }
)


@dataclass(frozen=True, slots=True)
class Ruling:
    """Whether an uncertain diagnosis is coded as if it existed, and the section that says so."""

    coded: bool
    authority: Authority


def ruling(chart: Chart, concept: Concept) -> Ruling:
    """What the guidelines make of an uncertain diagnosis in this chart.

    Inpatient claims of short-term acute, long-term care and psychiatric hospitals, documented at
    the time of discharge: coded (II.H as principal diagnosis, III.C as another one). Outpatient and
    professional claims: never (IV.H). HIV, COVID-19, Zika and identified influenza: confirmed cases
    only, in every setting (I.C.1.a.1, I.C.1.g, I.C.1.f, I.C.10.c).
    """
    if not chart.is_inpatient:
        return Ruling(False, guideline("IV.H"))
    for prefix, section in CONFIRMED_ONLY.items():
        if concept.codes[0].startswith(prefix):
            return Ruling(False, guideline(section))
    final = concept.section in _FINAL_SECTIONS and chart.document(concept.evidence) in _final_statements(
        chart
    )
    return Ruling(final, guideline("II.H, III.C"))


def codes_as_established(chart: Chart, concept: Concept) -> bool:
    """Whether an uncertain diagnosis is coded as if it existed: what `ruling` decides."""
    return ruling(chart, concept).coded


def _final_statements(chart: Chart) -> tuple[Document, ...]:
    """The discharge summary and answered queries; without a summary, the provider's last note."""
    documents = chart.encounter.documents
    queries = tuple(document for document in documents if document.type is DocumentType.QUERY_RESPONSE)
    summaries = tuple(document for document in documents if document.type is DocumentType.DISCHARGE_SUMMARY)
    if summaries:
        return (*summaries, *queries)
    notes = [document for document in documents if document.type not in _NO_STATEMENT]
    last = max(notes, key=lambda document: document.written_on, default=None)
    return (*([last] if last else []), *queries)
