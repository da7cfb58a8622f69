"""More condition codes are on the claim than the form holds.

Condition codes (UB-04 form locators 18 to 28) tell the payer what is special about the bill. Paper has room
for eleven, the electronic claim for 24. What does not fit never reaches the payer.

Keep those that change how the claim is judged or paid, and remove those left over from an earlier version
of the bill.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, Claim, ClaimType, Disposition, Severity
from codinglab.validate.claim_form import over_limit
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, line, outpatient, passes

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables


def _with(number: int, claim: Claim) -> Claim:
    """The claim with that many condition codes."""
    return replace(claim, condition_codes=tuple(f"{code:02}" for code in range(1, number + 1)))


EDIT = Edit(
    __name__,
    title="Too many condition codes",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="claim",
    authority=(Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 25 section 75"),),
    reads=(),
    message=(
        "The claim has {number} condition codes and can hold {most}: keep those that change how it is judged."
    ),
    examples=(
        fires(_with(25, outpatient(dx("I10"), line("G0463"))), because="25 condition codes"),
        fires(_with(25, inpatient(dx("J18.9", "Y"))), because="25 on an inpatient claim"),
        passes(_with(24, outpatient(dx("I10"), line("G0463"))), because="24 fit"),
        passes(outpatient(dx("I10"), line("G0463")), because="there is none"),
    ),
)


@EDIT.check(since="1983-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Claims with more condition codes than the form holds."""
    hits = over_limit(claims.claims, claims.conditions, ["claim_id"], "conditions")
    return hits.select("claim_id", "on", "number", "most")
