"""A code that the hospital's contractor does not take is billed on an outpatient claim.

Status M marks codes for reports of quality and for others' claims. They have no place on a hospital claim
under OPPS.

Take the line off. Where the physician reports it, it stands on the professional claim.
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
    title="Service not billable to this contractor (I/OCE 72)",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.OUTPATIENT,),
    judges="line",
    authority=(
        Authority("Integrated Outpatient Code Editor", "", "edit 72"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 4 section 10.1"),
    ),
    reads=("opps_status",),
    message="{code} on line {line} has OPPS status M: this contractor does not take it on a hospital claim.",
    examples=(
        fires(outpatient(line("G0029")), because="a measure of quality"),
        fires(outpatient(line("M1003")), because="a measure of quality too"),
        passes(outpatient(line("G0463")), because="a visit"),
        passes(outpatient(line("A9270")), because="E1 is another edit"),
        passes(
            replace(outpatient(line("G0029")), bill_type="0851"),
            because="a critical access hospital is not paid under OPPS",
        ),
        not_evaluated(outpatient(line("G0029"), on="2026-03-31"), because="before the slice's April table"),
        not_evaluated(outpatient(line("71046")), because="the slice has no CPT codes"),
    ),
)


@EDIT.check(since="2000-08-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines whose code has status M that day."""
    return of_status(claims, reference, "M")


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines whose status is not known."""
    return without_status(claims, reference)
