"""The codes of T36-T50: what a drug did, as a draft."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from codinglab.diagnose.draft import Chart, Draft, Drafts, Place, joined
from codinglab.diagnose.injury import encounter_told
from codinglab.diagnose.named_drugs import NamedDrug
from codinglab.model import Authority, Icd10cm
from codinglab.reference.icd10cm import icd10cm

ADVERSE, UNDERDOSING = "5", "6"
_DRUG_CODE = re.compile(r"T(?:3[6-9]|4\d|50)")


@dataclass(frozen=True, slots=True)
class DrugCode:
    """What a rule says of a drug.

    Attributes:
        digit: 1 to 4 the intent of a poisoning, 5 adverse effect, 6 underdosing.
        reason: why, without the words of the statement.
        authority: the guideline.
        place: where the code stands.
    """

    digit: str
    reason: str
    authority: Authority
    place: Place


def with_drug_code(chart: Chart, drafts: Drafts, drug: NamedDrug, told: DrugCode) -> Drafts:
    """The drafts and the code of what a drug did; the same drafts where that code is not in force.

    Where the code is there already, a poisoning keeps the first of the places, the others the last.
    """
    statement = chart.statement(drug.concept.evidence)
    encounter = encounter_told([statement], chart) or "A"
    code = Icd10cm((drug.base + told.digit).ljust(6, "X") + encounter)
    if not icd10cm().entry(code, chart.on).billable:
        return drafts
    known, place = drafts.get(code), told.place
    if known is not None:
        place = (max if told.digit in {ADVERSE, UNDERDOSING} else min)(known.place, place)
    evidence = joined((drug.concept.evidence,), known.evidence if known else ())
    return {**drafts, code: Draft(code, evidence, f"{told.reason}: “{statement}”.", told.authority, place)}


def after(draft: Draft, steps: int = 1) -> Place:
    """The place just after a draft."""
    return replace(draft.place, step=draft.place.step + steps)


def follows_its_condition(code: str) -> bool:
    """Whether a code is of an adverse effect or an underdosing of a drug, which is never listed first."""
    return bool(_DRUG_CODE.match(code)) and code[:6].rstrip("X")[-1] in {ADVERSE, UNDERDOSING}


def is_drug_code(code: str) -> bool:
    """Whether a code is of T36-T50."""
    return bool(_DRUG_CODE.match(code))
