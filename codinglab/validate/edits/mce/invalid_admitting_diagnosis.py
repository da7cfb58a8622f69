"""The admitting diagnosis is not a valid code on the day of discharge.

An inpatient claim names, beside the principal diagnosis, the condition for which the physician admitted
the patient. It is coded by the code list of the discharge day like every other diagnosis.

Correct the code. The admitting diagnosis may be a sign or a suspicion and may differ from the principal
diagnosis; that difference is no fault. The editor does not hold it to its lists for principal diagnoses.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from codinglab.model import Authority, Claim, ClaimType, Disposition, Icd10cm, Severity
from codinglab.reference.icd10cm import icd10cm
from codinglab.validate.code_editor import found
from codinglab.validate.code_editor_batch import fired
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, not_evaluated, passes

if TYPE_CHECKING:
    from codinglab.validate.code_editor import Found

EDIT = Edit(
    __name__,
    title="Invalid admitting diagnosis",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.INPATIENT,),
    judges="claim",
    authority=(Authority("Definitions of Medicare Code Edits", "v44", "edit 1"),),
    reads=(),
    message="Admitting diagnosis: {why} Report the code that is valid on the discharge day.",
    examples=(
        fires(
            replace(inpatient(dx("J18.9", "Y")), admitting_diagnosis=Icd10cm("R06")),
            because="R06 is a category, not a code",
        ),
        fires(
            replace(inpatient(dx("I42.00", "Y"), on="2026-10-01"), admitting_diagnosis=Icd10cm("I42.0")),
            because="I42.0 ended the day before",
        ),
        passes(
            replace(inpatient(dx("J18.9", "Y")), admitting_diagnosis=Icd10cm("R06.02")),
            because="a symptom may be the admitting diagnosis",
        ),
        passes(inpatient(dx("J18.9", "Y")), because="none is reported, so none is invalid"),
        not_evaluated(
            replace(inpatient(dx("J18.9", "Y"), on="2027-04-01"), admitting_diagnosis=Icd10cm("R06")),
            because="the editor's tables end on 2027-03-31",
        ),
    ),
)


@EDIT.look(since="2015-10-01", screen=fired("INVALID_ADMIT_DX"))
def look(claim: Claim) -> Found:
    """Whether the editor rejects the admitting diagnosis."""
    for kind, detail in found(claim, "INVALID_ADMIT_DX"):
        if kind == "hit":
            entry = icd10cm().entry(claim.admitting_diagnosis or "", claim.through_date)
            detail |= {"code": str(entry.code), "why": entry.why}
        yield kind, detail
