"""An ICD-10-PCS code stands on a claim that is not an inpatient hospital claim.

ICD-10-PCS is the code set for procedures that hospitals report for inpatients. Physicians and outpatient
departments report the same work with CPT and HCPCS Level II codes on service lines.

Take the code off the claim and report the service on a line, if it is not there already. Hospitals may
keep ICD-10-PCS codes of outpatients for their own statistics, but do not send them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, line, outpatient, passes, professional, with_procedure

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="ICD-10-PCS outside an inpatient claim",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT),
    judges="procedure",
    authority=(Authority("45 CFR", "", "162.1002(c)(3)"),),
    reads=(),
    message=(
        "{code} is an ICD-10-PCS code, which only an inpatient hospital claim reports: "
        "report the service on a line with its CPT or HCPCS code."
    ),
    examples=(
        fires(
            with_procedure(outpatient(dx("K63.5"), line("45385")), "0DBN8ZZ"), because="an outpatient claim"
        ),
        fires(
            with_procedure(professional(dx("K63.5"), line("45385")), "0DBN8ZZ"), because="a physician's claim"
        ),
        passes(outpatient(dx("K63.5"), line("45385")), because="the line tells the service"),
        passes(professional(dx("K63.5"), line("45385")), because="the line tells the service"),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Every procedure of such a claim."""
    rows = claims.procedures
    return rows.select("claim_id", "on", "code", procedure=rows.position)
