"""A long-term drug code stands beside gestational diabetes.

The codes of O24.4 say themselves how gestational diabetes is controlled: by diet, insulin or oral drugs.
Z79.4, Z79.84 and Z79.85 are not added to them.

Remove the Z79 code and see that the O24.4 code names the right control: insulin when insulin is given
beside a diet, oral drugs when they are.

Diabetes from before the pregnancy (O24.0, O24.1, O24.3, O24.8) does take these codes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Drug code beside gestational diabetes",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="diagnosis",
    authority=(Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.15.i"),),
    reads=(),
    message="{code} is not reported with {other_code}, which says how diabetes is controlled: remove {code}.",
    examples=(
        fires(professional(dx("O24.414"), dx("Z79.4"), dx("Z3A.30")), because="O24.414 says insulin"),
        fires(professional(dx("O24.415"), dx("Z79.84"), dx("Z3A.30")), because="O24.415 says oral drugs"),
        passes(professional(dx("O24.414"), dx("Z3A.30")), because="the code alone"),
        passes(
            professional(dx("O24.112"), dx("E11.9"), dx("Z79.4"), dx("Z3A.20")),
            because="type 2 diabetes from before the pregnancy",
        ),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Z79.4, Z79.84 or Z79.85 with a code of O24.4."""
    rows = claims.diagnoses
    gestational = rows.filter(rows.code.startswith("O244"))
    named = gestational.group_by("claim_id").agg(other_code=gestational.code.min())
    hits = rows.filter(rows.code.isin(["Z794", "Z7984", "Z7985"])).join(named, "claim_id")
    return hits.select("claim_id", "on", "code", "other_code", diagnosis=hits.position)
