"""An unspecified code stands beside a specific one of the same condition.

A code "unspecified" says that the record does not tell more. Beside a code that does tell more (the
side, the stage, the organism, the type) it adds nothing, and often it was left over from an earlier
note.

Remove the unspecified code.

Both may stand when there are two conditions and only one of them is specified.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.code_lists import paired
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, not_evaluated, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Unspecified code beside a specific one",
    severity=Severity.INFO,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="diagnosis",
    authority=(
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.A.9.b"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.B.13"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.B.18"),
    ),
    reads=(
        "icd10cm_code_pair",
        "icd10cm_side",
    ),
    message=(
        "{code} is unspecified, and {other_code} says more of the same condition: {code} is likely left over."
    ),
    examples=(
        fires(professional(dx("N18.9"), dx("N18.31")), because="the stage is known"),
        fires(professional(dx("M25.569"), dx("M25.561")), because="the side is known"),
        passes(professional(dx("N18.31")), because="only the specific one"),
        passes(professional(dx("M25.561"), dx("M25.562")), because="both sides are specific"),
        not_evaluated(
            professional(dx("N18.9"), dx("N18.31"), on="2025-09-30"), because="the pairs are of FY2026"
        ),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Pairs of the list, and an unspecified side with a specified one of the same thing."""
    columns = ["claim_id", "on", "code", "diagnosis", "other_code", "other_diagnosis"]
    pairs = paired(claims, reference, "unspecified").select(*columns)
    sided = claims.diagnoses.join(reference.icd10cm_side, "code")
    one, two = sided.filter(sided.side == "unspecified"), sided.view()
    met = one.join(
        two, (one.claim_id == two.claim_id) & (one.thing == two.thing) & (two.side != "unspecified")
    )
    sides = met.select(
        one.claim_id,
        one.on,
        one.code,
        diagnosis=one.position,
        other_code=two.code,
        other_diagnosis=two.position,
    )
    return ibis.union(pairs, sides.select(*columns)).distinct()
