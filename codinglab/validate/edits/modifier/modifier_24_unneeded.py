"""Modifier 24 stands on a visit that is in no known global period.

24 says that a visit is unrelated to an earlier procedure in whose global period it falls. Where the
period of the procedure has ended, or had none, the modifier has nothing to set apart and asks for a
review.

Remove 24, or find the procedure that it refers to: it must be of the same physician, or of the same
specialty in the group. When no earlier procedure is among the given claims, nothing is said: it may be
on a claim that is not at hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dated, fires, line, not_evaluated, passes, professional
from codinglab.validate.global_periods import none_known, outside_periods
from codinglab.validate.modified_lines import carrying
from codinglab.validate.relations import is_visit

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Modifier 24 outside a global period",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL,),
    judges="line",
    authority=(
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 12 section 40.2"),
        Authority("NCCI Policy Manual", "2026", "I.D"),
    ),
    reads=("mpfs_indicator",),
    message=(
        "{code} on line {line} carries {modifier}, but every global period known for this patient "
        "and physician has ended before {on}."
    ),
    examples=(
        fires(
            professional(line("17000"), dated(line("99213", "24"), "2026-06-20")), because="ten days are over"
        ),
        passes(
            professional(line("17000"), dated(line("99213", "24"), "2026-06-19")), because="the tenth day"
        ),
        fires(
            professional(line("27447"), dated(line("99213", "24"), "2026-09-08")),
            because="ninety days are over",
        ),
        passes(professional(line("27447"), dated(line("99213", "24"), "2026-09-07")), because="the last day"),
        passes(professional(line("99213")), because="no 24"),
        not_evaluated(professional(line("99213", "24")), because="the procedure may be on another claim"),
        not_evaluated(
            professional(
                line("17000"), dated(line("64405"), "2026-06-18"), dated(line("99213", "24"), "2026-06-20")
            ),
            because="the period of 64405 is not known",
        ),
    ),
)


@EDIT.check(since="1992-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Visits with 24 after every known period."""
    left = outside_periods(_visits(claims), claims, reference)
    return left.filter(left.ended).drop("ended")


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Visits with 24 where no procedure is known."""
    left = outside_periods(_visits(claims), claims, reference)
    return none_known(left.filter(~left.ended))


def _visits(claims: ClaimTables) -> Any:
    return carrying(claims, "24").filter(lambda row: is_visit(row.code))
