"""An assistant at surgery is billed where payment needs documentation of need.

With assistant indicator 0 Medicare pays an assistant only when the record shows why one was needed.

Have the operative report say what the assistant did and why; be ready to send it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, line, passes, professional
from codinglab.validate.marked import marked_services

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Assistant at surgery needs documentation",
    severity=Severity.WARN,
    disposition=Disposition.SUSPEND,
    applies_to=(ClaimType.PROFESSIONAL,),
    judges="line",
    authority=(Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 12 section 20.4.3"),),
    reads=("mpfs_indicator",),
    message="{code} on line {line} carries {modifier}, and assistant indicator 0 asks for documentation of need.",
    examples=(
        fires(professional(line("29881", "80")), because="indicator 0"),
        fires(professional(line("29881", "AS")), because="indicator 0, whoever assists"),
        passes(professional(line("27447", "80")), because="indicator 2 asks for nothing"),
        passes(professional(line("29881", "RT")), because="nobody assists"),
    ),
)


@EDIT.check(since="1992-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines of an assistant whose code has indicator 0."""
    rows = marked_services(claims, reference, ("80", "81", "82", "AS"))
    return rows.filter(rows.assistant == "0").select("claim_id", "on", "line", "code", "modifier")
