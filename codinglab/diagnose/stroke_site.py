"""An acute stroke: the artery and the cause, its score, thrombolysis begun elsewhere."""

from __future__ import annotations

import re
from dataclasses import replace

from codinglab.diagnose.draft import Chart, Draft, Drafts, guideline, joined, lexicon_file
from codinglab.model import Assertion, Concept, ConceptKind, Evidence, Icd10cm
from codinglab.reference.icd10cm import icd10cm

_OPEN = ("I639", "I6340", "I6330", "I6350", "I638", "I6389")
_INFARCT = "I63"
_SCORE = "NIH stroke scale"
_MOST = 42
_ELSEWHERE = Icd10cm("Z9282")
_SIDES = {"right": "1", "left": "2", "bilateral": "3"}
_SIDE = re.compile(
    r"\b(?:(right|left|bilateral)|([RL])(?= (?:MCA|ACA|PCA|M[1-4]|PICA|AICA)\b))\b", re.IGNORECASE
)


def site_of_stroke(chart: Chart, drafts: Drafts) -> Drafts:
    """A cerebral infarction whose statement names artery and cause takes the code of both (I.B.2).

    Without a cause, or without an artery and an embolic or thrombotic cause, it stays as it is.
    """
    result = dict(drafts)
    for code in _OPEN:
        draft = result.get(code)
        better = _sited(chart, draft) if draft else None
        if draft is None or better is None or better == code:
            continue
        known = result.get(better)
        reason = f"{draft.reason} The statement names the artery or the cause of the stroke."
        result[better] = replace(
            draft,
            code=better,
            reason=reason,
            authority=guideline("I.B.2"),
            evidence=joined(draft.evidence, known.evidence if known else ()),
            place=min(draft.place, known.place) if known else draft.place,
        )
        del result[code]
    return result


def _sited(chart: Chart, draft: Draft) -> Icd10cm | None:
    """The code of the first statement that says most."""
    found: list[tuple[bool, Icd10cm]] = []
    for statement in dict.fromkeys(chart.statement(evidence) for evidence in draft.evidence):
        cause, artery = _digit("cause", statement), _digit("artery", statement)
        if not cause or (not artery and cause == "5"):
            continue
        code = Icd10cm(f"I63{cause}{artery}{_side(statement)}" if artery else f"I63{cause}0")
        if icd10cm().entry(code, chart.on).billable:
            found.append((not artery, code))
    return min(found)[1] if found else None


def _digit(table: str, statement: str) -> str:
    """The character of the first entry whose words the statement says and does not deny."""
    for fact in lexicon_file("stroke_sites.toml")[table]:
        words = re.search(rf"\b(?:{fact['words']})\b", statement, re.IGNORECASE)
        if words and not re.search(
            r"\b(?:no|not|without|negative)\b", statement[: words.start()][-25:], re.I
        ):
            return str(fact["digit"])
    return ""


def _side(statement: str) -> str:
    """The 6th character; 9 where no side or both are named beside each other."""
    names = {"r": "right", "l": "left"}
    sides = {names.get(one.lower(), one.lower()) for pair in _SIDE.findall(statement) for one in pair if one}
    return _SIDES[sides.pop()] if len(sides) == 1 else "9"


def score_of_stroke(chart: Chart, drafts: Drafts) -> Drafts:
    """After an acute cerebral infarction R29.7- with the first score, and Z92.82 (I.C.18.i, I.B.14).

    At least the initial score is reported; thrombolysis counts that another facility began (Z92.82).
    """
    stroke = next((draft for code, draft in drafts.items() if code.startswith(_INFARCT)), None)
    if stroke is None:
        return drafts
    result = dict(drafts)
    score = _first_score(chart)
    if score is not None and score.quantity is not None:
        number = int(score.quantity.number)
        code = Icd10cm(f"R297{number:02}")
        result[code] = Draft(
            code,
            (score.evidence,),
            f"“{score.evidence.quote}”: the first score of the stroke, after the code of the stroke.",
            guideline("I.C.18.i"),
            replace(stroke.place, step=stroke.place.step + 4),
        )
    place = _begun_elsewhere(chart)
    if place is not None and _ELSEWHERE not in result:
        result[_ELSEWHERE] = Draft(
            _ELSEWHERE,
            (place,),
            f"“{place.quote}”: thrombolysis begun at another facility before the admission.",
            guideline("I.C.21.c.3"),
            replace(stroke.place, tier=3),
        )
    return result


def _first_score(chart: Chart) -> Concept | None:
    scores = [
        one
        for one in chart.concepts
        if one.kind is ConceptKind.VALUE
        and one.term == _SCORE
        and one.assertion is Assertion.AFFIRMED
        and one.quantity is not None
        and 0 <= one.quantity.number <= _MOST
    ]
    return min(
        scores, key=lambda one: (chart.document(one.evidence).written_on, one.evidence.start), default=None
    )


def _begun_elsewhere(chart: Chart) -> Evidence | None:
    words = lexicon_file("stroke_sites.toml")["thrombolysis"]
    told = re.compile(rf"\b(?:{words['drug']})\b[^.;\n]{{0,40}}?\b(?:{words['elsewhere']})", re.IGNORECASE)
    denied = re.compile(r"\b(?:no|not|without|never|declined)\b[^.;\n]{0,30}$", re.IGNORECASE)
    for document in chart.encounter.documents:
        for found in told.finditer(document.text):
            if not denied.search(document.text[max(0, found.start() - 40) : found.start()]):
                return Evidence(document.id, found.start(), found.end(), found[0])
    return None
