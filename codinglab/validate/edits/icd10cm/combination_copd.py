"""Chronic obstructive pulmonary disease is coded without what is documented beside it.

J44.0 is the disease with an acute lower respiratory infection, J44.1 with an acute exacerbation; the
two may stand together, and the infection has its own code too. J44.9 says that there is neither.

Add J44.0 when there is pneumonia, acute bronchitis or another acute infection of the lower airways;
remove J44.9 beside J44.0 or J44.1.

An infection is not an exacerbation: J44.1 needs the provider's word. J44.0 is not added when the
provider says that the two have nothing to do with each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.code_lists import paired
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, not_evaluated, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

_MISSING = "an acute lower respiratory infection asks for J44.0, in place of J44.9 or beside J44.1"

EDIT = Edit(
    __name__,
    title="COPD without its infection or exacerbation",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="diagnosis",
    authority=(
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.A.15"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.10.a.1"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.B.9"),
    ),
    reads=("icd10cm_code_pair",),
    message="{code} beside {other_code}: {said}.",
    examples=(
        fires(professional(dx("J44.9"), dx("J44.1")), because="unspecified beside the exacerbation"),
        fires(
            inpatient(dx("J18.9", "Y"), dx("J44.9", "Y")),
            because="an acute lower respiratory infection: J44.0",
        ),
        fires(inpatient(dx("J44.1", "Y"), dx("J20.9", "Y")), because="J44.0 beside J44.1"),
        passes(
            inpatient(dx("J44.0", "Y"), dx("J18.9", "Y"), dx("J44.1", "Y")),
            because="all that is there is coded",
        ),
        passes(professional(dx("J44.9"), dx("J06.9")), because="the upper airways do not count"),
        passes(professional(dx("J44.1"), dx("J45.901")), because="asthma is coded also"),
        not_evaluated(
            professional(dx("J44.9"), dx("J44.1"), on="2025-09-30"), because="the pairs are of FY2026"
        ),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """J44.9 with J44.0 or J44.1, and J44.9 or J44.1 with an infection where J44.0 is missing."""
    both = paired(claims, reference, "COPD")
    needless = both.mutate(said=ibis.literal("the second says more of the same disease, so J44.9 goes"))
    infected = paired(claims, reference, "COPD infection")
    rows = claims.diagnoses
    infected = infected.anti_join(rows.filter(rows.code == "J440"), "claim_id")
    missing = infected.mutate(
        said=ibis.literal(
            "an acute lower respiratory infection asks for J44.0, in place of J44.9 or beside J44.1"
        )
    )
    columns = ["claim_id", "on", "code", "diagnosis", "other_code", "other_diagnosis", "said"]
    return ibis.union(needless.select(*columns), missing.select(*columns))
