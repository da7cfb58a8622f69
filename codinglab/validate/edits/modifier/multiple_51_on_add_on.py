"""Modifier 51 stands on an add-on code.

51 marks the second and further procedures of a session, whose payment is reduced. An add-on code (global
indicator ZZZ) is valued as an addition from the start: it is never reduced, so 51 cannot stand on it.

Remove 51 from the add-on code. Medicare's contractors put 51 on lines themselves and ask for none.
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
    title="Modifier 51 on an add-on code",
    severity=Severity.FAIL,
    disposition=Disposition.DENY_LINE,
    applies_to=(ClaimType.PROFESSIONAL,),
    judges="line",
    authority=(
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 12 section 40.6"),
        Authority("NCCI Policy Manual", "2026", "I.R"),
    ),
    reads=("mpfs_indicator",),
    message="{code} on line {line} is an add-on code (global indicator {indicator}) and takes no 51.",
    examples=(
        fires(professional(line("11102"), line("11103", "51")), because="an add-on code"),
        fires(professional(line("17000"), line("17003", "51")), because="an add-on code"),
        passes(professional(line("11102"), line("11103")), because="no 51"),
        passes(professional(line("27447"), line("20610", "51")), because="no add-on code"),
        not_evaluated(professional(line("64405", "51")), because="the indicator is not known"),
    ),
)


@EDIT.check(since="1992-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Add-on codes with 51."""
    rows = services_carrying(
        claims,
        reference,
        "51",
    )
    hits = rows.filter(rows.global_days == "ZZZ")
    return hits.select("claim_id", "on", "line", "code", "modifier", indicator=hits.global_days)


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines with the modifier whose indicators are not known."""
    return indicators_unknown(
        claims,
        reference,
        "51",
    )
