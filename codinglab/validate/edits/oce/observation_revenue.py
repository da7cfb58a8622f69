"""Revenue code 0762 stands beside a code that is not observation.

Hours of observation are billed as G0378 under revenue code 0762, a unit an hour. G0379 tells of a patient
sent to observation directly. Another code there is returned.

Move the service to the revenue code of its own department, or bill the hours as G0378.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, in_revenue, line, outpatient, passes

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Observation revenue code with another code (I/OCE 44)",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.OUTPATIENT,),
    judges="line",
    authority=(
        Authority("Integrated Outpatient Code Editor", "", "edit 44"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 4 section 290"),
    ),
    reads=(),
    message="{code} on line {line} stands under revenue code 0762, which is for observation: G0378 with "
    "the hours as units.",
    examples=(
        fires(outpatient(in_revenue(line("99284"), "0762")), because="an emergency visit is not observation"),
        fires(outpatient(in_revenue(line("96372"), "762")), because="the same code in three digits"),
        passes(outpatient(in_revenue(line("G0378", units=9), "0762")), because="hours of observation"),
        passes(outpatient(in_revenue(line("G0379"), "0762")), because="direct referral to observation"),
        passes(outpatient(in_revenue(line("99284"), "0450")), because="the emergency department's own code"),
    ),
)


@EDIT.check(since="2006-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines of the revenue code with neither of the two codes."""
    rows = claims.lines
    hits = rows.filter(rows.revenue_code.isin(["0762", "762"]) & ~rows.code.isin(["G0378", "G0379"]))
    return hits.select("claim_id", "on", "line", "code")
