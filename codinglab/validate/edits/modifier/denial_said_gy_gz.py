"""A line says itself that Medicare will deny it.

GZ says that a service is expected to be denied as not reasonable and necessary and that no notice (ABN) was
signed; GY, that it is excluded by statute or falls under no benefit at all. Medicare denies both without a
review, GZ since July 2011. With GZ the provider bears the cost, with GY the patient.

Keep the modifier when it is true. Where a notice was signed before the service, GA takes the place of GZ. GX
beside GY says that a voluntary notice was given.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, line, outpatient, passes, professional
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
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 23 section 20.9.1"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 30 section 50"),
        Authority("CMS Change Request 7228", "", "GZ lines are denied without review from 2011-07-01"),
    ),
    reads=(),
    message="{code} on line {line} carries {modifier}: Medicare denies it without a review, {said}. See that "
    "this is meant.",
    examples=(
        fires(professional(line("A9270", "GY")), because="GY denies, and the patient owes it"),
        fires(professional(line("G0127", "GZ")), because="GZ denies, and the provider bears it"),
        fires(outpatient(line("83036", "GZ")), because="in hospital too"),
        fires(professional(line("G0127", "GZ"), on="2011-07-01"), because="the first day of the rule for GZ"),
        passes(professional(line("G0127", "GZ"), on="2011-06-30"), because="GZ was still reviewed"),
        fires(outpatient(line("A9270", "GY"), on="2011-06-30"), because="GY was denied before"),
        passes(professional(line("G0127", "GA")), because="GA is judged on its merits"),
        passes(professional(line("G0127")), because="no such modifier"),
    ),
)

_SAID = (
    ("GY", "as excluded, and the patient owes it"),
    ("GZ", "as not necessary, and the provider bears it"),
)


@EDIT.check(since="2002-01-01")
def excluded(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines with GY."""
    return _told(carrying(claims, "GY"))


@EDIT.check(since="2011-07-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines with GY or GZ."""
    return _told(carrying(claims, "GY", "GZ"))


def _told(rows: Any) -> Any:
    return rows.select(
        "claim_id", "on", "line", "code", "modifier", said=rows.modifier.cases(*_SAID, else_="")
    )
