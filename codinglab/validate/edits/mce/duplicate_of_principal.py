"""A secondary diagnosis repeats the principal diagnosis.

The same code twice says nothing new, but a copy of the principal diagnosis among the secondary ones could
count as a complication of itself. The Medicare Code Editor therefore reports it.

Delete the copy. Where two different conditions share one code, the code is still reported once. Codes that
differ in any character, such as the two sides, are no duplicates.
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
    title="Duplicate of the principal diagnosis",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.INPATIENT,),
    judges="diagnosis",
    authority=(
        Authority("Definitions of Medicare Code Edits", "v44", "edit 3"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.B.12"),
    ),
    reads=(),
    message=("{code} at position {diagnosis} repeats the principal diagnosis: report it once, as principal."),
    examples=(
        fires(inpatient(dx("J18.9", "Y"), dx("J18.9", "Y")), because="the same code twice"),
        fires(
            inpatient(dx("J18.9", "Y"), dx("I10", "Y"), dx("J18.9", "N")),
            because="another indicator does not make it another code",
        ),
        passes(inpatient(dx("M16.11", "Y"), dx("M16.12", "Y")), because="right and left are two codes"),
        passes(
            inpatient(dx("J18.9", "Y"), dx("I10", "Y"), dx("I10", "Y")),
            because="the editor looks for copies of the principal diagnosis only",
        ),
        not_evaluated(
            inpatient(dx("J18.9", "Y"), dx("J18.9", "Y"), on="2027-04-01"),
            because="the editor's tables end on 2027-03-31",
        ),
    ),
)


@EDIT.look(since="2015-10-01", screen=fired("DUPLICATE_OF_PDX"))
def look(claim: Claim) -> Found:
    """The secondary diagnoses that equal the principal one."""
    yield from found(claim, "DUPLICATE_OF_PDX")
