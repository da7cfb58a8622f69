"""A service line has more than four modifiers.

A line of either form has room for four modifiers; a fifth is lost, and with it what it says. Modifiers
that change payment come first, those that only inform come last.

Put the payment modifiers in the four places and drop the ones that add nothing. When more than four are
truly needed, report modifier 99 where the payer takes it and list the others as the payer asks.
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
    title="Too many modifiers on a line",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="line",
    authority=(
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 26 section 10.4"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 25 section 75"),
    ),
    reads=(),
    message=(
        "{code} on line {line} has {number} modifiers, and a line holds {most}: keep those that "
        "change payment."
    ),
    examples=(
        fires(
            professional(dx("M17.11"), line("20610", "LT", "59", "GC", "KX", "Q6")), because="five modifiers"
        ),
        fires(
            outpatient(dx("I10"), line("71046", "TC", "76", "GA", "Q0", "XU")),
            because="five on a facility line",
        ),
        passes(professional(dx("M17.11"), line("20610", "LT", "59", "GC", "KX")), because="four fit"),
        passes(professional(dx("M17.11"), line("20610", "LT")), because="one modifier"),
    ),
)


@EDIT.check(since="1983-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines with more modifiers than a line holds."""
    hits = over_limit(claims.lines, claims.modifiers, ["claim_id", "line"], "modifiers")
    return hits.select("claim_id", "on", "line", "code", "number", "most")
