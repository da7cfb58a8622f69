"""The code of an implanted device stands on a claim without a procedure that implants it.

A device is packaged into the procedure that places it. Alone it tells that the procedure was left out or has
a wrong code.

Add or correct the procedure from the operative note, or take off a device that was opened and not used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, line, not_evaluated, outpatient, passes
from codinglab.validate.relations import in_force, not_in_extract

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Device without its procedure (I/OCE 77)",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.OUTPATIENT,),
    judges="line",
    authority=(
        Authority("Integrated Outpatient Code Editor", "", "edit 77"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 4 section 61"),
    ),
    reads=("opps_device",),
    message="{code} on line {line} is an implanted device, and no line of the claim tells a procedure "
    "that implants one.",
    examples=(
        fires(outpatient(line("C1776")), because="a joint without its operation"),
        fires(outpatient(line("C1713"), line("C1776")), because="two devices, no procedure"),
        passes(outpatient(line("T9998"), line("C1776")), because="the procedure is there"),
        passes(outpatient(line("T9998", "73")), because="no device"),
        not_evaluated(outpatient(line("27447"), line("C1776")), because="the slice does not know 27447"),
        not_evaluated(outpatient(line("C1776"), on="2025-12-31"), because="before the slice"),
    ),
)


@EDIT.check(since="2015-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Devices on claims all of whose other codes are known and none of which implants."""
    rows, table = claims.lines, reference.opps_device
    met = rows.join(table, [rows.code == table.code, *in_force(rows, table)])
    done = met.filter(met.kind == "procedure").select("claim_id")
    hits = met.filter(met.kind == "device").anti_join(done, "claim_id")
    open_codes = not_in_extract(claims, reference, "opps_device", "").select("claim_id")
    return hits.anti_join(open_codes, "claim_id").select("claim_id", "on", "line", "code")


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines whose code the table does not have."""
    reason = "whether {code} is or implants a device is not known: it is not in the shipped extract"
    return not_in_extract(claims, reference, "opps_device", reason)
