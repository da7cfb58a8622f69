"""A diagnosis or procedure code is not valid on the day of discharge.

The Medicare Code Editor looks every diagnosis and procedure up in the code lists of the discharge day.
For a stay that crosses October 1 or April 1 the list of the last day counts, even if most of the stay
lies before it. A code that was split, a code with characters missing and a mistyped code all end here.

Look the code up in the list of that day and report the valid code that the documentation supports: a
replaced code has successors, a code that is too short has longer ones below it. No payer accepts a code
that is not in its list; a claim that was held back must be coded for its discharge day, not for today.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from codinglab.model import Authority, Claim, ClaimType, Disposition, Severity
from codinglab.reference.icd10cm import icd10cm
from codinglab.reference.icd10pcs import icd10pcs
from codinglab.validate.code_editor import found
from codinglab.validate.code_editor_batch import fired
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, not_evaluated, passes, px, stay

if TYPE_CHECKING:
    from codinglab.validate.code_editor import Found

EDIT = Edit(
    __name__,
    title="Invalid code",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.INPATIENT,),
    judges="claim",
    authority=(
        Authority("Definitions of Medicare Code Edits", "v44", "edit 1"),
        Authority("Medicare Claims Processing Manual", "100-04", "ch. 23, 10"),
    ),
    reads=(),
    message="{place}: {why} Report the code that is valid on the discharge day and that the record supports.",
    examples=(
        fires(inpatient(dx("J18.9", "Y"), dx("ZZZ.9", "Y")), because="no code list holds ZZZ.9"),
        fires(inpatient(dx("E11", "Y")), because="E11 is a category, not a code"),
        fires(
            inpatient(dx("K35.80", "Y"), px("0DTI4ZZ", "2026-06-17")), because="the letter I is no PCS value"
        ),
        fires(
            stay(inpatient(dx("I42.0", "Y"), on="2026-10-03"), "2026-09-28"),
            because="I42.0 ended on 2026-09-30 and the discharge day decides",
        ),
        passes(inpatient(dx("I42.0", "Y"), on="2026-09-30"), because="the last day of I42.0"),
        passes(
            inpatient(dx("K35.80", "Y"), px("0DTJ4ZZ", "2026-06-17")),
            because="both are in the lists of the day",
        ),
        not_evaluated(
            inpatient(dx("ZZZ.9", "Y"), on="2027-04-01"), because="the editor's tables end on 2027-03-31"
        ),
    ),
)


@EDIT.look(since="2015-10-01", screen=fired("INVALID_CODE"))
def look(claim: Claim) -> Found:
    """What the editor calls an invalid code."""
    on = claim.through_date
    for kind, detail in found(claim, "INVALID_CODE"):
        if kind == "hit":
            listed = icd10pcs() if "procedure" in detail else icd10cm()
            detail |= {"why": listed.entry(detail["code"], on).why}
        yield kind, detail
