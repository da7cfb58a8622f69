"""A diagnosis leaves the side open although codes for each side exist.

For discharges from 2022-04-01 the Medicare Code Editor lists codes of unspecified laterality that count as
CC or MCC and have siblings that name the side. The side is nearly always in the record.

Look for it in any clinician's documentation: the side need not come from the attending physician. Where it
cannot be found out, the claim may keep the code with the remark that laterality could not be determined;
this claim form shows no remarks, so the lab warns and does not stop.
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
    title="Unspecified code",
    severity=Severity.WARN,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.INPATIENT,),
    judges="diagnosis",
    authority=(
        Authority("Definitions of Medicare Code Edits", "v44", "edit 20"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.B.13"),
    ),
    reads=(),
    message=(
        "{code} leaves the side open although codes that name it exist: take the side from the record, or "
        "remark on the claim that it cannot be determined."
    ),
    examples=(
        fires(inpatient(dx("S72.009A", "Y")), because="a fractured femur of no named side"),
        fires(inpatient(dx("S72.009A", "Y"), on="2022-04-01"), because="the edit's first day"),
        passes(inpatient(dx("S72.009A", "Y"), on="2022-03-31"), because="the day before the edit began"),
        passes(inpatient(dx("S72.001A", "Y")), because="the right side is named"),
        not_evaluated(
            inpatient(dx("S72.009A", "Y"), on="2027-04-01"), because="the editor's tables end on 2027-03-31"
        ),
    ),
)


@EDIT.look(since="2022-04-01", screen=fired("UNSPECIFIED"))
def look(claim: Claim) -> Found:
    """The diagnoses on the editor's list of unspecified codes."""
    yield from found(claim, "UNSPECIFIED")
