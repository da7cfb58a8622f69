"""The claim's sex is not one that the code editor accepted on the day of discharge.

Until 2024-09-30 the Medicare Code Editor accepted male and female only; from 2024-10-01 it also accepts
that the sex is unknown.

On a claim for an earlier discharge take the sex from the registration. Never choose it for the sake of a
diagnosis or procedure; when the record itself says unknown, ask the payer how it takes such a claim.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from codinglab.model import Authority, Claim, ClaimType, Disposition, Severity, Sex
from codinglab.validate.code_editor import found
from codinglab.validate.code_editor_batch import fired
from codinglab.validate.edit import Edit
from codinglab.validate.examples import aged, dx, fires, inpatient, not_evaluated, passes

if TYPE_CHECKING:
    from codinglab.validate.code_editor import Found

EDIT = Edit(
    __name__,
    title="Invalid sex",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.INPATIENT,),
    judges="claim",
    authority=(Authority("Definitions of Medicare Code Edits", "v44", "edit 15"),),
    reads=(),
    message=(
        "The sex is unknown, which the editor accepts only from 2024-10-01 on: "
        "take the sex from the registration."
    ),
    examples=(
        fires(
            aged(60, inpatient(dx("J18.9", "Y"), on="2024-09-30"), Sex.UNKNOWN),
            because="unknown, on the last day",
        ),
        fires(aged(60, inpatient(dx("J18.9", "Y"), on="2022-04-01"), Sex.UNKNOWN), because="an earlier year"),
        passes(
            aged(60, inpatient(dx("J18.9", "Y"), on="2024-10-01"), Sex.UNKNOWN),
            because="accepted from that day",
        ),
        passes(
            aged(60, inpatient(dx("J18.9", "Y"), on="2024-09-30"), Sex.MALE),
            because="male was always accepted",
        ),
        not_evaluated(
            aged(60, inpatient(dx("J18.9", "Y"), on="2027-04-01"), Sex.UNKNOWN),
            because="the editor's tables end on 2027-03-31",
        ),
    ),
)


@EDIT.look(since="2015-10-01", screen=fired("INVALID_SEX"))
def look(claim: Claim) -> Found:
    """Whether the editor rejects the sex."""
    yield from found(claim, "INVALID_SEX")
