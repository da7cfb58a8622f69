"""A line says itself that Medicare will deny it.

GZ says that a service is expected to be denied as not reasonable and necessary and that no notice (ABN) was
signed; GY, that it is excluded by statute or no benefit at all. Medicare denies both without a review. With
GZ the provider bears the cost, with GY the patient.

Where a notice was signed before the service, GA takes the place of GZ. GX beside GY says that a voluntary
notice was given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, line, passes, professional
from codinglab.validate.modified_lines import carrying

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Line that Medicare denies by its modifier",
    severity=Severity.INFO,
    disposition=Disposition.DENY_LINE,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT),
    judges="line",
    authority=(
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 30 section 50"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 23 section 20.9.1"),
    ),
    reads=(),
    message="{code} on line {line} carries {modifier}: Medicare denies it without a review.",
    examples=(
        fires(professional(line("G0127", "GZ")), because="GZ denies"),
        fires(professional(line("A9270", "GY")), because="GY denies"),
        passes(professional(line("G0127", "GA")), because="GA is judged on its merits"),
        passes(professional(line("G0127")), because="no such modifier"),
    ),
)


@EDIT.check(since="2011-07-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines with GY or GZ."""
    return carrying(claims, "GY", "GZ").select("claim_id", "on", "line", "code", "modifier")
