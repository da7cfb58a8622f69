"""A code that OPPS does not recognize is billed, where another code of the same service is meant.

Status B marks codes that hospitals do not use on outpatient claims. Often another code of HCPCS tells the
same service: a clinic visit is G0463, whatever the level.

Replace the code by the one for hospitals, when there is one. Physicians go on using theirs.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, line, not_evaluated, outpatient, passes
from codinglab.validate.opps import of_status, without_status

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Code not recognized under OPPS (I/OCE 62)",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.OUTPATIENT,),
    judges="line",
    authority=(
        Authority("Integrated Outpatient Code Editor", "", "edit 62"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 4 section 10.1"),
    ),
    reads=("opps_status",),
    message="{code} on line {line} has OPPS status B: hospitals do not bill it; look for the code that "
    "stands for it under OPPS.",
    examples=(
        fires(outpatient(line("G2211")), because="an add-on of office visits"),
        fires(outpatient(line("A4550")), because="packaged trays have no code of their own here"),
        passes(outpatient(line("G0463")), because="the clinic visit of hospitals"),
        passes(outpatient(line("G0378")), because="packaged is not the same"),
        passes(
            replace(outpatient(line("G2211")), bill_type="0851"),
            because="a critical access hospital is not paid under OPPS",
        ),
        not_evaluated(outpatient(line("G2211"), on="2026-03-31"), because="before the slice's April table"),
        not_evaluated(outpatient(line("71046")), because="the slice has no CPT codes"),
    ),
)


@EDIT.check(since="2000-08-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines whose code has status B that day."""
    return of_status(claims, reference, "B")


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines whose status is not known."""
    return without_status(claims, reference)
