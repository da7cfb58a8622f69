"""Both sides of a procedure stand on two lines, or both sides are told twice.

Where a code may be bilateral (indicator 1), a procedure on both sides at one session is one line with
modifier 50. Two lines, LT and RT, are not used in its place, and 50 does not stand on two lines.

Put the two lines together: modifier 50, one unit. Where the procedure was repeated at another session of the
day, 76 or 77 says so. Films and other tests of indicator 3 may be told by LT and RT.
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
    title="Bilateral procedure told wrongly (I/OCE 17)",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.OUTPATIENT,),
    judges="line",
    authority=(
        Authority("Integrated Outpatient Code Editor", "", "edit 17"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 4 section 20.6.2"),
    ),
    reads=("mpfs_indicator",),
    message="{code} on line {line} and on line {other_line} of the same day: {said}. Bill both sides as "
    "one line with 50.",
    examples=(
        fires(
            outpatient(line("20610", "LT"), line("20610", "RT")), because="both knees are one line with 50"
        ),
        fires(outpatient(line("64483", "50"), line("64483", "50")), because="both sides, twice"),
        passes(outpatient(line("20610", "50")), because="one line with 50"),
        passes(outpatient(line("73560", "LT"), line("73560", "RT")), because="indicator 3: either way"),
        passes(outpatient(line("64483", "50"), line("64483", "50", "76")), because="76: repeated that day"),
        passes(
            outpatient(line("20610", "RT"), line("20610", "RT", "59")), because="the same side, another site"
        ),
        not_evaluated(outpatient(line("64405", "LT"), line("64405", "RT")), because="no indicator is known"),
    ),
)


@EDIT.check(since="2000-08-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """A later line of the code and day whose side, with that of an earlier one, makes both, or both twice."""
    rows = services(claims, reference).filter(lambda row: row.bilateral.isin(["1", "3"]))
    told = claims.modifiers
    repeated = told.filter(told.modifier.isin(["76", "77"]))
    side = told.filter(told.modifier.isin(["50", "LT", "RT"])).select("claim_id", "line", side=told.modifier)
    sided = rows.anti_join(repeated, ["claim_id", "line"]).join(side, ["claim_id", "line"])
    sided = sided.select("claim_id", "line", "code", "since", "on", "bilateral", "side")
    first, again = sided, sided.view()
    met = again.join(
        first,
        (again.claim_id == first.claim_id)
        & (again.code == first.code)
        & (again.since == first.since)
        & (first.line < again.line),
    )
    twice = (met.side == "50") & (met.side_right == "50")
    halves = (
        (met.bilateral == "1") & (met.side != "50") & (met.side_right != "50") & (met.side != met.side_right)
    )
    hits = met.filter(twice | halves)
    said = (hits.side == "50").ifelse("both carry 50", "one carries LT, the other RT")
    return hits.select("claim_id", "on", "line", "code", other_line=hits.line_right, said=said)


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines with a side whose code has no indicator here."""
    rows = without_indicators(claims, reference, "the bilateral indicator of {code} is not installed")
    told = claims.modifiers
    return rows.semi_join(told.filter(told.modifier.isin(["50", "LT", "RT"])), ["claim_id", "line"])
