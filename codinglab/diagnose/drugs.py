"""Long-term (current) drug therapy."""

from __future__ import annotations

import re

from codinglab.diagnose.draft import Chart, Draft, Drafts, Place, guideline, joined
from codinglab.model import Assertion, Concept, ConceptKind, Icd10cm

_DIABETES_DRUGS = {
    "Z794": "insulin",
    "Z7984": "an oral hypoglycemic drug",
    "Z7985": "an injectable non-insulin drug",
}
_OTHER_DRUGS = {
    "Z7901": "an anticoagulant",
    "Z7902": "an antiplatelet drug",
    "Z7982": "aspirin",
    "Z7951": "an inhaled steroid",
}
_LONG_TERM = re.compile(r"\b(?:long[- ]term|chronic(?:ally)?|lifelong|maintenance)\b", re.IGNORECASE)
_HOME_SECTIONS = frozenset(
    {"medications", "assessment", "plan", "history_of_present_illness", "past_medical_history"}
)


def long_term_drugs(chart: Chart, drafts: Drafts) -> Drafts:
    """Z79 for drugs that the patient takes on.

    Diabetes: insulin, oral and injectable drugs each have their code, together where both are taken;
    not insulin given for a while during the stay, and not for type 1 (I.C.4.a.3). Others: only from
    the list of the patient's own medications (I.C.21.c.3).
    """
    result = dict(drafts)
    type_2 = any(code.startswith(("E08", "E09", "E11", "E13")) for code in drafts)
    last = len(chart.encounter.documents)
    for concept in chart.concepts:
        code = concept.codes[0] if concept.codes else ""
        if not _is_taken(concept):
            continue
        if code in _DIABETES_DRUGS and type_2 and not _is_temporary(chart, concept):
            drug, rule = _DIABETES_DRUGS[code], "I.C.4.a.3"
        elif code in _OTHER_DRUGS and (concept.section == "medications" or _is_long_term(chart, concept)):
            drug, rule = _OTHER_DRUGS[code], "I.C.21.c.3"
        else:
            continue
        known = result.get(code)
        result[code] = Draft(
            Icd10cm(code),
            joined(known.evidence if known else (), (concept.evidence,)),
            f"The patient takes {drug} ({concept.term}) long term.",
            guideline(rule),
            Place(3, last, len(result)) if known is None else known.place,
        )
    return result


def _is_long_term(chart: Chart, concept: Concept) -> bool:
    return _LONG_TERM.search(chart.statement(concept.evidence)) is not None


def _is_taken(concept: Concept) -> bool:
    return (
        concept.kind is ConceptKind.MEDICATION
        and concept.assertion is Assertion.AFFIRMED
        and concept.section in _HOME_SECTIONS
    )


def _is_temporary(chart: Chart, concept: Concept) -> bool:
    """Whether insulin is given only during the stay: of an inpatient, outside the home medications."""
    if concept.codes[0] != "Z794":
        return False
    sliding = "sliding" in chart.statement(concept.evidence).lower()
    return sliding or (chart.is_inpatient and concept.section != "medications")
