"""A service line points to more than four diagnoses.

On a professional claim each line says by pointers which of the claim's diagnoses the service was done
for. There is room for four; the first is the line's main diagnosis, the one that payers look at first.

Keep the diagnoses for which this service was done, the most telling one first. The other diagnoses stay
on the claim without a pointer. Facility claims have no pointers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.claim_form import over_limit
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, line, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

FIVE = (dx("E11.22"), dx("I12.9"), dx("N18.31"), dx("M17.11"), dx("Z79.84"))

EDIT = Edit(
    __name__,
    title="Too many diagnosis pointers on a line",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.PROFESSIONAL,),
    judges="line",
    authority=(Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 26 section 10.4"),),
    reads=(),
    message=(
        "{code} on line {line} points to {number} diagnoses, and a line holds {most} pointers: "
        "keep those the service was done for."
    ),
    examples=(
        fires(professional(*FIVE, line("99214", to=(1, 2, 3, 4, 5))), because="five pointers"),
        fires(
            professional(*FIVE, line("99214", to=(1,)), line("83036", to=(5, 4, 3, 2, 1))),
            because="five on the second line",
        ),
        passes(
            professional(*FIVE, line("99214", to=(1, 2, 3, 4))),
            because="four fit; the fifth diagnosis stays on the claim",
        ),
        passes(professional(*FIVE, line("99214", to=(5,))), because="one pointer"),
    ),
)


@EDIT.check(since="1983-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines with more pointers than a line holds."""
    hits = over_limit(claims.lines, claims.pointers, ["claim_id", "line"], "pointers")
    return hits.select("claim_id", "on", "line", "code", "number", "most")
