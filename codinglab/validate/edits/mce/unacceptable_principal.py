"""The principal diagnosis is one that Medicare does not accept as the reason for a stay.

Some codes describe a circumstance, a status or a part of a condition and not why the patient was
admitted. The Medicare Code Editor lists them.

Sequence the condition that, after study, chiefly caused the admission. The list is for inpatient
claims: many of its Z codes are right as first-listed diagnosis of an outpatient visit.
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
    title="Unacceptable principal diagnosis",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.INPATIENT,),
    judges="diagnosis",
    authority=(
        Authority("Definitions of Medicare Code Edits", "v44", "edit 9"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "II"),
    ),
    reads=(),
    message=(
        "{code} is not accepted as principal diagnosis: sequence the condition that caused the admission."
    ),
    examples=(
        fires(inpatient(dx("R65.20", "Y"), dx("A41.9", "Y")), because="severe sepsis follows the infection"),
        passes(inpatient(dx("A41.9", "Y"), dx("R65.20", "Y")), because="the infection is principal"),
        fires(inpatient(dx("F05", "Y"), on="2024-04-01"), because="F05 is on the list from 2024-04-01"),
        passes(inpatient(dx("F05", "Y"), on="2024-03-31"), because="F05 was not yet on the list"),
        not_evaluated(
            inpatient(dx("R65.20", "Y"), on="2027-04-01"), because="the editor's tables end on 2027-03-31"
        ),
    ),
)


@EDIT.look(since="2015-10-01", screen=fired("UNACCEPTABLE_PDX"))
def look(claim: Claim) -> Found:
    """Whether the editor rejects the principal diagnosis."""
    yield from found(claim, "UNACCEPTABLE_PDX")
