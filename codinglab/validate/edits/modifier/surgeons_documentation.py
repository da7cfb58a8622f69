"""A second surgeon, a team or an assistant is billed where documentation must show the need.

For some procedures Medicare pays an assistant (assistant indicator 0), two surgeons (co-surgeon indicator
1) or a team (team indicator 1) only when the operative notes show why one surgeon was not enough.

Have the note ready that says what each did and why, and send it when the contractor asks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, line, passes, professional
from codinglab.validate.modified_lines import services_carrying

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Second surgeon or assistant needs documentation",
    severity=Severity.WARN,
    disposition=Disposition.SUSPEND,
    applies_to=(ClaimType.PROFESSIONAL,),
    judges="line",
    authority=(
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 12 section 20.4.3"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 12 section 40.8"),
    ),
    reads=("mpfs_indicator",),
    message=(
        "{code} on line {line} with {modifier} is paid only when the record shows why one surgeon "
        "was not enough."
    ),
    examples=(
        fires(professional(line("29881", "80")), because="assistant indicator 0"),
        fires(professional(line("27447", "62")), because="co-surgeon indicator 1"),
        passes(professional(line("27447", "AS")), because="assistant indicator 2"),
        passes(professional(line("29881")), because="one surgeon"),
    ),
)


@EDIT.check(since="1992-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines whose indicator asks for documentation."""
    rows = services_carrying(claims, reference, "62", "66", "80", "81", "82", "AS")
    two = (rows.modifier == "62") & (rows.co_surgeon == "1")
    team = (rows.modifier == "66") & (rows.team == "1")
    assistant = rows.modifier.isin(["80", "81", "82", "AS"]) & (rows.assistant == "0")
    return rows.filter(two | team | assistant).select("claim_id", "on", "line", "code", "modifier")
