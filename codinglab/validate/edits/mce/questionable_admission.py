"""The principal diagnosis alone seldom justifies an inpatient stay.

The Medicare Code Editor lists some thirty diagnoses, such as essential hypertension or type 2 diabetes
without complications, which are mostly treated without admission. A stay for one of them is looked at.

Read whether the record supports a more specific principal diagnosis, a complication for instance. If not,
the code stays as it is: never choose a diagnosis for its weight. The payer may ask for the record, and the
stay stands where it shows why the patient needed the hospital.
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
    title="Questionable admission",
    severity=Severity.WARN,
    disposition=Disposition.SUSPEND,
    applies_to=(ClaimType.INPATIENT,),
    judges="diagnosis",
    authority=(Authority("Definitions of Medicare Code Edits", "v44", "edit 8"),),
    reads=(),
    message=(
        "{code} as principal diagnosis seldom justifies an inpatient stay: see whether the record supports a "
        "more specific diagnosis, and keep the reasons for the admission at hand."
    ),
    examples=(
        fires(inpatient(dx("I10", "Y")), because="hypertension without more"),
        fires(inpatient(dx("E11.9", "Y"), dx("I10", "Y")), because="diabetes without complications"),
        passes(inpatient(dx("I16.1", "Y"), dx("I10", "Y")), because="a hypertensive emergency is principal"),
        passes(inpatient(dx("E11.10", "Y")), because="ketoacidosis needs the hospital"),
        not_evaluated(
            inpatient(dx("I10", "Y"), on="2027-04-01"), because="the editor's tables end on 2027-03-31"
        ),
    ),
)


@EDIT.look(since="2015-10-01", screen=fired("QUESTIONABLE_ADMISSION"))
def look(claim: Claim) -> Found:
    """Whether the principal diagnosis is on the editor's list."""
    yield from found(claim, "QUESTIONABLE_ADMISSION")
