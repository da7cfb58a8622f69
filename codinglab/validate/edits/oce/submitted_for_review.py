"""The claim asks Medicare to decide whether it covers the services.

Condition code 20 says that the hospital thinks the services not covered, and that the patient wants Medicare
to decide (a demand bill). The claim is suspended and the record asked for.

See that the notice to the patient is on file and that the record is at hand.
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
    title="Claim submitted for review (I/OCE 11)",
    severity=Severity.INFO,
    disposition=Disposition.SUSPEND,
    applies_to=(ClaimType.OUTPATIENT,),
    judges="claim",
    authority=(
        Authority("Integrated Outpatient Code Editor", "", "edit 11"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 1 section 60"),
    ),
    reads=(),
    message="Condition code 20 asks for a decision on coverage: the claim is suspended, keep the record "
    "at hand.",
    examples=(
        fires(replace(outpatient(line("G0463")), condition_codes=("20",)), because="20 asks for a decision"),
        fires(
            replace(outpatient(line("G0463")), condition_codes=("G0", "20")), because="it may be the second"
        ),
        passes(outpatient(line("G0463")), because="no condition code"),
        passes(replace(outpatient(line("G0463")), condition_codes=("G0",)), because="G0 tells of two visits"),
    ),
)


@EDIT.check(since="2000-08-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Claims with condition code 20."""
    rows, asked = claims.claims, claims.conditions
    return rows.semi_join(asked.filter(asked.code == "20"), "claim_id").select("claim_id", "on")
