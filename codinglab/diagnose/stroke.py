"""What a stroke leaves behind, and which side is the dominant one."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from codinglab.diagnose.draft import Chart, Draft, Drafts, Place, guideline, lexicon_file
from codinglab.diagnose.specific import reportable
from codinglab.model import Assertion, Concept, ConceptKind, Icd10cm
from codinglab.reference.icd10cm import icd10cm

_STROKE = r"(?:strokes?|CVAs?|cerebr\w+ infarct\w*|cerebrovascular accident)"
_AFTER = re.compile(
    rf"\W*(?:\w+\W+){{0,2}}?(?:following|after|from|due to|secondary to|residual (?:of|from)|sequelae? of|"
    rf"late effect of|s/p|status post)\W+(?:\w+\W+){{0,4}}?{_STROKE}\b",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"\b{_STROKE}\b[^.;\n]{{0,60}}?\b(?:residual|persistent|chronic|ongoing|deficits?|sequelae?)\W+(?:\w+\W+){{0,5}}$",
    re.IGNORECASE,
)
_HANDED = (
    ("both", re.compile(r"\bambidextrous\b", re.IGNORECASE)),
    ("left", re.compile(r"\bleft[- ](?:hand(?:ed)?(?:[- ]dominant)?\b|dominant)", re.IGNORECASE)),
    ("right", re.compile(r"\bright[- ](?:hand(?:ed)?[- ]dominant\b|handed\b|dominant)", re.IGNORECASE)),
)
_ACUTE = ("I60", "I61", "I62", "I63")
_DOMINANT = re.compile(r"(right|left) (non-?)?dominant side")


def after_stroke(chart: Chart, drafts: Drafts) -> Drafts:
    """A deficit that the provider ties to an earlier stroke is coded to I69.3- (I.C.9.d).

    The pairs are in reference/lexicon/stroke_deficits.toml. Beside an acute stroke nothing changes.
    """
    if any(code.startswith(_ACUTE) for code in drafts):
        return drafts
    result = dict(drafts)
    for concept in chart.concepts:
        becomes = _becomes(concept)
        if not becomes or not _tied(chart, concept):
            continue
        before = next((one for one in result.values() if concept.evidence in one.evidence), None)
        code = reportable(_on_side(becomes, concept), chart.on)
        place = before.place if before else Place(0, 0, concept.evidence.start)
        if before is not None:
            del result[before.code]
        result[code] = Draft(
            code,
            (concept.evidence,),
            f"The provider ties “{concept.evidence.quote}” to an earlier stroke: a sequela.",
            guideline("I.C.9.d"),
            place,
            frozenset({concept.term}),
        )
    return result


def _becomes(concept: Concept) -> str:
    """The sequela of a deficit that is told as there now, or as there since the stroke."""
    there = concept.assertion in {Assertion.AFFIRMED, Assertion.HISTORICAL}
    if concept.kind is not ConceptKind.PROBLEM or not concept.codes or not there:
        return ""
    return next((after for before, after in _deficits() if concept.codes[0].startswith(before)), "")


@cache
def _deficits() -> tuple[tuple[str, str], ...]:
    facts = lexicon_file("stroke_deficits.toml")["deficit"]
    return tuple((fact["code"].replace(".", ""), fact["sequela"].replace(".", "")) for fact in facts)


def _tied(chart: Chart, concept: Concept) -> bool:
    text, place = chart.document(concept.evidence).text, concept.evidence
    within = re.search(_STROKE, place.quote, re.IGNORECASE) is not None
    return (
        within
        or _AFTER.match(text, place.end) is not None
        or _BEFORE.search(text[max(0, place.start - 120) : place.start]) is not None
    )


def _on_side(code: str, concept: Concept) -> Icd10cm:
    """The child of a side, dominant where nothing says otherwise: `dominant_side` looks at it again."""
    side = concept.slot("side")
    titles = {child: icd10cm().title(child).lower() for child in icd10cm().children(code)}
    return Icd10cm(
        next((child for child, title in titles.items() if side and f"{side} dominant" in title), code)
    )


def dominant_side(chart: Chart, drafts: Drafts) -> Drafts:
    """Of a paralysis whose side is told, the dominant side by the hand, else by default (I.C.6.a).

    Where the chart does not say: of an ambidextrous patient dominant, left not dominant, right dominant.
    """
    result = dict(drafts)
    for code, draft in drafts.items():
        found = _DOMINANT.search(icd10cm().title(code).lower())
        if found is None:
            continue
        hand = _hand(chart)
        dominant = hand in {"both", found[1]} if hand else found[1] == "right"
        wanted = f"{found[1]} {'dominant' if dominant else 'nondominant'} side"
        beside = (code[:-1] + digit for digit in "123456789")
        right = next(
            (one for one in beside if wanted in icd10cm().title(one).lower().replace("non-d", "nond")), code
        )
        why = f"the patient is {hand}-handed" if hand in {"left", "right"} else "the patient uses both hands"
        said = (
            why
            if hand
            else f"the chart names no hand, and then the {found[1]} is "
            + ("the dominant side" if dominant else "not the dominant side")
        )
        del result[code]
        result[right] = replace(
            draft,
            code=Icd10cm(right),
            reason=f"{draft.reason} Dominance: {said}.",
            authority=guideline("I.C.6.a") if draft.authority.section == "I.A.19" else draft.authority,
        )
    return result


def _hand(chart: Chart) -> str:
    texts = [document.text for document in chart.encounter.documents]
    return next((hand for hand, words in _HANDED if any(words.search(text) for text in texts)), "")
