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
_VIRUS_NOT_IDENTIFIED = "J111"
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
    """As what an uncertain diagnosis is coded, "" when it is not, and the section that says so."""

    code: str
    authority: Authority

    @property
    def coded(self) -> bool:
        """Whether it is coded at all."""
        return bool(self.code)


def ruling(chart: Chart, concept: Concept) -> Ruling:
    """What the guidelines make of an uncertain diagnosis in this chart.

    Inpatient claims of short-term acute, long-term care and psychiatric hospitals, documented at
    the time of discharge: coded (II.H as principal diagnosis, III.C as another one). Outpatient and
    professional claims: never (IV.H). HIV, COVID-19, Zika and identified influenza: confirmed cases
    only, in every setting (I.C.1.a.1, I.C.1.g, I.C.1.f, I.C.10.c); an uncertain influenza of a stay is coded
    as one whose virus is not identified.
    """
    if not chart.is_inpatient:
        return Ruling("", guideline("IV.H"))
    final = concept.section in _FINAL_SECTIONS and chart.document(concept.evidence) in _final_statements(
        chart
    )
    code = concept.codes[0]
    for prefix, section in CONFIRMED_ONLY.items():
        if code.startswith(prefix):
            instead = _VIRUS_NOT_IDENTIFIED if final and section == "I.C.10.c" else ""
            return Ruling(instead, guideline(section))
    return Ruling(code if final else "", guideline("II.H, III.C"))


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
