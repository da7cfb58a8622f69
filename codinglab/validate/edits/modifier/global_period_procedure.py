"""A procedure falls into the global period of an earlier one and carries neither 58, 78 nor 79.

Within the 10 or 90 days after a procedure, another by the same physician (or group and specialty) is paid
only when a modifier says why: 58 planned, staged or more extensive; 78 an unplanned return to the
operating room for something related; 79 unrelated, the other side too.

Choose from the operative note. A complication treated without a return to the operating room is part of
the first procedure. The sides LT and RT alone do not open the period. Add-on codes follow their primary.
Who takes only the care before or after another physician's operation (56, 55) does no procedure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dated, fires, line, passes, professional
from codinglab.validate.global_periods import after_surgery
from codinglab.validate.modified_lines import without
from codinglab.validate.relations import services

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Procedure in the global period of an earlier one without 58, 78 or 79",
    severity=Severity.FAIL,
    disposition=Disposition.DENY_LINE,
    applies_to=(ClaimType.PROFESSIONAL,),
    judges="line",
    authority=(
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 12 section 40.1"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 12 section 40.2"),
        Authority("NCCI Policy Manual", "2026", "I.E"),
    ),
    reads=("mpfs_indicator",),
    message=(
        "{code} on line {line} is {later} days after {other_code} of {other_day} (global period "
        "{global_days}) without 58 (staged), 78 (return to the operating room) or 79 (unrelated)."
    ),
    examples=(
        fires(
            professional(line("66984", "RT"), dated(line("66984", "LT"), "2026-06-23")),
            because="the other eye two weeks later needs 79",
        ),
        passes(
            professional(line("66984", "RT"), dated(line("66984", "LT", "79"), "2026-06-23")),
            because="79: unrelated",
        ),
        fires(professional(line("17000"), dated(line("11102"), "2026-06-19")), because="the tenth day"),
        passes(professional(line("17000"), dated(line("11102"), "2026-06-20")), because="the eleventh day"),
        passes(professional(line("27447"), dated(line("20610", "58"), "2026-07-01")), because="58: planned"),
        passes(
            professional(line("27447"), dated(line("71046"), "2026-07-01")),
            because="a film is no procedure with a global period",
        ),
        passes(
            professional(line("27447"), dated(line("66984", "55"), "2026-07-01")),
            because="55: the care after another physician's operation",
        ),
        fires(
            professional(line("27447"), dated(line("20610", "59"), "2026-07-01")),
            because="59 does not say how it stands to the first",
        ),
        passes(professional(line("27447"), line("20610")), because="one day is for the procedure pairs"),
    ),
)


@EDIT.check(since="1992-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Procedures of the days after a 010 or 090 procedure without a modifier that opens them."""
    rows = services(claims, reference).filter(lambda row: row.global_days.isin(["000", "010", "090"]))
    rows = rows.drop("global_days")
    return after_surgery(without(rows, claims, "55", "56", "58", "78", "79"), claims, reference)
