"""Modifier CA stands on more than one procedure of a day.

CA says that an inpatient-only procedure was done in an emergency on a patient who died before being
admitted, or was transferred. Medicare then makes one payment for the day.

Leave CA on the one inpatient-only procedure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, line, outpatient, passes

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Modifier CA on several procedures (I/OCE 60)",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.OUTPATIENT,),
    judges="line",
    authority=(
        Authority("Integrated Outpatient Code Editor", "", "edit 60"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 4 section 180.7"),
    ),
    reads=(),
    message="{code} on line {line} carries CA as {other_code} on line {other_line} does: one procedure "
    "of the day may.",
    examples=(
        fires(outpatient(line("G0343", "CA"), line("G0341", "CA")), because="two procedures with CA"),
        fires(outpatient(line("G0343", "CA"), line("G0463", "CA")), because="the visit needs none"),
        passes(outpatient(line("G0343", "CA"), line("G0463")), because="one procedure with CA"),
        passes(outpatient(line("G0343")), because="no CA"),
    ),
)


@EDIT.check(since="2003-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines with CA after another of the claim's day."""
    rows = claims.lines.semi_join(
        claims.modifiers.filter(claims.modifiers.modifier == "CA"), ["claim_id", "line"]
    )
    rows = rows.select("claim_id", "line", "code", "since", "on")
    first, again = rows, rows.view()
    met = again.join(
        first,
        (again.claim_id == first.claim_id) & (again.since == first.since) & (first.line < again.line),
    )
    return met.select("claim_id", "on", "line", "code", other_line=met.line_right, other_code=met.code_right)
