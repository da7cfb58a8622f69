"""The claim asks Medicare to deny it.

Condition code 21 says that the services are not covered and that the hospital wants a denial, most often for
another insurer. The whole claim is denied, covered lines with it.

Leave 21 off when any line is to be paid, and mark the lines that are not covered by modifier instead.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, line, outpatient, passes

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Claim submitted for denial (I/OCE 10)",
    severity=Severity.WARN,
    disposition=Disposition.DENY_CLAIM,
    applies_to=(ClaimType.OUTPATIENT,),
    judges="claim",
    authority=(
        Authority("Integrated Outpatient Code Editor", "", "edit 10"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 1 section 60"),
    ),
    reads=(),
    message="Condition code 21 asks for a denial of the whole claim: see that no line of it is to be paid.",
    examples=(
        fires(replace(outpatient(line("G0463")), condition_codes=("21",)), because="21 asks for a denial"),
        fires(
            replace(outpatient(line("G0463")), condition_codes=("G0", "21")), because="it may be the second"
        ),
        passes(outpatient(line("G0463")), because="no condition code"),
        passes(replace(outpatient(line("G0463")), condition_codes=("G0",)), because="G0 tells of two visits"),
    ),
)


@EDIT.check(since="2000-08-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Claims with condition code 21."""
    rows, asked = claims.claims, claims.conditions
    return rows.semi_join(asked.filter(asked.code == "21"), "claim_id").select("claim_id", "on")
