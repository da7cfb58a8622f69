"""More than 25 ICD-10-PCS procedures are on an inpatient claim.

The electronic claim takes a principal procedure and 24 others, paper a principal and five. The grouper
reads no more than 25 either, so that a procedure beyond them cannot count for the DRG.

Keep the principal procedure and those that affect the DRG or that facility policy asks for. Procedures
that policy leaves to choice (imaging, transfusion, monitoring) are the first to go.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.claim_form import over_limit
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, passes, px

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables


EDIT = Edit(
    __name__,
    title="Too many procedures",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.INPATIENT,),
    judges="claim",
    authority=(Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 25 section 75"),),
    reads=(),
    message=(
        "The claim has {number} procedures and can hold {most}: keep the principal one and those "
        "that matter most."
    ),
    examples=(
        fires(inpatient(dx("D62", "Y"), *[px("30233N1", "2026-06-18")] * 26), because="26 procedures"),
        fires(
            inpatient(dx("D62", "Y"), px("0DTN0ZZ", "2026-06-18"), *[px("30233N1", "2026-06-18")] * 25),
            because="one beyond the 25",
        ),
        passes(inpatient(dx("D62", "Y"), *[px("30233N1", "2026-06-18")] * 25), because="25 fit"),
        passes(inpatient(dx("D62", "Y")), because="there is none"),
    ),
)


@EDIT.check(since="2011-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Claims with more procedures than the form holds."""
    hits = over_limit(claims.claims, claims.procedures, ["claim_id"], "procedures")
    return hits.select("claim_id", "on", "number", "most")
