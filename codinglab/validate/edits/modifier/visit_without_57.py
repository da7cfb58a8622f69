"""A visit is billed on the day of a major procedure, or the day before, without modifier 57.

The global period of a major procedure (90 days) begins the day before it and includes visits of the
same physician in it. The visit at which the surgery was decided on is paid, and modifier 57 says
that it was that visit. An assistant at the operation has no such period.

Add 57 when the note records the decision; else the visit is part of the global package. An
unrelated visit within the global period of an earlier procedure carries 24.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dated, fires, line, not_evaluated, passes, professional
from codinglab.validate.global_periods import before_major, beside_unknown_procedure, is_encounter
from codinglab.validate.modified_lines import without

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
        fires(
            professional(line("99213"), dated(line("27447"), "2026-06-10")),
            because="any visit of the day before",
        ),
        passes(
            professional(line("99213"), dated(line("27447"), "2026-06-11")), because="two days before is free"
        ),
        passes(professional(line("27447"), line("99214", "25")), because="25 there is another edit"),
        fires(
            professional(line("66984", "54"), line("99214")),
            because="54 hands over the care after, not before",
        ),
        passes(professional(line("27447", "80"), line("99214")), because="the assistant decides nothing"),
        passes(professional(line("27447"), line("99490")), because="care management is no visit of the day"),
        not_evaluated(professional(line("99214"), line("64405")), because="its global period is not known"),
    ),
)


@EDIT.check(since="1992-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Visits of the day of a 090 procedure, or the day before, without 57, 25 or 24."""
    return before_major(_visits(claims), claims, reference)


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Codes beside such a visit whose global period is not known."""
    return beside_unknown_procedure(_visits(claims), claims, reference)


def _visits(claims: ClaimTables) -> Any:
    visits = claims.lines.filter(lambda row: is_encounter(row.code))
    return without(visits, claims, "57", "25", "24", "FT")
