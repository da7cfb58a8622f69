"""A hospital visit is billed on the day of a procedure or test without modifier 25.

Payment of a significant procedure (status S or T) holds the usual evaluation that goes with it. A visit
that day is paid beside it only when it was significant and separate, which modifier 25 on the visit says.

Add 25 when the record shows an evaluation beyond the procedure, though not necessarily another diagnosis;
else do not bill the visit. Hospitals do not use modifier 57.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dated, fires, line, not_evaluated, outpatient, passes
from codinglab.validate.opps import LINE, is_hospital_visit, marked, once, with_status, without_status
from codinglab.validate.relations import is_visit

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Visit on the day of a procedure without modifier 25 (I/OCE 21)",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.OUTPATIENT,),
    judges="line",
    authority=(
        Authority("Integrated Outpatient Code Editor", "", "edit 21"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 4 section 20.6"),
    ),
    reads=("opps_status",),
    message="{code} on line {line} is a visit on the day of {other_code} (status {other_status}) on line "
    "{other_line}: modifier 25 is needed, when the record shows a separate evaluation.",
    examples=(
        fires(outpatient(line("G0463"), line("G0105")), because="a clinic visit with a colonoscopy, T"),
        fires(outpatient(line("G0402"), line("Q0091")), because="the first preventive visit, V, with an S"),
        fires(
            outpatient(line("G0463", "27"), line("G0105")),
            because="27 tells of two visits, not of a procedure",
        ),
        passes(outpatient(line("G0463", "25"), line("G0105")), because="25: a separate evaluation"),
        passes(outpatient(line("G0463"), line("J3301")), because="a packaged drug is no procedure"),
        passes(
            outpatient(line("G0463"), dated(line("G0105"), "2026-06-10")),
            because="the procedure is a day later",
        ),
        not_evaluated(outpatient(line("G0463"), line("20610")), because="the slice has no CPT codes"),
    ),
)


@EDIT.check(since="2000-08-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Visits without 25 on a day of status S or T on the claim."""
    rows = with_status(claims, reference)
    visits = rows.filter(is_hospital_visit(rows)).anti_join(marked(claims, "25"), LINE)
    done = rows.filter(rows.status.isin(["S", "T"]))
    done = done.select(
        "claim_id", "since", other_line=done.line, other_code=done.code, other_status=done.status
    )
    met = visits.join(done, ["claim_id", "since"])
    return once(met.select("claim_id", "on", "line", "other_line", "code", "other_code", "other_status"))


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines of no known status on the day of a visit without 25; visits whose own status is not known."""
    rows, missing = with_status(claims, reference), without_status(claims, reference)
    bare = rows.filter(is_hospital_visit(rows)).anti_join(marked(claims, "25"), LINE)
    days = bare.select("claim_id", "on").distinct()
    visits = missing.filter(is_visit(missing.code)).anti_join(marked(claims, "25"), LINE)
    done = rows.filter(rows.status.isin(["S", "T"])).select("claim_id", "on").distinct()
    beside = missing.filter(~is_visit(missing.code)).semi_join(days, ["claim_id", "on"])
    return ibis.union(beside, visits.semi_join(done, ["claim_id", "on"]))
