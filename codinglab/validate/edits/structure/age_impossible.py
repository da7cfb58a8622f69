"""The patient is older than 124 years on the day of the service.

A birth date in the wrong century, or with two digits swapped, gives an impossible age. Edits for age judge
from it, and the payer does not find the patient under that date.

Correct the birth date from the registration. A birth date after the service is another edit, and inpatient
claims are judged by the Medicare Code Editor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import aged, dx, fires, line, outpatient, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

_OLDEST = 124

EDIT = Edit(
    __name__,
    title="Impossible age",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT),
    judges="claim",
    authority=(Authority("Integrated Outpatient Code Editor", "", "edit 25"),),
    reads=(),
    message="The birth date gives an age of {age} on {on}, and 124 is the most: correct the birth date.",
    examples=(
        fires(aged(140, professional(dx("I10"), line("99214"))), because="140 years"),
        fires(aged(125, outpatient(dx("I10"), line("G0463"))), because="one year too many"),
        passes(aged(124, outpatient(dx("I10"), line("G0463"))), because="the highest age"),
        passes(aged(0, professional(dx("Z00.129"), line("99391"))), because="an infant"),
    ),
)


@EDIT.check(since="2000-08-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Claims of patients above the highest age."""
    rows = claims.claims
    return rows.filter(rows.age > _OLDEST).select("claim_id", "on", "age")
