"""The problems that an assessment names, and the symptoms that its sentences only mention."""

from __future__ import annotations

import re
from dataclasses import replace

from codinglab.diagnose.draft import LISTED, Chart, Draft, Drafts
from codinglab.diagnose.drug_links import codes_of_effects
from codinglab.model import Evidence

_BULLET = re.compile(r"^[\s#*•\-–\d.)(]+")
_TITLE_END = re.compile(r"[.:;](?=\s|$)|\s[-–](?=\s)")
_MOST_WORDS = 9
_MOST_LED = 15
"""The words of a part that a numbered problem itself begins."""
_SENTENCE = re.compile(
    r"\b(?:patient|pt|he|she|they|we|i|is|are|was|were|has|have|had|will|would|may|can|presents?|reports?|"
    r"states?|denies|discussed|continue[sd]?|recommend\w*|order\w*|advised|due to|reasoning|"
    r"treatment|testing|education|counseling|return|follow)\b",
    re.IGNORECASE,
)
_NAMED_IN = frozenset({"", "assessment", "plan", "discharge_diagnosis", "postoperative_diagnosis"})
_SYMPTOMS = tuple("R0 R1 R2 R3 R4 R5 R60 R61 R63 R68 M255 M254 M796 M54 L539".split())
_FOUND_IN = frozenset({"review_of_systems", "physical_examination", "laboratory", "imaging", "vital_signs"})


def is_title(chart: Chart, evidence: Evidence) -> bool:
    """Whether words stand in the heading of a problem: a short line, or a short part of one, no sentence."""
    text = chart.document(evidence).text
    start = text.rfind("\n", 0, evidence.start) + 1
    stop = text.find("\n", evidence.end)
    return is_heading(text[start : stop if stop >= 0 else len(text)], evidence.start - start)


def is_heading(line: str, at: int) -> bool:
    """Whether the part of a line around a place is a heading.

    >>> line = "2. Hypertension, stable. - Medical Reasoning: she feels well"
    >>> is_heading(line, line.index("Hyper")), is_heading(line, line.index("well"))
    (True, False)
    """
    bullet = _BULLET.match(line)
    start = bullet.end() if bullet else 0
    for end in _TITLE_END.finditer(line, start):
        if end.start() >= at:
            leads = bullet is not None and at == bullet.end()
            return _is_short(line[start : end.start()], _MOST_LED if leads else _MOST_WORDS)
        start = end.end()
    return _is_short(line[start:])


def _is_short(part: str, most: int = _MOST_WORDS) -> bool:
    return len(part.split()) <= most and _SENTENCE.search(part) is None


def drop_findings(chart: Chart, drafts: Drafts) -> Drafts:
    """Drop what stands only in the review of systems, the examination or results.

    A finding is reported when the provider says what it means (III.B; IV.D for symptoms).
    """
    sections = _sections(chart)
    return {
        code: draft
        for code, draft in drafts.items()
        if not all(sections.get(evidence, "") in _FOUND_IN for evidence in draft.evidence)
    }


def drop_mentions(chart: Chart, drafts: Drafts) -> Drafts:
    """Where an outpatient's assessment heads its problems, drop the symptoms that its sentences mention.

    They belong to the problems named: a symptom is coded while no diagnosis has been established
    (I.B.4, IV.D). A symptom in the heading of a problem stays, and so does the effect of a drug. Another
    condition that no heading names stays too, as one that is only listed: it is reported where it affected
    this encounter's care (IV.J).
    """
    if chart.is_inpatient:
        return drafts
    sections = _sections(chart)
    named = {
        code
        for code, draft in drafts.items()
        if any(sections.get(one, "") in _NAMED_IN and is_title(chart, one) for one in draft.evidence)
    }
    if not named:
        return drafts
    named |= codes_of_effects(chart, drafts)
    return {
        code: draft if code in named else replace(draft, place=replace(draft.place, tier=_mentioned(draft)))
        for code, draft in drafts.items()
        if code in named or not code.startswith(_SYMPTOMS)
    }


def _mentioned(draft: Draft) -> int:
    return max(draft.place.tier, LISTED)


def _sections(chart: Chart) -> dict[Evidence, str]:
    """The section that each piece of evidence stands in."""
    return {concept.evidence: concept.section for concept in chart.concepts}
