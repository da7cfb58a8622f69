"""The patient discharge status is not a valid code on the day of discharge.

The two digits of UB-04 form locator 17 tell where the patient went: home, another hospital, hospice, or
died. They decide some DRGs and whether a transfer is paid in part. The Medicare Code Editor holds the list
of each day.

Take the status from the discharge order and the case manager's notes, and check it against what is known
of care after the stay. A blank field cannot be judged and is reported as such.
"""

from __future__ import annotations

from dataclasses import replace
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
    title="Invalid discharge status",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.INPATIENT,),
    judges="claim",
    authority=(Authority("Definitions of Medicare Code Edits", "v44", "edit 16"),),
    reads=(),
    message=(
        "The patient discharge status {status} is not valid on {on}: "
        "take the status from the discharge documentation."
    ),
    examples=(
        fires(replace(inpatient(dx("J18.9", "Y")), discharge_status="99"), because="99 is no status"),
        fires(replace(inpatient(dx("J18.9", "Y")), discharge_status="1A"), because="a letter"),
        passes(
            replace(inpatient(dx("J18.9", "Y")), discharge_status="03"),
            because="to a skilled nursing facility",
        ),
        passes(replace(inpatient(dx("J18.9", "Y")), discharge_status="20"), because="the patient died"),
        not_evaluated(
            replace(inpatient(dx("J18.9", "Y")), discharge_status=""), because="it is not reported"
        ),
        not_evaluated(
            replace(inpatient(dx("J18.9", "Y"), on="2027-04-01"), discharge_status="99"),
            because="the editor's tables end on 2027-03-31",
        ),
    ),
)


@EDIT.look(since="2015-10-01", screen=fired("INVALID_DISCHARGE_STATUS"))
def look(claim: Claim) -> Found:
    """Whether the editor rejects the status."""
    for kind, detail in found(claim, "INVALID_DISCHARGE_STATUS"):
        yield kind, {**detail, "status": claim.discharge_status}
