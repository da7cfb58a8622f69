"""The 7th character of injuries: active treatment, routine healing, or sequela."""

from __future__ import annotations

import re
from dataclasses import replace

from codinglab.diagnose.draft import Chart, Drafts, guideline
from codinglab.model import Icd10cm
from codinglab.reference.icd10cm import icd10cm

_HEALING = re.compile(
    r"\b(?:healing|healed|status post|s/p|postoperative|post-op|follow[- ]?up (?:of|for|visit)|aftercare|"
    r"cast removal|suture removal|weeks? (?:after|out from|post))\b",
    re.IGNORECASE,
)
_AFTERCARE = re.compile(r"\b(?:aftercare|routine healing|rehabilitation|healed)\b", re.IGNORECASE)
_LATE = re.compile(r"\b(?:sequela\w*|late effects?|residual\w* (?:of|from))\b", re.IGNORECASE)


def encounter_of_injury(chart: Chart, drafts: Drafts) -> Drafts:
    """D where the statement of an injury tells of healing or aftercare, S where of a late effect.

    Source: ICD-10-CM Official Guidelines I.C.19.a; what the words leave open stays active treatment, and
    so does an operation during the stay ("status post fixation").
    """
    result: Drafts = {}
    for code, draft in drafts.items():
        said = [chart.statement(evidence) for evidence in draft.evidence]
        wanted = encounter_told(said, chart) if code[6:] == "A" else ""
        other = Icd10cm(code[:6] + wanted) if wanted else draft.code
        if wanted and icd10cm().entry(other, chart.on).billable:
            what = "routine healing or aftercare" if wanted == "D" else "a sequela"
            draft = replace(
                draft,
                code=other,
                reason=f"{draft.reason} The statement tells of {what}.",
                authority=guideline("I.C.19.a"),
            )
        result[draft.code] = draft
    return result


def encounter_told(said: list[str], chart: Chart) -> str:
    """S where statements tell of a late effect, D of healing or aftercare, "" where of neither."""
    if any(_LATE.search(one) for one in said):
        return "S"
    later = _AFTERCARE if chart.is_inpatient else _HEALING
    return "D" if any(later.search(one) for one in said) else ""
