"""A modifier is not one that is in force.

Modifiers have two characters: those of CPT are numbers, those of HCPCS Level II have a letter and come in a
list that CMS publishes each quarter. One that is in neither says nothing, and the line is returned.

Correct the modifier: letters and digits are often mistaken for each other (O and 0, I and 1). One that began
after the list at hand is not in it; look it up in the current list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, line, not_evaluated, outpatient, passes, professional
from codinglab.validate.relations import in_force

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Modifier not in the list",
    severity=Severity.WARN,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT),
    judges="line",
    authority=(
        Authority("HCPCS Level II, quarterly update", "October 2025", "modifiers"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 23 section 20"),
    ),
    reads=("hcpcs_modifier",),
    message="{modifier} on line {line} ({code}) is not in the list of modifiers.",
    examples=(
        fires(professional(line("20610", "R1")), because="no such modifier"),
        fires(outpatient(line("45380", "5O")), because="the letter O, not the digit 0"),
        passes(professional(line("20610", "RT")), because="Level II"),
        passes(professional(line("20610", "50")), because="Level I"),
        fires(professional(line("20610", "R1"), on="2025-10-01"), because="the first day of the list"),
        not_evaluated(
            professional(line("20610", "R1"), on="2025-09-30"), because="the list begins the day after"
        ),
    ),
)


@EDIT.check(since="1992-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Modifiers that the list does not have that day."""
    marks = claims.modifiers.select("claim_id", "line", "modifier").distinct()
    rows = claims.lines.select("claim_id", "line", "code", "on").join(marks, ["claim_id", "line"])
    table = reference.hcpcs_modifier
    return rows.anti_join(table, [rows.modifier == table.code, *in_force(rows, table)])
