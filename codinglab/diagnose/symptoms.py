"""Symptoms that belong to a diagnosis."""

from __future__ import annotations

import re
from dataclasses import replace

from codinglab.diagnose.draft import Chart, Draft, Drafts, guideline, lexicon_file
from codinglab.diagnose.drug_links import codes_of_effects
from codinglab.model import Icd10cm
from codinglab.reference.content_words import content_words
from codinglab.reference.icd10cm import icd10cm

_PAIN = ("M255", "M796", "M545", "M549", "M542", "M254")
_SITE_PAIN = ("M255", "M796", "M54")
_CHRONIC = re.compile(
    r"\bchronic\b[^.,;]{0,30}\b(?:pain|ache)\b|\bpain\b[^.,;]{0,15}\bchronic\b", re.IGNORECASE
)
_SIDES = frozenset({"right", "left"})
_PARTS = frozenset(
    "ankle arm back elbow finger foot forearm hand hip humerus knee leg neck shoulder thigh thumb toe "
    "wrist".split()
)


def drop_integral(chart: Chart, drafts: Drafts) -> Drafts:
    """Drop symptoms routinely associated with a diagnosis that is coded (I.B.5).

    The pairs are in reference/lexicon/integral.toml; a symptom that is on no list stays (I.B.6), and so
    does one that the chart calls an effect of a drug (I.C.19.e.5.a).
    """
    effects = codes_of_effects(chart, drafts)
    dropped = {
        code
        for fact in lexicon_file("integral.toml")["disease"]
        if any(other.startswith(_prefixes(fact["codes"])) for other in drafts)
        for code in drafts
        if code.startswith(_prefixes(fact["symptoms"]))
        and not code.startswith(_prefixes(fact["codes"]))
        and code not in effects
    }
    return {code: draft for code, draft in drafts.items() if code not in dropped}


def drop_pain_of_part(chart: Chart, drafts: Drafts) -> Drafts:
    """Drop the pain of a body part whose injury or disorder is coded (I.B.5).

    Right and left are kept apart: pain of the other side stays.
    """
    definitive = [
        _part_and_side(code) for code in drafts if code.startswith(("S", "M")) and not code.startswith(_PAIN)
    ]

    def explained(code: str) -> bool:
        parts, sides = _part_and_side(code)
        return any(parts & known and (not sides or not side or sides & side) for known, side in definitive)

    return {code: draft for code, draft in drafts.items() if not (code.startswith(_PAIN) and explained(code))}


def pain_by_duration(chart: Chart, drafts: Drafts) -> Drafts:
    """Chronic pain of a named site without a definite diagnosis adds G89.29 after the site.

    Source: ICD-10-CM Official Guidelines I.C.6.b.1.b.ii.
    """
    result = dict(drafts)
    for code, draft in drafts.items():
        if not code.startswith(_SITE_PAIN) or "G8929" in result:
            continue
        said = next((one for one in draft.evidence if _CHRONIC.search(chart.statement(one))), None)
        if said is not None:
            result["G8929"] = Draft(
                Icd10cm("G8929"),
                (said,),
                "The pain is called chronic and no definite diagnosis explains it: the site first, then G89.",
                guideline("I.C.6.b.1.b.ii"),
                replace(draft.place, step=draft.place.step + 1),
            )
    return result


def _part_and_side(code: str) -> tuple[frozenset[str], frozenset[str]]:
    words = content_words(icd10cm().title(code))
    return words & _PARTS, words & _SIDES


def _prefixes(codes: list[str]) -> tuple[str, ...]:
    return tuple(code.replace(".", "") for code in codes)
