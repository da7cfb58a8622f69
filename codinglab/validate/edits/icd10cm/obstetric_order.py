"""A code of another chapter stands before an obstetric code.

Codes of chapter 15 (O00 to O9A) have sequencing priority: they say that the condition concerns the
pregnancy, and a code of another chapter only adds detail after them.

Move the O codes before all others. When the provider states that the pregnancy is incidental to the
encounter, no O code is reported, but Z33.1.

O94, the sequela of a complication of pregnancy, follows the condition that it led to.
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
    title="Obstetric code not first",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="diagnosis",
    authority=(Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.15.a.1"),),
    reads=(),
    message=(
        "{code} (position {diagnosis}) goes before {other_code} (position {other_diagnosis}): "
        "codes of chapter 15 come first."
    ),
    examples=(
        fires(
            inpatient(dx("J45.901", "Y"), dx("O99.512", "Y"), dx("Z3A.24", "")),
            because="the asthma only adds detail",
        ),
        fires(professional(dx("E66.813"), dx("O99.213")), because="the obesity only adds detail"),
        passes(
            inpatient(dx("O99.512", "Y"), dx("J45.901", "Y"), dx("Z3A.24", "")), because="the lawful order"
        ),
        passes(professional(dx("J45.901"), dx("Z33.1")), because="an incidental pregnancy has no O code"),
        passes(professional(dx("N97.1"), dx("O94")), because="O94 follows the condition it led to"),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """The first O code behind the first code of another chapter."""
    rows = claims.diagnoses
    obstetric = rows.code.startswith("O") & (rows.code != "O94")
    other = rows.filter(~rows.code.startswith("O"))
    first = other.group_by("claim_id").agg(other_diagnosis=other.position.min())
    named = other.join(
        first, (other.claim_id == first.claim_id) & (other.position == first.other_diagnosis)
    ).select(other.claim_id, other_code=other.code, other_diagnosis=other.position)
    late = rows.filter(obstetric).join(named, "claim_id")
    late = late.filter(late.position > late.other_diagnosis)
    return late.select("claim_id", "on", "code", "other_code", "other_diagnosis", diagnosis=late.position)
