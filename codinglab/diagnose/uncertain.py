"""Uncertain diagnoses: probable, suspected, likely, questionable, possible and the like."""

from __future__ import annotations

from codinglab.diagnose.draft import Chart
from codinglab.model import Concept, Document, DocumentType

CONFIRMED_ONLY = ("B20", "Z21", "U071", "A925", "J09", "J10")
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


def codes_as_established(chart: Chart, concept: Concept) -> bool:
    """Whether an uncertain diagnosis is coded as if it existed.

    Inpatient claims of short-term acute, long-term care and psychiatric hospitals, documented at
    the time of discharge: yes (II.H, III.C). Outpatient and professional claims: never (IV.H).
    HIV, COVID-19, Zika and identified influenza: confirmed cases only (I.C.1.a.1, I.C.1.f,
    I.C.1.g, I.C.10.c).
    """
    if not chart.is_inpatient or concept.codes[0].startswith(CONFIRMED_ONLY):
        return False
    document = chart.document(concept.evidence)
    return concept.section in _FINAL_SECTIONS and document in _final_statements(chart)


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
