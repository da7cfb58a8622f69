"""A visit carries modifier 57 on the day of a minor procedure, with no major one that day or the next.

57 says that at this visit a major procedure (90 days) was decided on, of that day or the day after. The
decision to do a minor procedure (0 or 10 days) is part of that procedure and never billed with 57.

Use 25 when the visit was significant and separate from the minor procedure, as the note must show; else do
not bill it. When no procedure is among the given claims, nothing is said: the operation may be on another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dated, fires, line, not_evaluated, passes, professional
from codinglab.validate.global_periods import none_known, periods
from codinglab.validate.modified_lines import carrying
from codinglab.validate.relations import is_visit

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Modifier 57 with a minor procedure",
    severity=Severity.FAIL,
    disposition=Disposition.DENY_LINE,
    applies_to=(ClaimType.PROFESSIONAL,),
    judges="line",
    authority=(
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 12 section 30.6.6"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 12 section 40.2"),
        Authority("NCCI Policy Manual", "2026", "I.D"),
    ),
    reads=("mpfs_indicator",),
    message=(
        "{code} on line {line} carries 57, but {other_code} of that day is minor (global period "
        "{global_days}) and no major procedure of that day or the next is known; a separate visit "
        "beside a minor one carries 25."
    ),
    examples=(
        fires(professional(line("20610"), line("99214", "57")), because="000 is minor"),
        fires(professional(line("17000"), line("99214", "57")), because="010 is minor"),
        passes(professional(line("27447"), line("99214", "57")), because="090 of that day"),
        passes(
            professional(line("99214", "57"), dated(line("27447"), "2026-06-10")), because="090 of the next"
        ),
        passes(
            professional(line("27447"), line("20610"), line("99214", "57")),
            because="the major one was decided on",
        ),
        passes(professional(line("20610"), line("99214", "25")), because="25, not 57"),
        not_evaluated(professional(line("99214", "57")), because="the operation may be on another claim"),
    ),
)


@EDIT.check(since="1992-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Visits with 57 beside a 000 or 010 procedure alone."""
    rows = _without_major(claims, reference)
    opened = periods(claims, reference)
    met = rows.join(opened, [rows.key == opened.key, rows.first_day == opened.opened])
    return met.select("claim_id", "on", "line", "code", "global_days", other_code=met.opener)


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Visits with 57 where no procedure of that day or the next is known."""
    rows = _without_major(claims, reference)
    opened = periods(claims, reference)
    return none_known(rows.anti_join(opened, [rows.key == opened.key, rows.first_day == opened.opened]))


def _without_major(claims: ClaimTables, reference: ReferenceTables) -> Any:
    rows = carrying(claims, "57").filter(lambda row: is_visit(row.code))
    major = periods(claims, reference).filter(lambda row: row.global_days == "090")
    near = [rows.key == major.key, rows.first_day <= major.opened, rows.first_day >= major.opened - 1]
    return rows.anti_join(major, near)
