"""Modifier 58, 78 or 79 stands on a procedure that is in no known global period.

The three say how a procedure stands to an earlier one in whose global period it falls: staged (58),
a return to the operating room (78), unrelated (79). Where every known period has ended there is nothing to
explain, and 78 even lowers the payment to the operation itself.

Remove the modifier, or find the procedure that it refers to. When no earlier procedure is among the given
claims, nothing is said: it may be on a claim that is not at hand. 58 also stands beside a diagnostic
procedure of the same day that led to the operation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dated, fires, line, not_evaluated, passes, professional
from codinglab.validate.global_periods import none_known, outside_periods
from codinglab.validate.modified_lines import carrying

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Modifier 58, 78 or 79 outside a global period",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL,),
    judges="line",
    authority=(
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 12 section 40.2"),
        Authority("NCCI Policy Manual", "2026", "I.E"),
    ),
    reads=("mpfs_indicator",),
    message=(
        "{code} on line {line} carries {modifier}, but every global period known for this patient "
        "and physician has ended before {on}."
    ),
    examples=(
        fires(
            professional(line("17000"), dated(line("11102", "79"), "2026-06-20")), because="ten days are over"
        ),
        passes(
            professional(line("17000"), dated(line("11102", "79"), "2026-06-19")), because="the tenth day"
        ),
        fires(
            professional(line("27447"), dated(line("20610", "78"), "2026-09-08")),
            because="ninety days are over",
        ),
        passes(professional(line("27447"), dated(line("20610", "78"), "2026-09-07")), because="the last day"),
        passes(
            professional(line("45378"), line("47562", "58")), because="a diagnostic endoscopy led to surgery"
        ),
        not_evaluated(professional(line("20610", "79")), because="the procedure may be on another claim"),
    ),
)


@EDIT.check(since="1992-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines with one of the three after every known period."""
    left = outside_periods(carrying(claims, "58", "78", "79"), claims, reference)
    return left.filter(left.ended).drop("ended")


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines with one of the three where no procedure is known."""
    left = outside_periods(carrying(claims, "58", "78", "79"), claims, reference)
    return none_known(left.filter(~left.ended))
