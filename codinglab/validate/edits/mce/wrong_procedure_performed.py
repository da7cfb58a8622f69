"""A diagnosis says that the wrong operation was done, or the wrong patient or side was operated on.

Y65.51, Y65.52 and Y65.53 report a wrong operation on the right patient, an operation meant for another
patient, and the right operation on the wrong side or part. Medicare covers none of these, nor what belongs
to them, and denies a claim with one of the codes.

Check with the record and the hospital's risk management that it happened. If so, the erroneous surgery is
billed apart as a non-covered claim, type of bill 0110, where the code belongs and is let pass; other care of
the stay goes on a claim of its own without it.
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
    title="Wrong procedure performed",
    severity=Severity.FAIL,
    disposition=Disposition.DENY_CLAIM,
    applies_to=(ClaimType.INPATIENT,),
    judges="diagnosis",
    authority=(
        Authority("Definitions of Medicare Code Edits", "v44", "edit 18"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 32 section 230"),
    ),
    reads=(),
    message=(
        "{code} says that a wrong procedure was performed, which Medicare does not cover: confirm it in the "
        "record and bill the error apart, as non-covered (type of bill 0110)."
    ),
    examples=(
        fires(inpatient(dx("M17.11", "Y"), dx("Y65.51", "N")), because="the wrong operation"),
        fires(inpatient(dx("M17.11", "Y"), dx("Y65.53", "N")), because="the wrong side"),
        passes(
            replace(inpatient(dx("M17.11", "Y"), dx("Y65.51", "N")), bill_type="0110"),
            because="the non-covered claim is its place",
        ),
        passes(inpatient(dx("M17.11", "Y"), dx("Y65.8", "N")), because="another misadventure"),
        passes(inpatient(dx("M17.11", "Y")), because="no misadventure"),
        not_evaluated(
            inpatient(dx("M17.11", "Y"), dx("Y65.51", "N"), on="2027-04-01"),
            because="the editor's tables end on 2027-03-31",
        ),
    ),
)


@EDIT.look(since="2015-10-01", screen=fired("WRONG_PROCEDURE_PERFORMED"))
def look(claim: Claim) -> Found:
    """The diagnoses that report a wrong procedure, but on the non-covered claim of it."""
    if claim.bill_type != "0110":
        yield from found(claim, "WRONG_PROCEDURE_PERFORMED")
