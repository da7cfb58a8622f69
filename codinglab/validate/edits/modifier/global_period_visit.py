"""A visit falls into the days after a procedure whose global period includes it.

A procedure of 10 days includes the visits of its physician, and of those of the same specialty in the
group, on the ten days after it; one of 90 days, on the ninety after. They are paid with the procedure,
those for complications too, and a visit billed beside is denied.

Do not bill a visit that belongs to the recovery. Modifier 24 says that the visit is unrelated to the
procedure; 57, that another major procedure was decided on; FT, that critical care was unrelated. 25 alone
does not open the days after. Claims given together see one another; a procedure that is on none of them
is not seen, nor one whose care after it was handed over with modifier 54.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dated, fires, line, passes, professional
from codinglab.validate.global_periods import after_surgery, is_bedside_visit
from codinglab.validate.modified_lines import without

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Visit in the global period of an earlier procedure",
    severity=Severity.FAIL,
    disposition=Disposition.DENY_LINE,
    applies_to=(ClaimType.PROFESSIONAL,),
    judges="line",
    authority=(
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 12 section 40.1"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 12 section 40.2"),
        Authority("NCCI Policy Manual", "2026", "I.D"),
    ),
    reads=("mpfs_indicator",),
    message=(
        "{code} on line {line} is {later} days after {other_code} of {other_day}, whose global "
        "period ({global_days}) includes it; bill it only if it is unrelated (24) or decided on "
        "major surgery (57)."
    ),
    examples=(
        fires(
            professional(line("27447"), dated(line("99213"), "2026-09-07")), because="the last of ninety days"
        ),
        passes(professional(line("27447"), dated(line("99213"), "2026-09-08")), because="the day after it"),
        fires(professional(line("17000"), dated(line("99212"), "2026-06-19")), because="the tenth day"),
        passes(professional(line("17000"), dated(line("99212"), "2026-06-20")), because="the eleventh day"),
        passes(professional(line("27447"), dated(line("99213", "24"), "2026-07-01")), because="unrelated"),
        passes(professional(line("27447"), dated(line("99214", "57"), "2026-07-01")), because="new surgery"),
        fires(
            professional(line("27447"), dated(line("99213", "25"), "2026-07-01")),
            because="25 is for the day of a procedure",
        ),
        fires(
            professional(line("27447"), dated(line("99213", "79"), "2026-07-01")),
            because="79 is for procedures; an unrelated visit carries 24",
        ),
        passes(
            professional(line("27447"), dated(line("99291", "FT"), "2026-07-01")),
            because="FT: critical care that was unrelated",
        ),
        passes(
            professional(line("27447", "54"), dated(line("99213"), "2026-07-01")),
            because="54: another physician has the care after it",
        ),
        passes(
            professional(line("20610"), dated(line("99213"), "2026-06-10")), because="000 is one day only"
        ),
    ),
)


@EDIT.check(since="1992-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Visits of the days after a 010 or 090 procedure that nothing sets apart."""
    visits = claims.lines.filter(lambda row: is_bedside_visit(row.code))
    return after_surgery(without(visits, claims, "24", "57", "FT"), claims, reference)
