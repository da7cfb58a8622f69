"""The eye of an eye disease, where its statement writes OD, OS or OU, and macular edema beside it."""

from __future__ import annotations

import re
from dataclasses import replace

from codinglab.diagnose.draft import Chart, Draft, Drafts, guideline
from codinglab.model import Icd10cm
from codinglab.reference.icd10cm import icd10cm

_UNSAID = "unspecified eye"
_EYES = {"OD": "right eye", "OS": "left eye", "OU": "bilateral"}
_WRITTEN = re.compile(r"\b(?:OD|OS|OU)\b")
_EDEMA = re.compile(r"\bmacular (?:o?edema)\b", re.IGNORECASE)
_NO_EDEMA = re.compile(
    r"\b(?:no|without|w/o|absent|negative for|denies)\b[^.;\n]{0,30}\bmacular o?edema", re.IGNORECASE
)
_SPOKEN = re.compile(r"\b(right|left|both|bilateral) (?:eyes?\b|[\w-]+ retinopathy)", re.IGNORECASE)
_SPOKEN_EYES = {"right": "right eye", "left": "left eye", "both": "bilateral", "bilateral": "bilateral"}


def side_of_the_eye(chart: Chart, drafts: Drafts) -> Drafts:
    """Exchange a code of an unspecified eye for that of the eye in its statement (I.B.13, I.B.2)."""
    result: Drafts = {}
    for code, draft in drafts.items():
        better = _of_eye(chart, draft)
        if better is None:
            result[code] = draft
            continue
        reason = f"{draft.reason} Its statement names the eye."
        result[better] = replace(draft, code=better, reason=reason, authority=guideline("I.B.13"))
    return result


def _of_eye(chart: Chart, draft: Draft) -> Icd10cm | None:
    """The code whose title differs in the eye alone."""
    table = icd10cm()
    title = table.title(draft.code)
    if _UNSAID not in title.lower():
        return None
    said = [chart.statement(one) for one in draft.evidence]
    eyes = {eye for statement in said for eye in _eyes(statement)}
    wanted = title.lower().replace(_UNSAID, eyes.pop()) if len(eyes) == 1 else title.lower()
    if any(_EDEMA.search(statement) and not _NO_EDEMA.search(statement) for statement in said):
        wanted = wanted.replace("without macular edema", "with macular edema")
    beside = table.below(draft.code[:5], chart.on) if wanted != title.lower() else ()
    return next((Icd10cm(one) for one in beside if table.title(one).lower() == wanted), None)


def _eyes(statement: str) -> set[str]:
    written = {_EYES[found[0]] for found in _WRITTEN.finditer(statement)}
    return written or {_SPOKEN_EYES[found[1].lower()] for found in _SPOKEN.finditer(statement)}
