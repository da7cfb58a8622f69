"""Body mass index is coded without a diagnosis that it belongs to.

Category Z68 may be taken from the notes of a nurse or dietitian, but only when the provider has
documented a diagnosis it belongs to: overweight, obesity, malnutrition, an eating disorder, abnormal
weight gain or loss.

Code the provider's diagnosis and put Z68 behind it. When none is documented, Z68 is not reported;
where the weight was treated, query.

Our list of such diagnoses is open: another diagnosis may do when the provider links it to the weight.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.code_lists import listed, starting
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, not_evaluated, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Body mass index without weight diagnosis",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="diagnosis",
    authority=(Authority("ICD-10-CM Official Guidelines", "FY2026", "I.B.14"),),
    reads=("icd10cm_code_list",),
    message=(
        "{code} stands without a diagnosis of the weight by the provider (obesity, malnutrition "
        "and the like): query, or leave it out."
    ),
    examples=(
        fires(professional(dx("I10"), dx("Z68.41")), because="nobody diagnosed obesity"),
        fires(
            inpatient(dx("J18.9", "Y"), dx("Z68.1", "")),
            because="nobody diagnosed underweight or malnutrition",
        ),
        passes(professional(dx("E66.813"), dx("Z68.41")), because="obesity is diagnosed"),
        passes(inpatient(dx("E43", "Y"), dx("Z68.1", "")), because="malnutrition is diagnosed"),
        passes(inpatient(dx("O99.213", "Y"), dx("Z68.41", "")), because="obesity in pregnancy"),
        not_evaluated(
            professional(dx("I10"), dx("Z68.41"), on="2025-09-30"), because="the lists are of FY2026"
        ),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Z68 on a claim without a code of the list."""
    rows = claims.diagnoses
    alone = rows.filter(starting(rows, "Z68"))
    alone = alone.anti_join(listed(claims, reference, "weight diagnosis"), "claim_id")
    return alone.select("claim_id", "on", "code", diagnosis=alone.position)
