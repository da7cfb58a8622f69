"""Which concepts support a code: the document, the section, the assertion."""

from __future__ import annotations

import re

from codinglab.diagnose.draft import Chart, Draft, Drafts, Place, guideline, joined, lexicon_file
from codinglab.diagnose.specific import described, reportable
from codinglab.diagnose.uncertain import ruling
from codinglab.model import Assertion, Concept, ConceptKind, DocumentType, Icd10cm, Source, Standing
from codinglab.reference.standing import clinician_detail, source_of

ASSESSED_SECTIONS = frozenset(
    {
        "",
        "assessment",
        "plan",
        "hospital_course",
        "discharge_diagnosis",
        "postoperative_diagnosis",
        "query_response",
        "indication",
    }
)
_SILENT_SECTIONS = frozenset(
    {"family_history", "allergies", "instructions", "social_history", "immunizations"}
)
_LISTED_SECTIONS = frozenset(
    {"past_medical_history", "problem_list", "history_of_present_illness", "chief_complaint", "medications"}
)
_NO_DIAGNOSES = frozenset({DocumentType.LABORATORY_REPORT})
_NO_INPATIENT = frozenset({DocumentType.RADIOLOGY_REPORT, DocumentType.PATHOLOGY_REPORT})
_OF_STAY = frozenset({"assessment", "plan", "hospital_course", "discharge_diagnosis", "query_response"})
_EARLIER = re.compile(
    r"\b(?:before|prior to|since) (?:admission|arrival|presentation)\b|\bago\b|\bat home\b", re.IGNORECASE
)
_OUT = re.compile(r"ruled|exclu|\bnot\b|n[’']t\b")
_CONCLUDING = (
    DocumentType.QUERY_RESPONSE,
    DocumentType.DISCHARGE_SUMMARY,
    DocumentType.OFFICE_NOTE,
    DocumentType.OPERATIVE_REPORT,
)


def collect(chart: Chart) -> Drafts:
    """One draft a code from the concepts that support one, with the evidence of every place."""
    excluded = _ruled_out(chart)
    drafts: Drafts = {}
    for concept in chart.concepts:
        if concept.kind is not ConceptKind.PROBLEM or not concept.codes or not _counts(chart, concept):
            continue
        base = ruling(chart, concept).code if concept.assertion is Assertion.POSSIBLE else concept.codes[0]
        code = described(base, chart.words(concept), chart.on)
        if code in excluded:
            continue
        draft = _draft(chart, concept, code)
        known = drafts.get(code)
        if known is None:
            drafts[code] = draft
            continue
        first, second = (draft, known) if draft.place < known.place else (known, draft)
        drafts[code] = Draft(
            code,
            joined(first.evidence, second.evidence),
            first.reason,
            first.authority,
            first.place,
            first.terms | second.terms,
        )
    return _without_loose_symptoms(drafts)


def _counts(chart: Chart, concept: Concept) -> bool:
    """Whether a concept may support a code in this chart at all."""
    document = chart.document(concept.evidence)
    if document.type in _NO_DIAGNOSES or (chart.is_inpatient and document.type in _NO_INPATIENT):
        return False
    if _source(chart, concept).standing is Standing.CLINICIAN and not _clinician_counts(chart, concept):
        return False
    if concept.section in _SILENT_SECTIONS and not concept.codes[0].startswith(("F1", "Z")):
        return False
    if concept.assertion is Assertion.POSSIBLE:
        return ruling(chart, concept).coded
    return concept.assertion is Assertion.AFFIRMED or _resolved_in_stay(chart, concept)


def _resolved_in_stay(chart: Chart, concept: Concept) -> bool:
    """Whether a stay's own statement calls a problem resolved: it was there, and was treated (III, III.A)."""
    if not chart.is_inpatient or concept.assertion is not Assertion.HISTORICAL or concept.trigger is None:
        return False
    if concept.section not in _OF_STAY or "resolved" not in concept.trigger.quote.lower():
        return False
    return _EARLIER.search(chart.statement(concept.evidence)) is None


def may_state_diagnoses(chart: Chart, concept: Concept) -> bool:
    """Whether a concept stands where its provider states diagnoses: no report, no other clinician's note."""
    return (
        chart.document(concept.evidence).type not in _NO_DIAGNOSES | _NO_INPATIENT
        and _source(chart, concept).standing is Standing.PROVIDER
    )


