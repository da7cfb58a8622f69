"""A Z code too vague for an inpatient stands on an inpatient claim.

The guidelines name a few Z codes that say so little, or repeat so much, that there is hardly a reason
to use them for an inpatient: "unspecified" examinations and screenings, an allergy to an unspecified
drug.

Read the chart of the stay, which nearly always says more, and take the specific code, or leave the
code out.

On outpatient claims they may stand when nothing more is documented.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.code_lists import listed
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, not_evaluated, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Nonspecific Z code on an inpatient claim",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.INPATIENT,),
    judges="diagnosis",
    authority=(Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.21.c.14"),),
    reads=("icd10cm_code_list",),
    message=("{code} is too unspecific for an inpatient claim: take a more specific code, or leave it out."),
    examples=(
        fires(inpatient(dx("J18.9", "Y"), dx("Z88.9", "")), because="which drug, the chart says"),
        fires(inpatient(dx("Z04.9", "")), because="for what reason, the chart says"),
        passes(inpatient(dx("J18.9", "Y"), dx("Z88.0", "")), because="the drug is named"),
        passes(professional(dx("J18.9"), dx("Z88.9")), because="outpatient use is let pass"),
        not_evaluated(inpatient(dx("Z04.9", ""), on="2025-09-30"), because="the lists are of FY2026"),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Codes of the list."""
    held = listed(claims, reference, "nonspecific")
    return held.select("claim_id", "on", "code", diagnosis=held.position)
