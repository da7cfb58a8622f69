"""A service line has no units, or fewer.

Units say how often, or how much of, a service was given, in the measure of the code. A line of zero
units asks for nothing; a negative number is a correction of the ledger, which a claim cannot carry.

Enter the units of the record, one for most services. A correction of a paid claim is a replacement or
void of the whole claim, with all its lines as they should have been.
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
    title="Units below one",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="line",
    authority=(
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 26 section 10.4"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 25 section 75"),
    ),
    reads=(),
    message="{code} on line {line} has {units} units: enter how often the service was given, at least 1.",
    examples=(
        fires(professional(dx("I10"), line("99214", units=0)), because="zero units"),
        fires(outpatient(dx("I10"), line("J1885", units=-2)), because="a negative correction"),
        passes(professional(dx("I10"), line("99214")), because="one unit"),
        passes(outpatient(dx("I10"), line("J1885", units=2)), because="two units of a drug"),
    ),
)


@EDIT.check(since="1983-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines of fewer than one unit."""
    rows = claims.lines
    return rows.filter(rows.units < 1).select("claim_id", "on", "line", "code", "units")
