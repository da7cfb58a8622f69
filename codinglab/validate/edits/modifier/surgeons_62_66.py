"""Modifier 62 or 66 stands on a procedure that does not pay several surgeons.

62 says that two surgeons, usually of different specialties, did one procedure together, and each is paid
62.5 percent; 66, that a team of more than two did it (a transplantation, for example). The fee schedule has
an indicator for each: with 0 the procedure pays no second surgeon or no team, with 9 it is no operation.

Remove the modifier; where one surgeon assisted, see the assistant modifiers. With co-surgeon indicator 2 both
are paid when their specialties differ, with team indicator 2 the team is paid by report, and with 1 either
is paid when documentation shows the need.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, line, not_evaluated, passes, professional
from codinglab.validate.modified_lines import indicators_unknown, services_carrying

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Co-surgeons or surgical team not payable",
    severity=Severity.FAIL,
    disposition=Disposition.DENY_LINE,
    applies_to=(ClaimType.PROFESSIONAL,),
    judges="line",
    authority=(Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 12 section 40.8"),),
    reads=("mpfs_indicator",),
    message="{code} on line {line} carries {modifier}, but its {kind} indicator {indicator} pays {none}.",
    examples=(
        fires(professional(line("11102", "62")), because="co-surgeon indicator 0"),
        fires(professional(line("66984", "62")), because="co-surgeon indicator 0"),
        passes(professional(line("27447", "62")), because="co-surgeon indicator 1: with documentation"),
        fires(professional(line("27447", "66")), because="team indicator 0, though two surgeons are paid"),
        fires(professional(line("20610", "66")), because="team indicator 0"),
        passes(professional(line("11102")), because="one surgeon"),
        not_evaluated(professional(line("64405", "62")), because="the indicator is not known"),
        not_evaluated(professional(line("64405", "66")), because="nor is that of teams"),
    ),
)


@EDIT.check(since="1992-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines with 62 by the co-surgeon indicator, with 66 by the team indicator."""
    rows = services_carrying(claims, reference, "62", "66")
    rows = rows.mutate(indicator=(rows.modifier == "62").ifelse(rows.co_surgeon, rows.team))
    hits = rows.filter(rows.indicator.isin(["0", "9"]))
    two = hits.modifier == "62"
    return hits.select(
        "claim_id",
        "on",
        "line",
        "code",
        "modifier",
        "indicator",
        kind=two.ifelse("co-surgeon", "team"),
        none=two.ifelse(ibis.literal("no second surgeon"), ibis.literal("no surgical team")),
    )


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines with the modifier whose indicators are not known."""
    return indicators_unknown(claims, reference, "62", "66")
