"""More service lines are on the claim than the electronic form holds.

An electronic professional claim (837P) takes 50 lines, an electronic facility claim (837I) 999. Paper
has less room: 6 lines on a CMS-1500, 22 on a page of a UB-04.

Split the services over two claims by date of service, and keep together what belongs together: all
services of one day, a code with its add-on codes, a visit with the procedure of that day. On paper use
another form for the seventh line on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.claim_form import over_limit
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, line, outpatient, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables


EDIT = Edit(
    __name__,
    title="Too many service lines",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="claim",
    authority=(
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 26 section 10"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 25 section 75"),
    ),
    reads=(),
    message="The claim has {number} service lines and can hold {most}: split it by date of service.",
    examples=(
        fires(professional(dx("I10"), *[line("J1885")] * 51), because="51 lines"),
        passes(professional(dx("I10"), *[line("J1885")] * 50), because="50 fit"),
        passes(outpatient(dx("I10"), *[line("J1885")] * 51), because="a facility claim holds 999"),
        fires(professional(dx("M54.50"), *[line("97110")] * 60), because="60 lines of therapy"),
    ),
)


@EDIT.check(since="1983-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Claims with more lines than their form holds."""
    hits = over_limit(claims.claims, claims.lines, ["claim_id"], "lines")
    return hits.select("claim_id", "on", "number", "most")
