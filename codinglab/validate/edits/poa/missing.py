"""A diagnosis of an inpatient claim has no present-on-admission indicator.

Every diagnosis of an acute inpatient claim says whether it was there when the inpatient order was
written: Y, N, U (the documentation does not say) or W (the provider cannot tell). Only codes on the
exempt list stay blank. The indicator decides whether a hospital-acquired condition counts.

Read when the condition was first evident: what arose in the emergency department is Y. Where the
documentation is silent, query rather than guess. Hospitals exempt from POA reporting (critical
access, long-term care, psychiatric, rehabilitation and others) may leave it blank.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, not_evaluated, passes
from codinglab.validate.relations import exempt_from_poa

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="POA indicator missing",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.INPATIENT,),
    judges="diagnosis",
    authority=(Authority("ICD-10-CM Official Guidelines", "FY2026", "Appendix I"),),
    reads=("poa_exempt",),
    message="{code} is not exempt from POA reporting and has no indicator: report Y, N, U or W.",
    examples=(
        fires(inpatient(dx("J18.9")), because="pneumonia is not exempt"),
        fires(inpatient(dx("J18.9", "Y"), dx("N17.9")), because="a secondary diagnosis needs one, too"),
        passes(inpatient(dx("J18.9", "1")), because="a wrong character is for another edit"),
        passes(inpatient(dx("J18.9", "Y"), dx("Z79.4")), because="Z79.4 is exempt"),
        passes(inpatient(dx("J18.9", "W")), because="W is an indicator"),
        passes(inpatient(dx("S72.001A", "Y"), dx("S72.001D")), because="7th character D is exempt"),
        not_evaluated(inpatient(dx("J18.9"), on="2026-10-01"), because="no FY2027 exempt list is installed"),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Diagnoses that are not exempt and carry no indicator."""
    exempt = exempt_from_poa(claims, reference)
    rows = claims.diagnoses.filter(claims.diagnoses.poa == "")
    hits = rows.anti_join(exempt, ["claim_id", "position"])
    return hits.select("claim_id", "on", "code", diagnosis=hits.position)
