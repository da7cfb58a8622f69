"""A line with modifier 50 has more than one unit.

Modifier 50 says that the one unit was done on both sides. Two units with 50 would be four.

Bill one unit with 50. When a procedure was done twice on each side, say so on lines of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, line, not_evaluated, outpatient, passes
from codinglab.validate.relations import services, without_indicators

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Several units with modifier 50 (I/OCE 74)",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.OUTPATIENT,),
    judges="line",
    authority=(
        Authority("Integrated Outpatient Code Editor", "", "edit 74"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 4 section 20.6.2"),
    ),
    reads=("mpfs_indicator",),
    message="{code} on line {line} carries 50 with {units} units: modifier 50 already says both sides, "
    "bill one unit.",
    examples=(
        fires(outpatient(line("27447", "50", units=2)), because="50 is both sides"),
        fires(outpatient(line("20610", "50", units=3)), because="three times both sides on one line"),
        passes(outpatient(line("27447", "50")), because="one unit"),
        passes(outpatient(line("97110", units=2)), because="no 50"),
        not_evaluated(
            outpatient(line("64405", "50", units=2)), because="its bilateral indicator is not known"
        ),
    ),
)


@EDIT.check(since="2000-08-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines of codes that may be bilateral, with 50 and several units."""
    rows = services(claims, reference)
    sides = claims.modifiers.filter(claims.modifiers.modifier == "50")
    hits = rows.filter(rows.bilateral.isin(["1", "3"]) & (rows.units > 1)).semi_join(
        sides, ["claim_id", "line"]
    )
    return hits.select("claim_id", "on", "line", "code", "units")


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines with 50 whose code has no indicator here."""
    rows = without_indicators(claims, reference, "the bilateral indicator of {code} is not installed")
    sides = claims.modifiers.filter(claims.modifiers.modifier == "50")
    return rows.semi_join(sides, ["claim_id", "line"])
