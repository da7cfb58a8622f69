"""Two visits of one day stand under one revenue code without condition code G0.

A patient may come to a clinic or an emergency department twice in a day. Under one revenue code the second
looks like the first again, until condition code G0 says that the visits were distinct and independent of
each other.

Add G0 when the record shows two visits with times of their own. Modifier 27 marks the second visit besides.
Two visits in different departments have different revenue codes and need no G0.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, Claim, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, in_revenue, line, not_evaluated, outpatient, passes
from codinglab.validate.opps import is_hospital_visit, with_status, without_status
from codinglab.validate.relations import is_visit

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables


def _without_revenue_codes(claim: Claim) -> Claim:
    return replace(claim, lines=tuple(in_revenue(line, "") for line in claim.lines))


EDIT = Edit(
    __name__,
    title="Visits of one day and revenue code (I/OCE 42)",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.OUTPATIENT,),
    judges="line",
    authority=(
        Authority("Integrated Outpatient Code Editor", "", "edit 42"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 4 section 180.4"),
    ),
    reads=("opps_status",),
    message="{code} on line {line} is not the only visit of {on} with revenue code {revenue_code}: "
    "condition code G0 says that they were distinct and independent.",
    examples=(
        fires(
            outpatient(in_revenue(line("G0463"), "0510"), in_revenue(line("G0463", "27"), "0510")),
            because="two clinic visits, and nothing says that they were distinct",
        ),
        fires(outpatient(in_revenue(line("G0463", units=2), "0510")), because="two units are two visits"),
        passes(
            replace(
                outpatient(in_revenue(line("G0463"), "0510"), in_revenue(line("G0463", "27"), "0510")),
                condition_codes=("G0",),
            ),
            because="G0: distinct visits",
        ),
        passes(
            outpatient(in_revenue(line("G0463"), "0510"), in_revenue(line("G0463", "27"), "0515")),
            because="two clinics",
        ),
        not_evaluated(
            _without_revenue_codes(outpatient(line("G0463"), line("G0463", "27"))),
            because="whether they share a revenue code is not told",
        ),
        not_evaluated(
            outpatient(in_revenue(line("99284"), "0450"), in_revenue(line("99285", "27"), "0450")),
            because="the slice has no CPT codes",
        ),
    ),
)


@EDIT.check(since="2000-08-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Visits that are several of a day and revenue code, on claims without G0; the last line of them."""
    rows = with_status(claims, reference)
    visits = rows.filter(is_hospital_visit(rows) & (rows.revenue_code != ""))
    distinct = claims.conditions.filter(claims.conditions.code == "G0")
    visits = visits.anti_join(distinct, "claim_id")
    day = ibis.window(group_by=["claim_id", "since", "revenue_code"])
    counted = visits.mutate(times=visits.units.sum().over(day), last_one=visits.line.max().over(day))
    hits = counted.filter((counted.times > 1) & (counted.line == counted.last_one))
    return hits.select("claim_id", "on", "line", "code", "revenue_code")


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Visits whose status is not known, and several visits of a day without a revenue code."""
    missing = without_status(claims, reference)
    rows = with_status(claims, reference)
    bare = rows.filter(is_hospital_visit(rows) & (rows.revenue_code == ""))
    day = ibis.window(group_by=["claim_id", "since"])
    bare = bare.mutate(times=bare.units.sum().over(day))
    reason = ibis.literal("visits of one day without a revenue code: whether they share one is not known")
    several = bare.filter(bare.times > 1).select("claim_id", "on", "line", "code", reason=reason)
    return ibis.union(missing.filter(is_visit(missing.code)), several)
