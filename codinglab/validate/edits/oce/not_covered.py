"""A code that Medicare covers under no outpatient benefit stands on the claim.

Status E1 marks items and services that Medicare does not cover for outpatients at all. The line is denied,
whatever the diagnosis.

Bill it only to get a denial for another payer, with the modifier that says so (GY for what statute
excludes). Such a line is meant to be denied and not told here. Otherwise look for the code of what was truly
done.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, line, not_evaluated, outpatient, passes
from codinglab.validate.opps import LINE, marked, of_status, without_status

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Service not covered for outpatients (I/OCE 9)",
    severity=Severity.FAIL,
    disposition=Disposition.DENY_LINE,
    applies_to=(ClaimType.OUTPATIENT,),
    judges="line",
    authority=(
        Authority("Integrated Outpatient Code Editor", "", "edit 9"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 4 section 10.1"),
    ),
    reads=("opps_status",),
    message="{code} on line {line} has OPPS status E1: Medicare covers it under no outpatient benefit.",
    examples=(
        fires(outpatient(line("A9270")), because="A9270 is E1"),
        fires(outpatient(line("A0100")), because="a taxi ride, E1 too"),
        passes(outpatient(line("A9270", "GY")), because="GY: the denial is meant, and another edit tells it"),
        passes(outpatient(line("G0101")), because="G0101 is S"),
        passes(outpatient(line("A4550")), because="B is another edit"),
        passes(
            replace(outpatient(line("A9270")), bill_type="0851"),
            because="a critical access hospital is not paid under OPPS",
        ),
        not_evaluated(outpatient(line("A9270"), on="2026-03-31"), because="before the slice's April table"),
        not_evaluated(outpatient(line("71046")), because="the slice has no CPT codes"),
    ),
)


@EDIT.check(since="2000-08-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines whose code has status E1 that day, without GY."""
    return of_status(claims, reference, "E1").anti_join(marked(claims, "GY"), LINE)


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines whose status is not known."""
    return without_status(claims, reference)
