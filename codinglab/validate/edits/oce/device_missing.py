"""A procedure that implants a costly device is billed without the code of a device.

The payment of such a procedure holds the device. Medicare learns the cost from the device's own line, so a
claim without one on the day of the procedure is returned.

Add the code of the device that was implanted, from the log of the operating room; C1889 stands for one that
has no code of its own. A procedure given up before the device was placed (52, 73, 74) needs none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dated, fires, line, not_evaluated, outpatient, passes
from codinglab.validate.relations import in_force, not_in_extract

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Device procedure without a device (I/OCE 92)",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.OUTPATIENT,),
    judges="line",
    authority=(
        Authority("Integrated Outpatient Code Editor", "", "edit 92"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 4 section 61"),
    ),
    reads=("opps_device",),
    message="{code} on line {line} implants a device, and no line of that day tells a device: add its "
    "code and charge.",
    examples=(
        fires(outpatient(line("T9998")), because="an implant procedure of our own, alone"),
        fires(outpatient(line("T9998"), line("J3301")), because="a drug is no device"),
        passes(outpatient(line("T9998"), line("C1776")), because="the device is there"),
        fires(
            outpatient(line("T9998"), dated(line("C1776"), "2026-06-10")),
            because="the device is of another day",
        ),
        passes(outpatient(line("T9998", "73")), because="given up before the device was placed"),
        not_evaluated(outpatient(line("T9998"), line("C1785")), because="the slice does not know C1785"),
        not_evaluated(outpatient(line("27447")), because="the slice does not know the procedure"),
        not_evaluated(outpatient(line("T9998"), on="2025-12-31"), because="before the slice"),
    ),
)


@EDIT.check(since="2015-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Device procedures, not terminated, of days with no device, and no C or L code that may be one."""
    rows, table = claims.lines, reference.opps_device
    met = rows.join(table, [rows.code == table.code, *in_force(rows, table)])
    met = met.select("claim_id", "line", "code", "on", "kind", since=rows.since)
    devices = met.filter(met.kind == "device").select("claim_id", "since")
    stopped = claims.modifiers.filter(claims.modifiers.modifier.isin(["52", "73", "74"]))
    hits = met.filter(met.kind == "procedure").anti_join(stopped, ["claim_id", "line"])
    missing = not_in_extract(claims, reference, "opps_device", "")
    maybe = missing.filter(missing.code.startswith("C") | missing.code.startswith("L")).select(
        "claim_id", "line"
    )
    hits = hits.anti_join(devices, ["claim_id", "since"])
    days = claims.lines.semi_join(maybe, ["claim_id", "line"]).select("claim_id", "since")
    hits = hits.anti_join(days, ["claim_id", "since"])
    return hits.select("claim_id", "on", "line", "code")


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines whose code the table does not have."""
    reason = "whether {code} implants a device is not known: it is not in the shipped extract"
    return not_in_extract(claims, reference, "opps_device", reason)
