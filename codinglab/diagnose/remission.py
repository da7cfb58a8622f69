"""Cancer: present, in remission, under treatment, or over."""

from __future__ import annotations

import re
from functools import cache

from codinglab.diagnose.draft import LISTED, Chart, Draft, Drafts, Place, guideline, lexicon_file
from codinglab.diagnose.support import ASSESSED_SECTIONS, may_state_diagnoses
from codinglab.diagnose.walk import refined
from codinglab.model import Assertion, Concept, ConceptKind, Evidence, Icd10cm
from codinglab.reference.icd10cm import icd10cm

_BLOOD = ("C81", "C82", "C83", "C84", "C85", "C88", "C90", "C91", "C92", "C93", "C94", "C95")
SECONDARY = ("C77", "C78", "C79")
"""Metastases: any mention of one is coded as a secondary malignant neoplasm of its site (I.C.2.m)."""
_REMISSION = re.compile(r"\bin (?:\w+ ){0,2}remission\b", re.IGNORECASE)
_NO_REMISSION = re.compile(r"\bnot (?:yet )?(?:in|having achieved)\b", re.IGNORECASE)
_ITEM_ENDS = re.compile(r"\n\s*(?:\n|\d+[.)]|[-*•])")


def cancer_in_its_state(chart: Chart, drafts: Drafts) -> Drafts:
    """Cancer that is said to be gone leaves the active codes; cancer that is treated or in remission is one.

    Leukemia, lymphoma and myeloma in remission have active codes (I.C.2.n). A cancer said to be of the
    past that is still treated keeps its code until the treatment ends, and metastases keep theirs (I.C.2.m).
    """
    result = {
        code: draft
        for code, draft in drafts.items()
        if not (code.startswith("C") and all(_is_gone(chart, evidence) for evidence in draft.evidence))
    }
    for concept in chart.concepts:
        draft = _present(chart, concept)
        if draft is None:
            continue
        known = result.get(draft.code)
        if known is None or draft.place < known.place:
            result[draft.code] = draft
    return result


def is_treated(chart: Chart, evidence: Evidence) -> bool:
    """Whether the statement of a cancer, to the end of its item, tells of treatment that goes on."""
    item = _item(chart, evidence)
    return any(
        not _pattern("past_treatment").search(item[max(0, found.start() - 30) : found.start()])
        and not _pattern("ended").search(item[found.end() :])
        for found in _pattern("treated").finditer(item)
    )


def is_over(chart: Chart, evidence: Evidence) -> bool:
    """Whether the statement says that nothing of the cancer is left."""
    return _pattern("over").search(chart.statement(evidence)) is not None


def _is_gone(chart: Chart, evidence: Evidence) -> bool:
    return is_over(chart, evidence) and not is_treated(chart, evidence)


def _present(chart: Chart, concept: Concept) -> Draft | None:
    """The draft of a cancer called past that is in remission or treated, None of any other concept."""
    if concept.kind is not ConceptKind.PROBLEM or concept.assertion is not Assertion.HISTORICAL:
        return None
    if not concept.codes or not concept.codes[0].startswith("C") or not may_state_diagnoses(chart, concept):
        return None
    code = refined(concept.codes[0], chart.words(concept), chart.on)
    statement = chart.statement(concept.evidence)
    remission = (
        code.startswith(_BLOOD) and _REMISSION.search(statement) and not _NO_REMISSION.search(statement)
    )
    if code.startswith(SECONDARY) and not is_over(chart, concept.evidence):
        found, why, rule = str(code), "is a mention of metastasis, which is coded as present", "I.C.2.m"
    elif remission:
        found, why, rule = _in_remission(chart, code), "is in remission, which is an active code", "I.C.2.n"
    elif is_treated(chart, concept.evidence):
        found, why, rule = code, "is still treated: active until the treatment ends", "I.C.2.m"
    else:
        return None
    tier = 0 if concept.section in ASSESSED_SECTIONS else LISTED
    position = chart.encounter.documents.index(chart.document(concept.evidence))
    return Draft(
        Icd10cm(found),
        (concept.evidence,),
        f"“{concept.evidence.quote}” {why}.",
        guideline(rule),
        Place(tier, position, concept.evidence.start),
        frozenset({concept.term}),
    )


def _in_remission(chart: Chart, code: str) -> str:
    """The code beside one, or below it, whose title says "in remission"."""
    table = icd10cm()
    for above in (code, code[:4], code[:3]):
        for child in table.below(above, chart.on):
            title = table.title(child).lower()
            if title.endswith("in remission") and (above != code[:3] or "unspecified" in title):
                return child
    return code


def _item(chart: Chart, evidence: Evidence) -> str:
    text = chart.document(evidence).text
    start = text.rfind("\n", 0, evidence.start) + 1
    stop = _ITEM_ENDS.search(text, evidence.end)
    return text[start : stop.start() if stop else len(text)]


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile("|".join(lexicon_file("histories.toml")["words"][name]), re.IGNORECASE)
