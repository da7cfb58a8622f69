"""A visit is billed on the day of a major procedure, or the day before, without modifier 57.

The global period of a major procedure (90 days) begins the day before it and includes visits of the
same physician in it. The visit at which the surgery was decided on is paid, and modifier 57 says
that it was that visit.

Add 57 when the note records the decision; else the visit is part of the global package. An
unrelated visit within the global period of an earlier procedure carries 24.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, line, passes, professional
from codinglab.validate.relations import is_visit, services

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Visit before a major procedure without modifier 57",
    severity=Severity.FAIL,
    disposition=Disposition.DENY_LINE,
    applies_to=(ClaimType.PROFESSIONAL,),
    judges="line",
    authority=(
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 12 section 40.1"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 12 section 40.2"),
    ),
    reads=("mpfs_indicator",),
    message="{code} on line {line} is in the global period of {other_code} ({other_day}) without 57 or 24.",
    examples=(
        fires(
            professional(line("27447"), line("99214")), because="nothing says that the surgery was decided on"
        ),
        passes(professional(line("27447"), line("99214", "57")), because="57: the decision for surgery"),
        passes(
            professional(line("27447"), line("99214", "24")), because="24: unrelated, in an earlier global"
        ),
        passes(professional(line("20610"), line("99214")), because="a minor procedure is another edit"),
        fires(professional(line("27447"), line("99213")), because="any visit"),
    ),
)


@EDIT.check(since="1992-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Visits of the day of a 090 procedure, or the day before, without 57, 25 or 24."""
    visits = claims.lines.filter(lambda row: is_visit(row.code))
    surgeries = services(claims, reference).filter(lambda row: row.global_days == "090").view()
    met = visits.join(
        surgeries,
        [
            visits.key == surgeries.key,
            visits.first_day <= surgeries.first_day,
            visits.first_day >= surgeries.first_day - 1,
        ],
    ).select(
        claim_id=visits.claim_id,
        on=visits.on,
        line=visits.line,
        code=visits.code,
        other_line=surgeries.line,
        other_code=surgeries.code,
        other_day=surgeries.since,
    )
    marked = claims.modifiers.filter(claims.modifiers.modifier.isin(["57", "25", "24"]))
    return met.anti_join(marked, ["claim_id", "line"])
