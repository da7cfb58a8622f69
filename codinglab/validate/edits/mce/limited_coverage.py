"""Medicare covers a procedure of the claim only under conditions.

Organ transplants, some heart devices and lung volume reduction are covered only in approved hospitals or
when the patient meets criteria. The Medicare Code Editor reports each of them, so that somebody looks.

Check that the hospital's approval and the patient's criteria are on file; then the claim goes on. Some
procedures that are otherwise not covered come here within a clinical trial (Z00.6) or with a second organ.
The edit is a reminder: nothing on the claim itself can answer it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from codinglab.model import Authority, Claim, ClaimType, Disposition, Severity
from codinglab.validate.code_editor import found
from codinglab.validate.code_editor_batch import fired
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, not_evaluated, passes, px

if TYPE_CHECKING:
    from codinglab.validate.code_editor import Found

EDIT = Edit(
    __name__,
    title="Limited coverage",
    severity=Severity.WARN,
    disposition=Disposition.SUSPEND,
    applies_to=(ClaimType.INPATIENT,),
    judges="procedure",
    authority=(Authority("Definitions of Medicare Code Edits", "v44", "edit 17"),),
    reads=(),
    message=(
        "Medicare covers {code} only under conditions: have the hospital's approval and the patient's "
        "criteria on file."
    ),
    examples=(
        fires(inpatient(dx("I50.22", "Y"), px("02YA0Z0", "2026-06-17")), because="a heart transplant"),
        fires(inpatient(dx("N18.6", "Y"), px("0TY00Z0", "2026-06-17")), because="a kidney transplant"),
        passes(
            inpatient(dx("K35.80", "Y"), px("0DTJ4ZZ", "2026-06-17")),
            because="an appendectomy is simply covered",
        ),
        passes(inpatient(dx("I50.22", "Y")), because="no procedure"),
        not_evaluated(
            inpatient(dx("I50.22", "Y"), px("02YA0Z0", "2027-04-01"), on="2027-04-01"),
            because="the editor's tables end on 2027-03-31",
        ),
    ),
)


@EDIT.look(since="2015-10-01", screen=fired("LIMITED_COVERAGE"))
def look(claim: Claim) -> Found:
    """The procedures of limited coverage."""
    yield from found(claim, "LIMITED_COVERAGE")
