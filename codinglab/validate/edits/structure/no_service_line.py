"""The claim has no service line.

A professional or outpatient claim is paid by its lines: what was done, when, how often. Diagnoses alone say
only why the patient came, and ask for nothing.

Add a line for each service that the record supports. When there is nothing to bill, there is no claim.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, line, outpatient, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables


EDIT = Edit(
    __name__,
    title="No service line on the claim",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT),
    judges="claim",
    authority=(
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 26 section 10"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 25 section 75"),
    ),
    reads=(),
    message="The claim has no service line: add what was done, or do not send it.",
    examples=(
        fires(professional(dx("I10")), because="a diagnosis alone"),
        fires(outpatient(dx("I10")), because="an outpatient claim without a line"),
        passes(professional(dx("I10"), line("99214")), because="one line is enough"),
        passes(outpatient(dx("I10"), line("G0463")), because="one line is enough"),
    ),
)


@EDIT.check(since="1983-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Claims without any line."""
    rows = claims.claims.anti_join(claims.lines, "claim_id")
    return rows.select("claim_id", "on")
