"""The principal diagnosis of a stay is an external cause code.

Codes V00 to Y99 tell how an injury or another condition came about, never what the patient has. The
Medicare Code Editor returns a claim whose principal diagnosis is one of them, and the grouper has no DRG
for it.

Sequence the injury or condition that was treated as principal diagnosis and put the external cause after
it. There is no exception: when no condition was found, an observation code (Z04.-) may be right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from codinglab.model import Authority, Claim, ClaimType, Disposition, Severity
from codinglab.validate.code_editor import found
from codinglab.validate.code_editor_batch import fired
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, not_evaluated, passes

if TYPE_CHECKING:
    from codinglab.validate.code_editor import Found

EDIT = Edit(
    __name__,
    title="External cause as principal diagnosis",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.INPATIENT,),
    judges="diagnosis",
    authority=(
        Authority("Definitions of Medicare Code Edits", "v44", "edit 2"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.20.a.6"),
    ),
    reads=(),
    message=(
        "{code} is an external cause and cannot be the principal diagnosis: "
        "sequence the condition that it brought about first."
    ),
    examples=(
        fires(
            inpatient(dx("W18.30XA", "Y"), dx("S72.001A", "Y")), because="the fall stands before the fracture"
        ),
        fires(inpatient(dx("V00.01XA", "Y")), because="an external cause alone"),
        passes(inpatient(dx("S72.001A", "Y"), dx("W18.30XA", "Y")), because="the fracture is principal"),
        passes(inpatient(dx("T50.901A", "Y")), because="a poisoning code is no external cause code"),
        not_evaluated(
            inpatient(dx("W18.30XA", "Y"), on="2027-04-01"), because="the editor's tables end on 2027-03-31"
        ),
    ),
)


@EDIT.look(since="2015-10-01", screen=fired("E_CODE_AS_PDX"))
def look(claim: Claim) -> Found:
    """Whether the principal diagnosis is on the editor's list of external causes."""
    yield from found(claim, "E_CODE_AS_PDX")
