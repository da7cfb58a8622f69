"""LT or RT stands on a code that already covers both sides, or on a laboratory test.

LT and RT say on which side of a paired organ something was done. A code with bilateral indicator 2 is for
both sides already; a laboratory test has no side.

Remove the side. Codes with indicator 0 are not judged: many are for one side of a pair, with another code
for both. Drugs and devices may carry the side that they were used on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, line, not_evaluated, passes, professional
from codinglab.validate.modified_lines import indicators_unknown, services_carrying

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="LT or RT on a code without sides",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL,),
    judges="line",
    authority=(
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 12 section 40.7"),
        Authority("NCCI Policy Manual", "2026", "I.V"),
    ),
    reads=("mpfs_indicator",),
    message=(
        "{code} on line {line} carries {modifier}, but its bilateral indicator {indicator} knows "
        "no single side."
    ),
    examples=(
        fires(professional(line("52290", "RT")), because="indicator 2: for both sides already"),
        fires(professional(line("80053", "LT")), because="a laboratory test"),
        passes(professional(line("20610", "RT")), because="indicator 1"),
        passes(professional(line("J3301", "RT")), because="a drug on the side it was given"),
        passes(professional(line("11102", "LT")), because="indicator 0 is not judged"),
        not_evaluated(professional(line("64405", "LT")), because="the indicator is not known"),
    ),
)


@EDIT.check(since="1992-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines with a side by the bilateral indicator."""
    rows = services_carrying(claims, reference, "LT", "RT")
    hits = rows.filter((rows.bilateral == "2") | ((rows.bilateral == "9") & rows.code.startswith("8")))
    return hits.select("claim_id", "on", "line", "code", "modifier", indicator=hits.bilateral)


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines with the modifier whose indicators are not known."""
    return indicators_unknown(claims, reference, "LT", "RT")
