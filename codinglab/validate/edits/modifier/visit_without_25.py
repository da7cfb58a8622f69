"""A visit is billed on the day of a minor procedure without modifier 25.

A procedure with a global period of 0 or 10 days includes the usual evaluation of that day, the
decision to do it too. A visit by the same physician is paid beside it only when it was significant
and separately identifiable, which modifier 25 on the visit says.

Add 25 when the note shows work beyond the procedure (another problem managed, for example); else
do not bill the visit. Modifier 57 is for major procedures. Modifier 24 marks an unrelated visit
after an earlier procedure, not on its day.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, line, not_evaluated, passes, professional
from codinglab.validate.relations import in_force, is_visit, same_day_codes_unknown

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Visit on the day of a minor procedure without modifier 25",
    severity=Severity.FAIL,
    disposition=Disposition.DENY_LINE,
    applies_to=(ClaimType.PROFESSIONAL,),
    judges="line",
    authority=(
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 12 section 40.1"),
        Authority("NCCI Policy Manual", "2026", "I.D"),
    ),
    reads=("mpfs_indicator",),
    message="{code} on line {line} is billed with {other_code} (global period {global_days}) without 25.",
    examples=(
        fires(professional(line("20610"), line("99214")), because="no modifier marks the visit"),
        fires(professional(line("17000"), line("99213", "57")), because="57 is for major procedures"),
        passes(professional(line("20610"), line("99214", "25")), because="25: a separate visit"),
        passes(professional(line("99214")), because="a visit alone"),
        passes(professional(line("27447"), line("99214")), because="a major procedure is another edit"),
        not_evaluated(professional(line("99214"), line("64405")), because="global period not in the slice"),
    ),
)


@EDIT.check(since="1992-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Visits of the day of a 000 or 010 procedure without 25."""
    visits = claims.day_pairs.filter(lambda row: is_visit(row.code))
    table = reference.mpfs_indicator
    minor = table.filter((table.modifier == "") & table.global_days.isin(["000", "010"])).select(
        "global_days", "since", "through", procedure_code=table.code
    )
    met = visits.join(minor, [visits.other_code == minor.procedure_code, *in_force(visits, minor)])
    marked = claims.modifiers.filter(claims.modifiers.modifier == "25")
    hits = met.anti_join(marked, ["claim_id", "line"])
    return hits.select("claim_id", "on", "line", "other_line", "code", "other_code", "global_days")


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Codes billed beside a visit whose global period is not known."""
    return same_day_codes_unknown(
        claims, reference, ibis.literal("the global period of {code} is not installed")
    )
