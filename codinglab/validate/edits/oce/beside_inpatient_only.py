"""A service is billed on the day of an inpatient-only procedure.

When the day holds a procedure that Medicare pays only for inpatients, everything else of that day on the
outpatient claim is denied too.

Settle the inpatient-only procedure first. When it belongs to a stay, the other services of the day do
as well.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dated, fires, line, not_evaluated, outpatient, passes
from codinglab.validate.opps import LINE, marked, of_status, once, opps_lines, without_status

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Service on the day of an inpatient-only procedure (I/OCE 49)",
    severity=Severity.FAIL,
    disposition=Disposition.DENY_LINE,
    applies_to=(ClaimType.OUTPATIENT,),
    judges="line",
    authority=(
        Authority("Integrated Outpatient Code Editor", "", "edit 49"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 4 section 180.7"),
    ),
    reads=("opps_status",),
    message="{code} on line {line} falls with {other_code} of the same day on line {other_line}, which "
    "is inpatient only.",
    examples=(
        fires(outpatient(line("G0343"), line("G0463")), because="the visit falls with G0343"),
        fires(outpatient(line("71046"), line("G0341")), because="the film falls with G0341"),
        passes(outpatient(line("G0343")), because="the procedure itself is another edit"),
        passes(
            outpatient(line("G0343"), dated(line("G0463"), "2026-06-10")),
            because="the visit is of another day",
        ),
        passes(
            replace(outpatient(line("G0343", "CA"), line("G0463")), discharge_status="20"),
            because="CA: an emergency",
        ),
        not_evaluated(outpatient(line("G0463"), line("47562")), because="the slice has no CPT codes"),
    ),
)


@EDIT.check(since="2000-08-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines of a day with a line of status C that has no modifier CA."""
    rows = opps_lines(claims)
    stay = of_status(claims, reference, "C").anti_join(marked(claims, "CA"), LINE)
    stay = stay.select("claim_id", other_line=stay.line, other_code=stay.code, day=stay.on)
    met = rows.join(stay, (rows.claim_id == stay.claim_id) & (rows.on == stay.day))
    hits = met.filter(met.line != met.other_line)
    hits = hits.anti_join(of_status(claims, reference, "C").select(*LINE), LINE)
    return once(hits.select("claim_id", "on", "line", "other_line", "code", "other_code"))


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines beside another line whose status is not known."""
    rows = without_status(claims, reference)
    others = opps_lines(claims).select("claim_id", "on", other=ibis._.line)
    met = rows.join(others, (rows.claim_id == others.claim_id) & (rows.on == others.on))
    return rows.semi_join(met.filter(met.line != met.other).select(*LINE), LINE)
