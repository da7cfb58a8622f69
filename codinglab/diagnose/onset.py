"""When a condition of a stay began, as the chart tells it: reference/lexicon/onset.toml."""

from __future__ import annotations

import re
from functools import cache

from codinglab.diagnose.draft import Chart, Draft, lexicon_file
from codinglab.model import Assertion, Concept, DocumentType, Evidence

_EARLY = frozenset({DocumentType.ED_NOTE, DocumentType.HISTORY_AND_PHYSICAL})
_EARLY_SECTIONS = frozenset(
    {"admission_diagnosis", "history_of_present_illness", "past_medical_history", "chief_complaint"}
)
_COURSE = "hospital_course"
_SUSPECTED = frozenset({Assertion.AFFIRMED, Assertion.POSSIBLE})
_EXPLAINED = ("sepsis", "pneumonia", "urinary tract infection")
_AFTER = 40


def told_later(chart: Chart, draft: Draft) -> str:
    """The words that tell that a draft's condition began during the stay; "" when there are none.

    A statement that also tells of the admission tells of nothing later: "admitted with postoperative ileus".
    In the hospital course the whole sentence up to the condition counts: "POD 2 confused; delirium".
    """
    resolved = (
        concept.evidence
        for concept in chart.concepts
        if concept.assertion is Assertion.HISTORICAL and concept.term in draft.terms
    )
    for evidence in (*draft.evidence, *resolved):
        statement = chart.statement(evidence)
        if _early_place(chart, evidence) or any(one.search(statement) for one in _patterns("early")):
            continue
        text = chart.document(evidence).text
        behind = text[evidence.end : evidence.end + _AFTER]
        if any(pattern.search(statement) for pattern in _patterns("later")):
            return statement
        if any(pattern.match(behind) for pattern in _patterns("after")):
            return statement
        if _section(chart, evidence) == _COURSE:
            start = max(text.rfind("\n", 0, evidence.start), text.rfind(". ", 0, evidence.start)) + 1
            before = text[start : evidence.end].strip()
            if any(pattern.search(before) for pattern in _patterns("later")):
                return before
    return _course_of(chart, draft)


def told_early(chart: Chart, draft: Draft) -> str:
    """The statement that says that the condition was there at admission; "" when none does."""
    said = (chart.statement(evidence) for evidence in draft.evidence)
    return next((text for text in said if any(one.search(text) for one in _patterns("early"))), "")


def seen_early(chart: Chart, draft: Draft) -> Evidence | None:
    """Where the emergency note, the admission note or the history names a condition or its category.

    Suspected counts like seen (Appendix I). What is chronic there is no proof of an acute form.
    """
    own = next((one for one in draft.evidence if _early_place(chart, one)), None)
    if own is not None:
        return own
    chronic = is_lasting(draft.code)
    return next(
        (
            concept.evidence
            for concept in _early_concepts(chart)
            if (concept.term in draft.terms or concept.codes[0][:3] == draft.code[:3])
            and not (is_lasting(concept.codes[0]) and not chronic)
        ),
        None,
    )


def symptom_early(chart: Chart, draft: Draft) -> Evidence | None:
    """Where the history at admission names a symptom of the infection or the stroke (Appendix I)."""
    symptoms = _symptoms(draft.code)
    found = (one for one in _early_concepts(chart) if symptoms and one.codes[0].startswith(symptoms))
    return next((one.evidence for one in found if one.assertion is Assertion.AFFIRMED), None)


def is_deficit_of(principal: str, code: str) -> bool:
    """Whether a code is a deficit of the stroke that is the principal diagnosis."""
    facts = lexicon_file("onset.toml")["deficit"]
    stroke, codes = (tuple(_stored(one) for one in facts[name]) for name in ("stroke", "codes"))
    return principal.startswith(stroke) and code.startswith(codes)


def is_lasting(code: str) -> bool:
    """Whether a condition is chronic by nature: reference/lexicon/chronic.toml."""
    facts = lexicon_file("chronic.toml")["chronic"]
    return code.startswith(tuple(_stored(code) for fact in facts for code in fact["codes"]))


def may_come_later(code: str) -> bool:
    """Whether a code of a chronic condition also names an acute event: reference/lexicon/poa.toml."""
    return code.startswith(
        tuple(_stored(c) for fact in lexicon_file("poa.toml")["later"] for c in fact["codes"])
    )


def _course_of(chart: Chart, draft: Draft) -> str:
    """Words of the whole chart outside the history that tell of some codes only."""
    for fact in lexicon_file("onset.toml")["later"]:
        codes = tuple(_stored(code) for code in fact.get("codes", ()))
        if not codes or not draft.code.startswith(codes):
            continue
        for document in chart.encounter.documents:
            found = None if document.type in _EARLY else _compiled(fact["words"]).search(document.text)
            if found is not None:
                return found[0]
    return ""


def _early_concepts(chart: Chart) -> list[Concept]:
    return [
        concept
        for concept in chart.concepts
        if concept.codes
        and concept.assertion in _SUSPECTED
        and (chart.document(concept.evidence).type in _EARLY or concept.section in _EARLY_SECTIONS)
    ]


def _early_place(chart: Chart, evidence: Evidence) -> bool:
    return chart.document(evidence).type in _EARLY or _section(chart, evidence) in _EARLY_SECTIONS


def _section(chart: Chart, evidence: Evidence) -> str:
    return next((one.section for one in chart.concepts if one.evidence == evidence), "")


def _symptoms(code: str) -> tuple[str, ...]:
    facts = [fact for fact in lexicon_file("integral.toml")["disease"] if fact["name"] in _EXPLAINED]
    facts += lexicon_file("onset.toml")["cause"]
    return tuple(
        _stored(symptom)
        for fact in facts
        if code.startswith(tuple(_stored(one) for one in fact["codes"]))
        for symptom in fact["symptoms"]
    )


@cache
def _patterns(kind: str) -> tuple[re.Pattern[str], ...]:
    """The patterns of "early", of "later" anywhere, or "after" the condition."""
    facts = lexicon_file("onset.toml")["early" if kind == "early" else "later"]
    wanted = kind == "after"
    return tuple(
        _compiled(fact["words"], bounded=not wanted)
        for fact in facts
        if not fact.get("codes") and bool(fact.get("after")) is wanted
    )


@cache
def _compiled(words: str, *, bounded: bool = True) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})\b" if bounded else rf"\s*(?:{words})\b", re.IGNORECASE)


def _stored(code: str) -> str:
    return code.replace(".", "")
