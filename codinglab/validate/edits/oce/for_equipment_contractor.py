"""Equipment that only the DME contractor pays is billed on a hospital claim.

Status Y marks durable equipment and supplies not implanted, such as crutches and wheelchairs. A hospital
that hands them out bills them as a supplier to the DME contractor. Many codes of A, E, K and L are paid
otherwise, so the letter decides nothing.

Take the line off and bill it there, when the hospital is enrolled as a supplier.
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
    title="Bill to the equipment contractor (I/OCE 61)",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.OUTPATIENT,),
    judges="line",
    authority=(
        Authority("Integrated Outpatient Code Editor", "", "edit 61"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 4 section 10.1"),
    ),
    reads=("opps_status",),
    message="{code} on line {line} has OPPS status Y: bill it to the DME contractor, not on this claim.",
    examples=(
        fires(outpatient(line("E0114")), because="crutches"),
        fires(outpatient(line("K0001")), because="a wheelchair"),
        passes(outpatient(line("L1830")), because="L1830 is A: paid by another fee schedule here"),
        passes(outpatient(line("C1776")), because="an implant is packaged"),
        passes(
            replace(outpatient(line("E0114")), bill_type="0851"),
            because="a critical access hospital is not paid under OPPS",
        ),
        not_evaluated(outpatient(line("E0114"), on="2026-03-31"), because="before the slice's April table"),
        not_evaluated(outpatient(line("E0601")), because="not in the slice"),
    ),
)


@EDIT.check(since="2000-08-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines whose code has status Y that day."""
    return of_status(claims, reference, "Y")


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines with a code of HCPCS Level II, a letter first, whose status is not known."""
    rows = without_status(claims, reference)
    return rows.filter(rows.code.substr(0, 1).between("A", "V"))
