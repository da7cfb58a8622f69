"""A code that does not go with gestational diabetes stands beside it.

The codes of O24.4 already say how the diabetes is controlled: by diet, by insulin or by oral drugs. The
long-term use of insulin or of another drug against diabetes (Z79.4, Z79.84, Z79.85) is not added, and no
other code of O24 stands beside them: the diabetes was there before the pregnancy, or it was not.

Remove the Z79 code. With two codes of O24, read in the record when the diabetes began and keep one; when
it does not say, query.

A patient may take such a drug for another reason, as for weight; the provider then says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.code_lists import starting
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Gestational diabetes with what it excludes",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="diagnosis",
    authority=(Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.15.i"),),
    reads=(),
    message="{code} stands beside {other_code}, gestational diabetes: {said}.",
    examples=(
        fires(
            professional(dx("O24.414"), dx("Z3A.30"), dx("Z79.4")), because="O24.414 already says the insulin"
        ),
        fires(professional(dx("O24.415"), dx("Z79.84")), because="O24.415 already says the oral drug"),
        fires(
            inpatient(dx("O24.112", "Y"), dx("O24.410", "Y"), dx("E11.9", "Y")),
            because="before the pregnancy or in it, not both",
        ),
        passes(professional(dx("O24.414"), dx("Z3A.30")), because="the control is in the code"),
        passes(
            professional(dx("O24.112"), dx("E11.9"), dx("Z79.4")),
            because="diabetes from before the pregnancy takes it",
        ),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Z79.4, Z79.84 or Z79.85, or another code of O24, beside O24.4-."""
    rows = claims.diagnoses
    gestational = rows.filter(rows.code.startswith("O244"))
    first = gestational.group_by("claim_id").agg(
        other_code=gestational.code.min(), other_diagnosis=gestational.position.min()
    )
    drug = rows.filter(rows.code.isin(["Z794", "Z7984", "Z7985"]))
    other = rows.filter(starting(rows, "O24"), ~rows.code.startswith("O244"))
    columns = ["claim_id", "on", "code", "position"]
    told = ibis.union(
        drug.select(*columns).mutate(said=ibis.literal("the drug is not coded besides")),
        other.select(*columns).mutate(said=ibis.literal("no other code of O24 goes with it")),
    )
    return told.join(first, "claim_id").rename(diagnosis="position")
