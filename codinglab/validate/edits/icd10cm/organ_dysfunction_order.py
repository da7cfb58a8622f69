"""An organ dysfunction stands between the sepsis and the code of severe sepsis.

Severe sepsis is coded in a fixed order: the systemic infection, then R65.20 or R65.21, then the acute
organ dysfunctions, which the note at R65.2 adds.

Move R65.2- before the organ dysfunction.

A dysfunction that has another cause than the sepsis may stand anywhere behind the principal diagnosis;
when the link is not documented, query.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.code_lists import listed
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, not_evaluated, passes

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Organ dysfunction before severe sepsis",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="diagnosis",
    authority=(
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.1.d.1.b"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.B.7"),
    ),
    reads=("icd10cm_code_list",),
    message=(
        "{code} (position {diagnosis}) goes before the organ dysfunction {other_code} (position "
        "{other_diagnosis}), when that came of the sepsis."
    ),
    examples=(
        fires(
            inpatient(dx("A41.9", "Y"), dx("N17.9", "Y"), dx("R65.20", "Y")),
            because="the kidney failure goes behind R65.20",
        ),
        fires(
            inpatient(dx("A41.51", "Y"), dx("J96.01", "Y"), dx("N17.9", "Y"), dx("R65.21", "Y")),
            because="both organs go behind R65.21",
        ),
        passes(inpatient(dx("A41.9", "Y"), dx("R65.20", "Y"), dx("N17.9", "Y")), because="in order"),
        passes(
            inpatient(dx("N17.9", "Y"), dx("A41.9", "N"), dx("R65.20", "N"), dx("J96.01", "N")),
            because="the kidney failure was there before the sepsis",
        ),
        not_evaluated(
            inpatient(dx("A41.9", "Y"), dx("N17.9", "Y"), dx("R65.20", "Y"), on="2025-09-30"),
            because="the lists are of FY2026",
        ),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Organ dysfunctions behind the first systemic infection and before R65.2-, the first of them."""
    rows = claims.diagnoses
    severe = rows.filter(rows.code.startswith("R652"))
    infection = listed(claims, reference, "systemic infection")
    begun = infection.group_by("claim_id").agg(begun=infection.position.min())
    organs = listed(claims, reference, "organ dysfunction").select(
        "claim_id", other_code="code", other_diagnosis="position"
    )
    met = severe.join(begun, "claim_id").join(organs, "claim_id")
    between = met.filter(met.begun < met.other_diagnosis, met.other_diagnosis < met.position)
    names = {"diagnosis": between.position}
    return between.group_by("claim_id", "on", "code", **names).agg(
        other_diagnosis=between.other_diagnosis.min(), other_code=between.other_code.min()
    )
