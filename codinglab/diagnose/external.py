"""External causes of an injury, from its story: what happened, in what place, at what activity."""

from __future__ import annotations

from codinglab.diagnose.draft import Chart, Draft, Drafts, Place, guideline
from codinglab.model import Assertion, ConceptKind, Icd10cm
from codinglab.reference.icd10cm import icd10cm

_STORY = frozenset({"history_of_present_illness", "chief_complaint", "", "indication", "assessment"})
_RULES = {"cause": "I.C.20.a", "place": "I.C.20.b", "activity": "I.C.20.c"}
_INITIAL = frozenset("AB")


def external_causes(chart: Chart, drafts: Drafts) -> Drafts:
    """Beside an injury at its initial encounter: one cause, one place, one activity that the story tells.

    The first that the lexicon lists is taken: its more exact entries stand first.
    Source: ICD-10-CM Official Guidelines I.C.20; reporting is voluntary unless a payer or state asks.
    """
    if not any(code.startswith(("S", "T1")) and code[6:] in _INITIAL for code in drafts):
        return drafts
    result = dict(drafts)
    told: set[str] = set()
    for concept in chart.concepts:
        kind = concept.slot("kind")
        if concept.kind is not ConceptKind.CAUSE or kind in told or concept.section not in _STORY:
            continue
        code = Icd10cm(concept.codes[0])
        if concept.assertion is not Assertion.AFFIRMED or not icd10cm().entry(code, chart.on).billable:
            continue
        told.add(kind)
        result[code] = Draft(
            code,
            (concept.evidence,),
            f"The story of the injury tells the {kind}: {concept.term}.",
            guideline(_RULES[kind]),
            Place(3, len(chart.encounter.documents), 1000 + len(told)),
            frozenset({concept.term}),
        )
    return result
