"""Modifier 66 stands on a procedure that does not pay a surgical team.

66 says that a team of more than two surgeons did a procedure together (a transplantation, for example).
With team indicator 0 the procedure pays no team, with 9 the code is no operation.

Remove 66. With indicator 2 the team is paid by report, with 1 when documentation shows the need.
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
    title="Surgical team not payable",
    severity=Severity.FAIL,
    disposition=Disposition.DENY_LINE,
    applies_to=(ClaimType.PROFESSIONAL,),
    judges="line",
    authority=(Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 12 section 40.8"),),
    reads=("mpfs_indicator",),
    message="{code} on line {line} carries 66, but its team indicator {indicator} pays no surgical team.",
    examples=(
        fires(professional(line("27447", "66")), because="indicator 0"),
        fires(professional(line("20610", "66")), because="indicator 0"),
        passes(professional(line("27447", "62")), because="62 is another edit"),
        passes(professional(line("27447")), because="no 66"),
        not_evaluated(professional(line("64405", "66")), because="the indicator is not known"),
    ),
)


@EDIT.check(since="1992-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines with 66 by the team indicator."""
    rows = services_carrying(
        claims,
        reference,
        "66",
    )
    hits = rows.filter(rows.team.isin(["0", "9"]))
    return hits.select("claim_id", "on", "line", "code", "modifier", indicator=hits.team)


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines with the modifier whose indicators are not known."""
    return indicators_unknown(
        claims,
        reference,
        "66",
    )
