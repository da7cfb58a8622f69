"""The principal diagnosis is reported as not present on admission.

The principal diagnosis is the condition that, after study, chiefly caused the admission. What began during
the stay cannot have caused it, so N contradicts the choice.

Correct the indicator if the condition was there unrecognized, or choose the condition that led to the
admission. N may stand where one part of a combination code came later, or in obstetrics, where the
complication of a delivery may be principal; the edit passes codes of chapter 15.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import aged, dx, fires, inpatient, passes

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Principal diagnosis said not to be present on admission",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.INPATIENT,),
    judges="diagnosis",
    authority=(Authority("ICD-10-CM Official Guidelines", "FY2026", "II; Appendix I"),),
    reads=(),
    message=(
        "{code} is the principal diagnosis, the cause of the admission, but says N: check the indicator and "
        "the choice of principal diagnosis."
    ),
    examples=(
        fires(inpatient(dx("J18.9", "N"), dx("I10", "Y")), because="the pneumonia came after the admission"),
        fires(inpatient(dx("N17.9", "N")), because="nothing else explains the admission"),
        passes(inpatient(dx("J18.9", "Y"), dx("N17.9", "N")), because="a secondary diagnosis may come later"),
        passes(aged(30, inpatient(dx("O72.1", "N"), dx("Z37.0"))), because="a complication of the delivery"),
        passes(inpatient(dx("J18.9", "W")), because="the provider cannot tell"),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """First diagnoses outside chapter 15 that say N."""
    rows = claims.diagnoses
    first = rows.filter((rows.position == 1) & (rows.poa == "N") & ~rows.code.startswith("O"))
    return first.select("claim_id", "on", "code", diagnosis=first.position)
