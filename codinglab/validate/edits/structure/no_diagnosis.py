"""The claim has no diagnosis.

Every claim says why the patient was seen: a principal diagnosis on an inpatient claim, a
first-listed diagnosis on any other. Without it nothing else on the claim can be judged.

Code the condition that, after study, chiefly caused the admission, or that was chiefly responsible
for the visit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, line, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="No diagnosis on the claim",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="claim",
    authority=(
        Authority("ICD-10-CM Official Guidelines", "FY2026", "II and IV.A"),
        Authority("Definitions of Medicare Code Edits", "v44", "edit 1"),
    ),
    reads=(),
    message="The claim has no diagnosis: add the principal or first-listed one.",
    examples=(
        fires(professional(line("99214")), because="a visit without a reason"),
        fires(inpatient(), because="a stay without a principal diagnosis"),
        passes(professional(dx("I10"), line("99214")), because="one diagnosis is enough"),
        passes(inpatient(dx("J18.9", "Y")), because="the principal diagnosis is there"),
    ),
)


@EDIT.check(since="1983-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Claims without any diagnosis."""
    rows = claims.claims.anti_join(claims.diagnoses, "claim_id")
    return rows.select("claim_id", "on")
