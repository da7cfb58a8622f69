"""A proposal of the present-on-admission indicator, with its reason."""

from __future__ import annotations

import re

from codinglab.diagnose.draft import Chart, Draft, lexicon_file
from codinglab.model import DocumentType, Evidence
from codinglab.reference.code_view import is_poa_exempt

_EARLY = frozenset({DocumentType.ED_NOTE, DocumentType.HISTORY_AND_PHYSICAL})
_EARLY_SECTIONS = frozenset(
    {"admission_diagnosis", "history_of_present_illness", "past_medical_history", "chief_complaint"}
)
_STATED = re.compile(
    r"\b(?:present on (?:admission|arrival)|POA|on (?:admission|arrival|presentation)|"
    r"admitted (?:with|for)|presented with)\b",
    re.IGNORECASE,
)
_LATER = re.compile(
    r"\b(?:not (?:present )?on admission|not POA|hospital[- ]acquired|nosocomial|hospital day (?:[2-9]|\d\d)|"
    r"post-?op(?:erative)? day|developed|during (?:the|this|his|her) (?:stay|hospitalization|admission)|"
    r"intraoperative|postoperative(?:ly)?)\b",
    re.IGNORECASE,
)


def proposed_poa(chart: Chart, draft: Draft, *, principal: bool = False) -> tuple[str, str]:
    """The indicator Y, N or U with one sentence; ("", why) for an exempt code, ("", "") off inpatient claims.

    Source: ICD-10-CM Official Guidelines, Appendix I: chronic conditions and what was seen before the order
    are Y; what began afterwards is N; what the documentation leaves open is U and a question to the provider.
    """
    if not chart.is_inpatient:
        return "", ""
    exempt = is_poa_exempt(draft.code, chart.on)
    if exempt is None:
        return "", f"Not proposed: no list of the codes exempt from POA reporting is in force on {chart.on}."
    if exempt:
        return "", "Exempt from POA reporting."
    said = [(one, chart.statement(one)) for one in draft.evidence]
    if found := next((text for _, text in said if _LATER.search(text)), None):
        return "N", f"The chart tells that it came later: “{found}”."
    if found := next((text for _, text in said if _STATED.search(text)), None):
        return "Y", f"The chart tells that it was there: “{found}”."
    if any(_is_early(chart, one) for one in draft.evidence):
        return "Y", "Documented in the emergency note, the history or the admission diagnoses."
    if draft.code.startswith(_chronic()):
        return "Y", "A chronic condition, even if first diagnosed during the stay."
    if principal:
        return "Y", "Proposed as principal diagnosis: what occasioned the admission was there before it (II)."
    return "U", "The documentation does not say whether it was present at admission: ask the provider."


def _is_early(chart: Chart, evidence: Evidence) -> bool:
    sections = {one.evidence: one.section for one in chart.concepts}
    return chart.document(evidence).type in _EARLY or sections.get(evidence, "") in _EARLY_SECTIONS


def _chronic() -> tuple[str, ...]:
    facts = lexicon_file("chronic.toml")["chronic"]
    return tuple(code.replace(".", "") for fact in facts for code in fact["codes"])
