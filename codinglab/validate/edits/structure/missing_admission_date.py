"""An inpatient claim has no admission date.

The admission date (UB-04 form locator 12) is the day of the order to admit. The patient's age for the code
editor and the grouper, the length of stay and the payment window are all counted from it.

Take the day from the physician's order to admit, not from the arrival in the emergency department or the
start of observation, which may be earlier.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, passes, stay

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables


EDIT = Edit(
    __name__,
    title="No admission date",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.INPATIENT,),
    judges="claim",
    authority=(Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 25 section 75"),),
    reads=(),
    message="The inpatient claim has no admission date: enter the day of the order to admit.",
    examples=(
        fires(replace(inpatient(dx("J18.9", "Y")), admission_date=None), because="the field is empty"),
        fires(
            replace(inpatient(dx("O80", "Y"), dx("Z37.0")), admission_date=None),
            because="a delivery without it",
        ),
        passes(inpatient(dx("J18.9", "Y")), because="the day of admission is given"),
        passes(
            stay(inpatient(dx("J18.9", "Y")), "2026-06-14"), because="admitted four days before discharge"
        ),
    ),
)


@EDIT.check(since="1983-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Claims without the date."""
    rows = claims.claims
    return rows.filter(rows.admission_date.isnull()).select("claim_id", "on")
