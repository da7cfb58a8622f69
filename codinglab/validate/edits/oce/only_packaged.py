"""Every line of the claim is packaged into a service that is not there.

Status N marks drugs, supplies and services whose payment is part of another service. A claim of nothing
else is rejected: no line of it is paid.

Find the procedure or visit that they belong to. When it stands on another claim of the day, put them
together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, line, not_evaluated, outpatient, passes
from codinglab.validate.opps import of_status, opps_lines, with_status, without_status

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Only packaged services on the claim (I/OCE 27)",
    severity=Severity.FAIL,
    disposition=Disposition.REJECT_CLAIM,
    applies_to=(ClaimType.OUTPATIENT,),
    judges="claim",
    authority=(
        Authority("Integrated Outpatient Code Editor", "", "edit 27"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 4 section 10.4"),
    ),
    reads=("opps_status",),
    message="Every line of the claim is packaged (status N; {lines} in all): none is paid by itself, so "
    "look for the service they belong to.",
    examples=(
        fires(outpatient(line("J3301")), because="a drug without its injection"),
        fires(outpatient(line("G0378", units=8), line("J1100")), because="observation hours without a visit"),
        passes(outpatient(line("G0378", units=8), line("G0463")), because="the visit is paid"),
        passes(outpatient(line("G0105")), because="a procedure"),
        not_evaluated(
            outpatient(line("J3301"), line("20610")), because="the status of 20610 is not in the slice"
        ),
    ),
)


@EDIT.check(since="2000-08-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Claims that have lines, each of status N."""
    rows, packaged = opps_lines(claims), of_status(claims, reference, "N")
    other = rows.anti_join(packaged, ["claim_id", "line"]).select("claim_id")
    counted = packaged.group_by("claim_id").agg(lines=packaged.line.count())
    hits = claims.claims.join(counted, "claim_id").anti_join(other, "claim_id")
    return hits.select("claim_id", "on", "lines")


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Claims with no line known to be paid, and one whose status is not known."""
    rows = with_status(claims, reference)
    paid = rows.filter(rows.status != "N").select("claim_id")
    missing = without_status(claims, reference).select("claim_id", "code", "reason")
    bills = claims.claims.select("claim_id", "on")
    return bills.join(missing, "claim_id").anti_join(paid, "claim_id")