def _source(chart: Chart, concept: Concept) -> Source:
    """What the place of a concept may support."""
    return concept.source or source_of(chart.document(concept.evidence).type, concept.section)


def _clinician_counts(chart: Chart, concept: Concept) -> bool:
    """Whether a clinician's statement is on the list of I.B.14, with its diagnosis from the provider."""
    detail = clinician_detail(concept.codes[0])
    if detail is None:
        return False
    return not detail.associated or any(
        other.kind is ConceptKind.PROBLEM
        and other.assertion is Assertion.AFFIRMED
        and bool(other.codes)
        and other.codes[0].startswith(detail.associated)
        and _source(chart, other).standing is Standing.PROVIDER
        for other in chart.concepts
    )


def _draft(chart: Chart, concept: Concept, code: Icd10cm) -> Draft:
    document = chart.document(concept.evidence)
    tier = _tier(concept, code)
    where = f"{document.title}, {concept.section.replace('_', ' ')}" if concept.section else document.title
    said = f"“{concept.evidence.quote}” in {where}"
    if concept.assertion is Assertion.POSSIBLE:
        trigger = concept.trigger.quote if concept.trigger else "uncertain"
        reason = f"{said} is called “{trigger}” at discharge, and is coded as if it were established."
        authority = ruling(chart, concept).authority
    elif _source(chart, concept).standing is Standing.CLINICIAN:
        reason = f"{said}: a detail that a clinician other than the provider may document."
        authority = guideline("I.B.14")
    elif tier == 1:
        reason = f"{said}: a chronic condition; report it if it was treated or affected this encounter."
        authority = guideline("III" if chart.is_inpatient else "IV.J")
    elif tier == 2:
        reason = f"{said}: a symptom or finding; report it only while no diagnosis explains it."
        authority = guideline("I.B.4")
    else:
        reason = f"The provider states {said}."
        authority = guideline("I.A.19")
    return Draft(
        code,
        (concept.evidence,),
        reason,
        authority,
        Place(tier, _rank(chart, concept), concept.evidence.start),
        frozenset({concept.term}),
    )


def _tier(concept: Concept, code: Icd10cm) -> int:
    if code.startswith("Z"):
        return 3
    if concept.section in ASSESSED_SECTIONS:
        return 0
    if concept.section in _LISTED_SECTIONS and is_chronic(code):
        return 1
    return 2


def _rank(chart: Chart, concept: Concept) -> int:
    """The order of places: the final statement, then concluding documents, then as in the chart.

    The list of discharge diagnoses comes before the rest of the discharge summary.
    """
    document = chart.document(concept.evidence)
    position = chart.encounter.documents.index(document)
    if document.type not in _CONCLUDING:
        return 100 + position
    listed = concept.section in {"discharge_diagnosis", "assessment", "postoperative_diagnosis"}
    return position + (0 if listed else 50)


def is_chronic(code: str) -> bool:
    """Whether a condition is chronic by nature: reference/lexicon/chronic.toml."""
    prefixes = tuple(
        prefix.replace(".", "")
        for fact in lexicon_file("chronic.toml")["chronic"]
        for prefix in fact["codes"]
    )
    return code.startswith(prefixes)


def _ruled_out(chart: Chart) -> set[str]:
    """Codes that the last document to speak of them rules out."""
    last: dict[str, tuple[int, bool]] = {}
    for concept in chart.concepts:
        if concept.kind is not ConceptKind.PROBLEM or not concept.codes:
            continue
        if concept.section not in ASSESSED_SECTIONS or not may_state_diagnoses(chart, concept):
            continue
        document = chart.document(concept.evidence)
        trigger = concept.trigger.quote.lower() if concept.trigger else ""
        out = concept.assertion is Assertion.NEGATED and _OUT.search(trigger) is not None
        code = reportable(Icd10cm(concept.codes[0]), chart.on)
        when = document.written_on.toordinal()
        known = last.get(code)
        if known is None or when > known[0] or (when == known[0] and out):
            last[code] = (when, out)
    return {code for code, (_, out) in last.items() if out}


def _without_loose_symptoms(drafts: Drafts) -> Drafts:
    """Drop what is only mentioned outside the assessment once anything was assessed."""
    if not any(draft.place.tier == 0 for draft in drafts.values()):
        return drafts
    return {code: draft for code, draft in drafts.items() if draft.place.tier != 2}
