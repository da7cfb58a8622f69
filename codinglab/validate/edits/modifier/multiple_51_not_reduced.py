"""Modifier 51 stands on a code whose payment is never reduced for several procedures.

51 marks the second and further procedures of a session. The fee schedule's multiple-procedure indicator 0
says that no such reduction applies to the code, and 9 that it is no procedure: 51 has no meaning there.

Remove 51. Add-on codes are judged by an edit of their own.
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
    title="Modifier 51 on a code that is not reduced",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL,),
    judges="line",
    authority=(
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 12 section 40.6"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 23 addendum"),
    ),
    reads=("mpfs_indicator",),
    message=(
        "{code} on line {line} carries 51, but its multiple-procedure indicator {indicator} knows "
        "no reduction."
    ),
    examples=(
        fires(professional(line("20610"), line("71046", "51")), because="indicator 0"),
        fires(professional(line("20610"), line("J3301", "51")), because="indicator 9"),
        passes(professional(line("27447"), line("20610", "51")), because="indicator 2"),
        passes(professional(line("11102"), line("11103", "51")), because="an add-on code is another edit"),
        not_evaluated(professional(line("64405", "51")), because="the indicator is not known"),
    ),
)


@EDIT.check(since="1992-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines with 51 of indicator 0 or 9."""
    rows = services_carrying(
        claims,
        reference,
        "51",
    )
    hits = rows.filter(rows.multiple.isin(["0", "9"]) & (rows.global_days != "ZZZ"))
    return hits.select("claim_id", "on", "line", "code", "modifier", indicator=hits.multiple)


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines with the modifier whose indicators are not known."""
    return indicators_unknown(
        claims,
        reference,
        "51",
    )
