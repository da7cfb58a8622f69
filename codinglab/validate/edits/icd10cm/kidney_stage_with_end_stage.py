"""A stage of chronic kidney disease is coded beside end-stage renal disease.

When the record has both a stage and end-stage renal disease, N18.6 is reported alone: it is the last
stage, and the earlier one is past.

Remove the code of the stage. When the two come from different providers and do not agree, query.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.code_lists import starting
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Stage of kidney disease beside end-stage renal disease",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="diagnosis",
    authority=(Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.14.a.1"),),
    reads=(),
    message="{code} stands beside N18.6: with end-stage renal disease no other stage is reported.",
    examples=(
        fires(professional(dx("I12.0"), dx("N18.5"), dx("N18.6"), dx("Z99.2")), because="N18.6 only"),
        fires(inpatient(dx("N18.6", "Y"), dx("N18.4", "Y")), because="the stage is past"),
        passes(professional(dx("I12.0"), dx("N18.6"), dx("Z99.2")), because="end-stage alone"),
        passes(professional(dx("I12.9"), dx("N18.4")), because="a stage alone"),
        passes(inpatient(dx("N18.6", "Y"), dx("N17.9", "Y")), because="acute failure is no stage"),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Other codes of N18 on a claim with N18.6."""
    rows = claims.diagnoses
    last = rows.filter(rows.code == "N186").group_by("claim_id").agg(other_diagnosis=rows.position.min())
    stages = rows.filter(starting(rows, "N18"), rows.code != "N186")
    hits = stages.join(last, "claim_id")
    return hits.select("claim_id", "on", "code", "other_diagnosis", diagnosis=hits.position)
