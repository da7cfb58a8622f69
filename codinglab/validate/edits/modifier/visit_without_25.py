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

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.code_pairs import placed
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, line, not_evaluated, passes, professional
from codinglab.validate.global_periods import OPENS_NONE, is_encounter
from codinglab.validate.modified_lines import without
from codinglab.validate.relations import is_visit, services, without_indicators

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
    message="{code} on line {line} is billed with {other_code} ({where}, global period {global_days}) "
    "without 25.",
    examples=(
        fires(professional(line("20610"), line("99214")), because="no modifier marks the visit"),
        fires(professional(line("17000"), line("99213", "57")), because="57 is for major procedures"),
        passes(professional(line("20610"), line("99214", "25")), because="25: a separate visit"),
        passes(professional(line("99214")), because="a visit alone"),
        passes(professional(line("27447"), line("99214")), because="a major procedure is another edit"),
        passes(professional(line("20610"), line("99490")), because="care management is no visit of the day"),
        passes(professional(line("29881", "80"), line("99214")), because="an assistant has no global period"),
        fires(professional(line("20610"), line("99397")), because="a preventive visit needs 25 as well"),
        not_evaluated(professional(line("99214"), line("64405")), because="global period not in the slice"),
    ),
)


@EDIT.check(since="1992-01-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Visits of the day of a 000 or 010 procedure without 25."""
    minor = services(claims, reference).filter(lambda row: row.global_days.isin(["000", "010"]))
    minor = without(minor, claims, *OPENS_NONE)
    minor = minor.select(other_claim="claim_id", other_line="line", global_days="global_days").view()
    bare = _pairs(claims)
    return placed(bare.join(minor, ["other_claim", "other_line"])).select(
        "claim_id", "on", "line", "other_line", "code", "other_code", "global_days", "where"
    )


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Codes billed beside a visit without 25 whose global period is not known."""
    missing = without_indicators(claims, reference, "the global period of {code} is not known")
    beside = _pairs(claims).select(claim_id="other_claim", line="other_line")
    return missing.filter(~is_visit(missing.code)).semi_join(beside, ["claim_id", "line"])


def _pairs(claims: ClaimTables) -> Any:
    """Visits without 25, each with every other line of its day."""
    return without(claims.day_pairs.filter(lambda row: is_encounter(row.code)), claims, "25")
