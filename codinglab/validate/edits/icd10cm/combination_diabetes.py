"""A diabetes code without complications stands beside a condition that diabetes is presumed to cause.

The Alphabetic Index lists conditions under "Diabetes, with": chronic kidney disease, polyneuropathy,
retinopathy, foot ulcer and others. What stands there is presumed to be due to the diabetes, and one
code of category E08 to E13 says both.

Take the combination code and, where the tabular asks for it (stage of the kidney disease, site of the
ulcer), keep the condition's own code after it.

E11.9 stays when the provider clearly says that diabetes is not the cause. A condition that is not
listed by name is linked by the provider only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.code_lists import paired
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, not_evaluated, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Diabetes without complications beside a complication",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="diagnosis",
    authority=(
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.A.15"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.4.a"),
    ),
    reads=("icd10cm_code_pair",),
    message=(
        "{code} says “without complications”, and {other_code} is {why}: the link is presumed. "
        "Report {becomes}, unless the provider names another cause."
    ),
    examples=(
        fires(professional(dx("E11.9"), dx("N18.31")), because="diabetic chronic kidney disease: E11.22"),
        fires(
            inpatient(dx("J18.9", "Y"), dx("E10.9", "Y"), dx("K31.84", "Y")), because="gastroparesis: E10.43"
        ),
        fires(professional(dx("E11.9"), dx("R73.9")), because="hyperglycemia: E11.65"),
        passes(professional(dx("E11.22"), dx("N18.31")), because="the combination code stands there"),
        passes(inpatient(dx("N17.9", "Y"), dx("E11.9", "Y")), because="acute kidney injury is not listed"),
        passes(professional(dx("E11.9"), dx("I10")), because="hypertension is not due to diabetes"),
        not_evaluated(
            professional(dx("E11.9"), dx("N18.31"), on="2025-09-30"), because="the pairs are of FY2026"
        ),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Uncomplicated diabetes with a condition of the list, where no code of the combination is there."""
    pairs = paired(claims, reference, "diabetes with")
    there = claims.diagnoses.select("claim_id", full="code")
    combined = pairs.becomes.replace(".", "")
    pairs = pairs.mutate(combined=combined)
    return pairs.anti_join(
        there, (pairs.claim_id == there.claim_id) & there.full.startswith(pairs.combined)
    ).drop("combined")
