"""Septic shock after a procedure is coded as septic shock.

When an infection of a procedure leads to septic shock, the shock is T81.12-, postprocedural septic shock,
behind the codes of the infection and the sepsis. R65.21 is not assigned.

Take T81.12- in place of R65.21, and keep the codes of other organ dysfunctions.

When the shock came of another infection than that of the procedure, R65.21 stands and the record says
so.
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
    title="Septic shock after a procedure",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="diagnosis",
    authority=(Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.1.d.5.c"),),
    reads=(),
    message="{code} stands beside {other_code}: septic shock after a procedure is T81.12-, not R65.21.",
    examples=(
        fires(
            inpatient(dx("T81.43XA", "Y"), dx("T81.44XA", "Y"), dx("A41.9", "Y"), dx("R65.21", "Y")),
            because="the infection of the site led to the shock",
        ),
        fires(
            inpatient(dx("O86.04", "Y"), dx("A41.9", "Y"), dx("R65.21", "Y")),
            because="an obstetric wound is one too",
        ),
        passes(
            inpatient(dx("T81.43XA", "Y"), dx("T81.44XA", "Y"), dx("A41.9", "Y"), dx("T81.12XA", "Y")),
            because="postprocedural septic shock",
        ),
        passes(
            inpatient(dx("T81.44XA", "Y"), dx("A41.9", "Y"), dx("R65.20", "Y"), dx("N17.9", "Y")),
            because="severe sepsis without shock",
        ),
        passes(inpatient(dx("A41.9", "Y"), dx("R65.21", "Y")), because="no procedure"),
    ),
)


@EDIT.check(since="2018-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """R65.21 on a claim with an infection after a procedure (T81.4-, O86.0-)."""
    rows = claims.diagnoses
    infection = rows.filter(rows.code.startswith("T814") | rows.code.startswith("O860"))
    cause = infection.group_by("claim_id").agg(
        other_code=infection.code.max(), other_diagnosis=infection.position.min()
    )
    hits = rows.filter(rows.code == "R6521").join(cause, "claim_id")
    return hits.select("claim_id", "on", "code", "other_code", "other_diagnosis", diagnosis=hits.position)
