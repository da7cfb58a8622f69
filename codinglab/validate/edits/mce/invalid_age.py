"""The patient's age on admission is not between 0 and 124.

Age is counted from the birth date to the admission. A birth date after the admission gives an age below
zero, and one in the wrong century gives an impossible one. Many other edits and the DRG depend on it.

Correct the birth date from the registration. No patient is older than the editor accepts, so there is no
lawful exception.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from codinglab.model import Authority, Claim, ClaimType, Disposition, Severity
from codinglab.validate.code_editor import found
from codinglab.validate.code_editor_batch import fired
from codinglab.validate.edit import Edit
from codinglab.validate.examples import aged, dx, fires, inpatient, not_evaluated, passes

if TYPE_CHECKING:
    from codinglab.validate.code_editor import Found

EDIT = Edit(
    __name__,
    title="Invalid age",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.INPATIENT,),
    judges="claim",
    authority=(Authority("Definitions of Medicare Code Edits", "v44", "edit 14"),),
    reads=(),
    message=(
        "The birth date gives an age of {age} on admission, and the editor accepts 0 to 124: "
        "correct the birth date."
    ),
    examples=(
        fires(aged(130, inpatient(dx("J18.9", "Y"))), because="130 years"),
        fires(aged(-1, inpatient(dx("J18.9", "Y"))), because="born after the admission"),
        passes(aged(124, inpatient(dx("J18.9", "Y"))), because="the highest age that the editor accepts"),
        passes(aged(0, inpatient(dx("J18.9", "Y"))), because="born on the day of admission"),
        not_evaluated(
            aged(130, inpatient(dx("J18.9", "Y"), on="2027-04-01")),
            because="the editor's tables end on 2027-03-31",
        ),
    ),
)


@EDIT.look(since="2015-10-01", screen=fired("INVALID_AGE"))
def look(claim: Claim) -> Found:
    """Whether the editor rejects the age."""
    age = claim.patient.age_on(claim.admission_date or claim.from_date)
    for kind, detail in found(claim, "INVALID_AGE"):
        yield kind, {**detail, "age": age}
