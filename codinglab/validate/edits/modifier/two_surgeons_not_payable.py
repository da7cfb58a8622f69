"""Two surgeons (62) or a team (66) are billed for an operation that does not allow them.

Modifier 62 says that two surgeons of different specialties did distinct parts of one operation; 66 that
a team did. The fee schedule's co-surgeon and team indicators say whether that is paid: 0 no, 1 with
documentation, 2 yes, 9 does not apply.

Where the indicator is 0 or 9 one surgeon bills the operation, and the other bills as an assistant if one
is payable.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, line, not_evaluated, passes, professional
from codinglab.validate.marked import marked_services, marked_unpriced

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

_MODIFIERS = ("62", "66")

EDIT = Edit(
    __name__,
    title="Co-surgeons or team not payable",
    severity=Severity.FAIL,
    disposition=Disposition.DENY_LINE,
    applies_to=(ClaimType.PROFESSIONAL,),
    judges="line",
    authority=(Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 12 section 40.8"),),
    reads=("mpfs_indicator",),
    message="{code} on line {line} carries {modifier}, but its {kind} indicator is {indicator}: that is not paid.",
    examples=(
        fires(professional(line("20610", "62")), because="co-surgeon indicator 0"),
        fires(professional(line("27447", "66")), because="team indicator 0"),
        passes(professional(line("27447", "62")), because="co-surgeon indicator 1: with documentation"),
        passes(professional(line("20610")), because="one surgeon"),
        not_evaluated(professional(line("64405", "62")), because="the indicator is not in the extract"),
    ),
)


@EDIT.check(since="1992-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines with 62 or 66 whose indicator is 0 or 9."""
    rows = marked_services(claims, reference, _MODIFIERS)
    two = rows.mutate(
        indicator=(rows.modifier == "62").ifelse(rows.co_surgeon, rows.team),
        kind=(rows.modifier == "62").ifelse("co-surgeon", "team"),
    )
    refused = two.filter(two.indicator.isin(["0", "9"]))
    return refused.select("claim_id", "on", "line", "code", "modifier", "kind", "indicator")


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Marked lines whose indicators are not known."""
    reason = ibis.literal("the co-surgeon and team indicators of {code} is not installed")
    return marked_unpriced(claims, reference, _MODIFIERS, reason)
