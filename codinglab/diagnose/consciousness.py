"""Loss of consciousness with an injury of the brain: the 6th character that the chart's words tell."""

from __future__ import annotations

import re
from dataclasses import replace

from codinglab.diagnose.draft import Chart, Drafts, guideline
from codinglab.model import Icd10cm
from codinglab.reference.icd10cm import icd10cm

_LOSS = r"(?:LOC\b|loss of consciousness|lost consciousness|knocked (?:out|unconscious)|passed out)"
_NONE = re.compile(
    rf"\b(?:no|without|den(?:ies|ied)|negative for|w/o)\b[^.;,\n]{{0,20}}{_LOSS}", re.IGNORECASE
)
_SAID = re.compile(
    rf"{_LOSS}(?P<after>[^.;\n]{{0,40}}?(?P<number>\d+) ?(?P<unit>sec|min|h(?:ou)?r)\w*\b"
    r"(?! (?:ago|prior|before|earlier|later)))?",
    re.IGNORECASE,
)
_DOUBTED = re.compile(r"\b(?:unknown|unclear|unsure|possible|questionable|uncertain|\?)\s*$", re.IGNORECASE)
_SECONDS = {"s": 1, "m": 60, "h": 3600}
_STEPS = ((1800, "1"), (3540, "2"), (21540, "3"), (86400, "4"))
_UNSAID = "A"
_UNTIMED = "9"


def loss_of_consciousness(chart: Chart, drafts: Drafts) -> Drafts:
    """Give an S06 code of unknown loss of consciousness the one that the chart describes.

    The first duration that is told counts; a loss without one is of unspecified duration. Source: tabular,
    S06, and ICD-10-CM Official Guidelines I.B.2; a contradiction in the chart leaves it unknown.
    """
    result: Drafts = {}
    for code, draft in drafts.items():
        told = _told(chart) if code.startswith("S06") and code[5:6] in {_UNSAID, _UNTIMED} else ""
        other = Icd10cm(code[:5] + told + code[6:]) if told else draft.code
        if other != code and icd10cm().entry(other, chart.on).billable:
            why = f"{draft.reason} The chart tells of the loss of consciousness."
            draft = replace(draft, code=other, reason=why, authority=guideline("I.B.2"))
        result[draft.code] = draft
    return result


def _told(chart: Chart) -> str:
    """The 6th character: "0" no loss, "1" to "4" by its time, "9" a loss of no stated time, "" unsure."""
    absent, times, lost = False, [], False
    for document in chart.encounter.documents:
        absent = absent or bool(_NONE.search(document.text))
        rest = _NONE.sub(" ", document.text)
        for found in _SAID.finditer(rest):
            if _DOUBTED.search(rest[: found.start()][-30:]):
                continue
            lost = True
            if found["number"]:
                times.append(int(found["number"]) * _SECONDS[found["unit"][0].lower()])
    if absent and not lost:
        return "0"
    if absent or not lost:
        return ""
    return next((digit for most, digit in _STEPS if times and max(times) <= most), _UNTIMED)
