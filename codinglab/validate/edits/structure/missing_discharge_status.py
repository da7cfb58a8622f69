"""An inpatient claim has no patient discharge status.

The patient discharge status (UB-04 form locator 17) tells where the patient went: 01 home, 03 skilled
nursing facility, 20 died, and so on. Some DRGs and the payment of early transfers depend on it, and the
grouper cannot run without it.

Take it from the discharge order and the case manager's notes, and check it against what is known of care
after the stay: home with home health ordered is 06, not 01.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, passes

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables


EDIT = Edit(
    __name__,
    title="No patient discharge status",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.INPATIENT,),
    judges="claim",
    authority=(
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 25 section 75"),
        Authority("Definitions of Medicare Code Edits", "v44", "edit 16"),
    ),
    reads=(),
    message=(
        "The inpatient claim has no patient discharge status: take it from the discharge "
        "documentation, for example 01 for home."
    ),
    examples=(
        fires(replace(inpatient(dx("J18.9", "Y")), discharge_status=""), because="the field is empty"),
        fires(
            replace(inpatient(dx("I21.4", "Y")), discharge_status=""),
            because="whether the patient lived decides this DRG",
        ),
        passes(inpatient(dx("J18.9", "Y")), because="01: home"),
        passes(replace(inpatient(dx("J18.9", "Y")), discharge_status="30"), because="30: still a patient"),
    ),
)


@EDIT.check(since="1983-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Claims without the status."""
    rows = claims.claims
    return rows.filter(rows.discharge_status == "").select("claim_id", "on")
