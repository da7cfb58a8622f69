"""Two stages of chronic kidney disease stand on one claim.

The codes N18.1 to N18.6 are stages of one disease, and a patient is in one of them. When both a stage and
end-stage disease are documented, only N18.6 is coded.

Keep the stage that the provider documents for this encounter: N18.6 when the disease is end-stage. Where
the notes disagree, query.

N18.9, the unspecified stage, beside another is left to `icd10cm/unspecified-beside-specific`.
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
    title="Two stages of kidney disease",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="diagnosis",
    authority=(Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.14.a.1"),),
    reads=(),
    message=(
        "{code} and {other_code} are two stages of one kidney disease: keep the one that the provider "
        "documents, N18.6 when it is end-stage."
    ),
    examples=(
        fires(professional(dx("I12.0"), dx("N18.6"), dx("N18.4")), because="only N18.6 is coded"),
        fires(professional(dx("N18.31"), dx("N18.32")), because="stages 3a and 3b"),
        passes(professional(dx("I12.0"), dx("N18.6")), because="one stage"),
        passes(professional(dx("N18.31"), dx("N18.9")), because="an unspecified stage: another edit"),
        passes(inpatient(dx("N17.9", "Y"), dx("N18.4", "Y")), because="acute on chronic: both are coded"),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Two different codes of N18, neither of them N18.9."""
    rows = claims.diagnoses
    one = rows.filter(starting(rows, "N18"), rows.code != "N189")
    two = one.view()
    met = one.join(
        two, (one.claim_id == two.claim_id) & (one.position < two.position) & (one.code != two.code)
    )
    return met.select(
        one.claim_id,
        one.on,
        one.code,
        diagnosis=one.position,
        other_code=two.code,
        other_diagnosis=two.position,
    )
