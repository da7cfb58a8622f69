"""The reason for an outpatient visit that is no complaint: screening, examination, treatment, aftercare."""

from __future__ import annotations

from dataclasses import replace

from codinglab.diagnose.age import GROWN, age
from codinglab.diagnose.draft import Chart, Draft, Drafts, Place, guideline, joined, lexicon_file
from codinglab.diagnose.support import is_chronic
from codinglab.diagnose.visit_words import Reason, brings_the_patient, names, pattern, reasons
from codinglab.model import Concept, Icd10cm

REASON = -1
"""The tier of what the patient came for: before all that was assessed."""
_ONLY_FIRST = ", a code that may only be first-listed (I.C.21.c.15)"
_JOINT = "Z471"


def reason_for_visit(chart: Chart, drafts: Drafts) -> Drafts:
    """The code of the reason for the visit, first where the guidelines or the chart put it first.

    What it is done for follows it: the neoplasm after its treatment (I.C.2.e.2), the reason for surgery
    after the examination (IV.M), the history after the follow-up (I.C.21.c.8). Outpatient only.
    """
    if chart.is_inpatient:
        return drafts
    result = dict(drafts)
    for reason in reasons():
        for concept in chart.concepts:
            if not names(concept, reason) or _is_out_of_place(reason, drafts):
                continue
            came = brings_the_patient(chart, concept, reason)
            if came is not None:
                result = _with_reason(chart, result, concept, reason, came=came)
            elif reason.code in result and result[reason.code].evidence == (concept.evidence,):
                del result[reason.code]
    return result


def _is_out_of_place(reason: Reason, drafts: Drafts) -> bool:
    follows = any(code.startswith(reason.then) for code in drafts) if reason.then else True
    return (reason.needs and not follows) or any(code.startswith(reason.unless) for code in drafts)


def _with_reason(chart: Chart, drafts: Drafts, concept: Concept, reason: Reason, *, came: bool) -> Drafts:
    entry = _by_age(chart, reason)
    abnormal = bool(entry.abnormal) and _found_something(chart, drafts)
    code = Icd10cm(entry.abnormal if abnormal else entry.code)
    position = chart.encounter.documents.index(chart.document(concept.evidence))
    tier = REASON if came or entry.first else 0
    place = Place(tier, position, concept.evidence.start)
    known = drafts.get(code)
    if known is not None and known.place < place:
        return {**drafts, code: replace(known, evidence=joined(known.evidence, (concept.evidence,)))}
    found = " with an abnormal finding" if abnormal else ""
    follows = [draft for draft in drafts.values() if _follows(chart, draft, concept, entry)]
    draft = Draft(
        code,
        joined((concept.evidence,), known.evidence if known else ()),
        f"“{concept.evidence.quote}” is a reason for this visit: {entry.name}{found}"
        f"{_ONLY_FIRST if entry.first else ''}.",
        guideline(entry.section),
        place,
        frozenset({concept.term}),
        (entry.asks,) if entry.asks and not follows else (),
    )
    follows.sort(key=lambda one: one.place)
    after: Drafts = {
        one.code: replace(one, place=replace(place, step=2 + number), listed=False)
        for number, one in enumerate(follows)
    }
    joint = _joint(chart, concept, place) if code == _JOINT else {}
    return {**drafts, code: draft, **after, **joint}


def _by_age(chart: Chart, reason: Reason) -> Reason:
    years = age(chart)
    if reason.child and years is not None and years < GROWN:
        return next(one for one in reasons() if one.name == reason.child)
    return reason


def _follows(chart: Chart, draft: Draft, concept: Concept, reason: Reason) -> bool:
    """Whether a code belongs right after the reason: its neoplasm or history, or the reason for surgery."""
    if reason.then:
        return draft.code.startswith(reason.then)
    statement = chart.statement(concept.evidence)
    return reason.section == "IV.M" and any(chart.statement(one) == statement for one in draft.evidence)


def _found_something(chart: Chart, drafts: Drafts) -> bool:
    """Whether an assessed condition is newly found or worse (IV.P): not chronic by nature, or said so."""
    return any(
        not is_chronic(code) or any(pattern("worse").search(chart.statement(one)) for one in draft.evidence)
        for code, draft in drafts.items()
        if draft.place.tier == 0 and not code.startswith("Z")
    )


def _joint(chart: Chart, concept: Concept, place: Place) -> Drafts:
    """The presence of the joint that the statement names, by its side."""
    words = chart.statement(concept.evidence).lower()
    for joint in lexicon_file("visit_reasons.toml")["joint"]:
        if joint["word"] not in words:
            continue
        side = next((one for one in ("bilateral", "right", "left") if one in words and joint[one]), "unsaid")
        code = Icd10cm(joint[side].replace(".", ""))
        why = f"The {joint['word']} that was replaced, beside its aftercare."
        return {
            code: Draft(code, (concept.evidence,), why, guideline("I.C.21.c.7"), replace(place, step=1)),
        }
    return {}
