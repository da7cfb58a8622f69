"""A procedure that Medicare pays only for inpatients is on an outpatient claim.

Status C marks procedures thought to need a stay. On an outpatient claim the line is denied, and all other
services of that day with it.

See whether an inpatient order was written before the procedure or within the three days of the payment
window: then the service belongs on the inpatient claim. The exception is an emergency: a patient who died
before being admitted, or was transferred, with modifier CA on the one such procedure.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import fires, line, not_evaluated, outpatient, passes
from codinglab.validate.opps import LINE, marked, of_status, without_status

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Inpatient-only procedure (I/OCE 18)",
    severity=Severity.FAIL,
    disposition=Disposition.DENY_LINE,
    applies_to=(ClaimType.OUTPATIENT,),
    judges="line",
    authority=(
        Authority("Integrated Outpatient Code Editor", "", "edit 18"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 4 section 180.7"),
    ),
    reads=("opps_status",),
    message="{code} on line {line} is inpatient only (status C): Medicare pays it on an inpatient claim "
    "alone.",
    examples=(
        fires(replace(outpatient(line("G0343")), bill_type="0131"), because="G0343 is C, on a 013x claim"),
        fires(
            replace(outpatient(line("G0341"), line("G0463")), discharge_status="01"),
            because="the patient went home",
        ),
        passes(
            replace(outpatient(line("G0343", "CA")), discharge_status="20"),
            because="CA: an emergency, and the patient died",
        ),
        passes(outpatient(line("G0105")), because="T: a procedure for outpatients"),
        passes(replace(outpatient(line("G0343")), bill_type="0851"), because="not paid under OPPS"),
        not_evaluated(outpatient(line("G0343"), on="2026-03-31"), because="before the slice's April table"),
        not_evaluated(outpatient(line("47562")), because="the slice has no CPT codes"),
    ),
)


@EDIT.check(since="2000-08-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines of status C without modifier CA."""
    return of_status(claims, reference, "C").anti_join(marked(claims, "CA"), LINE)


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lines whose status is not known."""
    return without_status(claims, reference)
