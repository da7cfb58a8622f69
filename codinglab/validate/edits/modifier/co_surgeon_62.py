"""Modifier 62 stands on a procedure that does not pay two surgeons.

62 says that two surgeons, usually of different specialties, did one procedure together; each is paid 62.5
percent. With co-surgeon indicator 0 the procedure pays no second surgeon, with 9 the code is no operation.

Remove 62; where one surgeon assisted, see the assistant modifiers. With indicator 2 both are paid when
their specialties differ, with 1 when documentation shows the need.
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
    title="Co-surgeons not payable",
    severity=Severity.FAIL,
    disposition=Disposition.DENY_LINE,
    applies_to=(ClaimType.PROFESSIONAL,),
    judges="line",
    authority=(Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 12 section 40.8"),),
    reads=("mpfs_indicator",),
    message=(
        "{code} on line {line} carries 62, but its co-surgeon indicator {indicator} pays no second surgeon."
    ),
    examples=(
        fires(professional(line("11102", "62")), because="indicator 0"),
        fires(professional(line("66984", "62")), because="indicator 0"),
        passes(professional(line("27447", "62")), because="indicator 1: with documentation"),
        passes(professional(line("11102")), because="no 62"),
        not_evaluated(professional(line("64405", "62")), because="the indicator is not known"),
    ),
)


@EDIT.check(since="1992-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines with 62 by the co-surgeon indicator."""
    rows = services_carrying(
        claims,
        reference,
        "62",
    )
    hits = rows.filter(rows.co_surgeon.isin(["0", "9"]))
    return hits.select("claim_id", "on", "line", "code", "modifier", indicator=hits.co_surgeon)


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines with the modifier whose indicators are not known."""
    return indicators_unknown(
        claims,
        reference,
        "62",
    )
