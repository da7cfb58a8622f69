"""A delivery is coded without its outcome.

Every record of a mother who delivers has a code of category Z37: single or multiple, liveborn or
stillborn. It is secondary always, and payers return an inpatient delivery without it.

Add the Z37 code that the record supports; Z37.0 is the only one with O80.

It is not repeated on later records, and never stands on the child's. The code editor's own word about a
delivery procedure (`mce/questionable-obstetric-admission`) is left out where this edit speaks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.code_lists import starting
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, not_evaluated, passes, px

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Outcome of delivery missing",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="claim",
    authority=(
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.15.b.5"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.21.c.11"),
    ),
    reads=("icd10cm_code_list",),
    message="{said} is a delivery: add its outcome, a code of category Z37.",
    examples=(
        fires(
            inpatient(dx("O34.211", "Y"), px("10D00Z1", on="2026-06-17")),
            because="a cesarean without outcome",
        ),
        fires(inpatient(dx("O80", "Y")), because="a normal delivery without outcome"),
        passes(
            inpatient(dx("O34.211", "Y"), dx("Z37.0", ""), px("10D00Z1", on="2026-06-17")),
            because="Z37.0 is there",
        ),
        passes(inpatient(dx("O60.02", "Y"), dx("Z3A.30", "")), because="no delivery in this stay"),
        not_evaluated(inpatient(dx("O80", "Y"), on="2025-09-30"), because="the lists are of FY2026"),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Delivery procedures, or O80 or O82 where there is none, without a Z37 code."""
    rows, done, lists = claims.diagnoses, claims.procedures, reference.icd10cm_code_list
    delivery = lists.filter(lists.list == "delivery procedure")
    procedures = done.semi_join(delivery, done.code == delivery.prefix)
    told = rows.filter(starting(rows, "O80", "O82")).anti_join(procedures, "claim_id")
    one = told.group_by("claim_id", "on").agg(said=told.code.max())
    none = ibis.null("int32")
    deliveries = ibis.union(
        one.select("claim_id", "on", "said", procedure=none),
        procedures.select("claim_id", "on", said="code", procedure=procedures.position.cast("int32")),
    )
    return deliveries.anti_join(rows.filter(starting(rows, "Z37")), "claim_id")
