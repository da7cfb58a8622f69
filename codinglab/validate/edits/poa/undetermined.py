"""A diagnosis says U: the documentation does not show whether it was present on admission.

U reports a gap in the documentation. The guidelines want it in very limited circumstances only and
encourage a query. For hospital-acquired conditions U weighs like N.

Ask the provider when the condition began. Keep U only when there is no answer; when the provider answers
that it cannot be determined clinically, the indicator is W.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, passes

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="POA indicator U",
    severity=Severity.INFO,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.INPATIENT,),
    judges="diagnosis",
    authority=(
        Authority("ICD-10-CM Official Guidelines", "FY2026", "Appendix I, Assigning the POA Indicator"),
    ),
    reads=(),
    message=(
        "{code} says U: query the provider about when the condition began, and keep U only without an "
        "answer (W if the provider cannot determine it)."
    ),
    examples=(
        fires(inpatient(dx("J18.9", "Y"), dx("L89.152", "U")), because="a query is due"),
        fires(inpatient(dx("J18.9", "U")), because="the principal diagnosis, too"),
        passes(inpatient(dx("J18.9", "Y"), dx("L89.152", "W")), because="W is the provider's answer"),
        passes(inpatient(dx("J18.9", "Y"), dx("L89.152", "N")), because="N is an answer"),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Diagnoses that say U."""
    rows = claims.diagnoses.filter(claims.diagnoses.poa == "U")
    return rows.select("claim_id", "on", "code", diagnosis=rows.position)
