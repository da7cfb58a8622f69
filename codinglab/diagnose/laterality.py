"""The side of a problem, where its own words lack it and the chart says it of the same body part."""

from __future__ import annotations

import re
from dataclasses import replace

from codinglab.diagnose.draft import Chart, Draft, Drafts, guideline, joined
from codinglab.diagnose.specific import SIDES
from codinglab.model import Assertion, Concept, Evidence, Icd10cm
from codinglab.reference.icd10cm import icd10cm
from codinglab.reference.side_letters import in_words

_PARTS = re.compile(
    r"\b(ankle|arm|breast|ear|elbow|eye|finger|foot|forearm|hand|hip|knee|leg|shoulder|thigh|thumb|toe|wrist)s?\b"
)


def side_of_the_chart(chart: Chart, drafts: Drafts) -> Drafts:
    """Give a code of an unspecified side the side that the chart names for that body part.

    I.B.13: the side as documented; both codes where a problem is bilateral and no code says so. Where
    the chart names both sides, nothing is chosen and the side stays missing.
    """
    result: Drafts = {}
    for code, draft in drafts.items():
        sides = _siblings(code)
        wanted, support = _documented(chart, draft) if sides else ("", ())
        chosen = ["right", "left"] if wanted == "bilateral" and wanted not in sides else [wanted]
        if not sides or not all(side in sides for side in chosen):
            result[code] = draft
            continue
        for side in chosen:
            sided = Icd10cm(sides[side])
            result[sided] = replace(
                draft,
                code=sided,
                evidence=joined(draft.evidence, support),
                reason=f"{draft.reason} The chart names the side: {wanted}.",
                authority=guideline("I.B.13"),
            )
    return result


def _siblings(code: str) -> dict[str, str]:
    """The codes that differ from one of an unspecified side in the side alone."""
    table = icd10cm()
    title = table.title(code).lower()
    if "unspecified" not in title:
        return {}
    own = _bare(title)
    at = 5 if len(code) == 7 else len(code) - 1
    found = {}
    for digit in "1234":
        beside = code[:at] + digit + code[at + 1 :]
        other = table.title(beside).lower()
        if beside != code and (side := SIDES.search(other)) and _bare(other) == own:
            found[side[0]] = beside
    return found


def _bare(title: str) -> frozenset[str]:
    words = set(re.findall(r"\w+", title))
    return frozenset(words - {"unspecified", "right", "left", "bilateral"})


def _documented(chart: Chart, draft: Draft) -> tuple[str, tuple[Evidence, ...]]:
    """The one side of the draft's own words, else of the concepts of the same body part."""
    own = {side for evidence in draft.evidence for side in SIDES.findall(in_words(evidence.quote).lower())}
    if len(own) == 1:
        return own.pop(), ()
    parts = set(_PARTS.findall(icd10cm().title(draft.code).lower()))
    near = [concept for concept in chart.concepts if _same_part(concept, parts)]
    sides = {side for concept in near for side in SIDES.findall(icd10cm().title(concept.codes[0]).lower())}
    if len(sides) != 1:
        return "", ()
    return sides.pop(), tuple(concept.evidence for concept in near[:2])


def _same_part(concept: Concept, parts: set[str]) -> bool:
    if not parts or not concept.codes or concept.assertion is not Assertion.AFFIRMED:
        return False
    title = icd10cm().title(concept.codes[0]).lower()
    return bool(SIDES.search(title)) and bool(parts & set(_PARTS.findall(title)))
