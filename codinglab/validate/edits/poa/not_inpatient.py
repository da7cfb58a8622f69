"""A diagnosis of a professional or outpatient claim carries a present-on-admission indicator.

The indicator tells whether a condition was there when the patient was admitted as an inpatient. Where there
is no admission the question has no answer, and these claims do not report one.

Clear the indicators, or check the type of the claim: they may have been entered for a stay. When an
inpatient order is changed to outpatient before discharge, the indicators go with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, outpatient, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="POA indicator outside an inpatient claim",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT),
    judges="diagnosis",
    authority=(
        Authority("ICD-10-CM Official Guidelines", "FY2026", "Appendix I, General Reporting Requirements"),
    ),
    reads=(),
    message=(
        "{code} says {poa}, but only inpatient claims report whether a condition was present on admission: "
        "clear the indicator, or check the claim type."
    ),
    examples=(
        fires(outpatient(dx("J18.9", "Y")), because="an outpatient claim knows no admission"),
        fires(professional(dx("I10"), dx("E11.9", "N")), because="nor does a physician's claim"),
        passes(outpatient(dx("J18.9")), because="no indicator"),
        passes(professional(dx("I10"), dx("E11.9")), because="no indicators"),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Every diagnosis of such a claim with an indicator."""
    rows = claims.diagnoses.filter(claims.diagnoses.poa != "")
    return rows.select("claim_id", "on", "code", "poa", diagnosis=rows.position)
