"""The same diagnosis code stands on the claim more than once.

A code says once that the patient has the condition; a second time adds nothing, even when the
condition is on both sides and has no bilateral code, or two conditions share one code.

Keep the first and remove the other. Two copies of a stay with different present-on-admission indicators
are left to `poa/contradictory-indicators`, which says which indicator to keep.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Diagnosis reported twice",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="diagnosis",
    authority=(
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.B.12"),
        Authority("Definitions of Medicare Code Edits", "v44", "edit 3"),
    ),
    reads=(),
    message="{code} stands in positions {other_diagnosis} and {diagnosis}: keep the first, remove the other.",
    examples=(
        fires(professional(dx("I10"), dx("E11.9"), dx("I10")), because="I10 stands twice"),
        fires(inpatient(dx("J18.9", "Y"), dx("N17.9", "N"), dx("N17.9", "N")), because="N17.9 stands twice"),
        passes(inpatient(dx("J18.9", "Y"), dx("J18.9", "N")), because="two POA indicators: another edit"),
        passes(professional(dx("I10"), dx("E11.9")), because="each stands once"),
        passes(
            professional(dx("E11.22"), dx("E11.9")), because="two codes of one category are not a duplicate"
        ),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Diagnoses with an equal code, and an equal POA indicator, in an earlier position."""
    first, again = claims.diagnoses, claims.diagnoses.view()
    twice = first.join(
        again,
        (first.claim_id == again.claim_id)
        & (first.code == again.code)
        & (first.poa == again.poa)
        & (first.position < again.position),
    )
    return twice.select(
        claim_id=first.claim_id,
        on=first.on,
        code=first.code,
        diagnosis=again.position,
        other_diagnosis=first.position,
    )
