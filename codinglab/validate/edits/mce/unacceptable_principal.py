"""The principal diagnosis is one that Medicare does not accept as the reason for a stay.

Some codes describe a circumstance, a status or a part of a condition and not why the patient was
admitted. The Medicare Code Editor lists them. A few are accepted when any secondary diagnosis stands
beside them (Z51.89).

Sequence the condition that, after study, chiefly caused the admission. The list is for inpatient
claims: many of its Z codes are right as first-listed diagnosis of an outpatient visit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, passes

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Unacceptable principal diagnosis",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.INPATIENT,),
    judges="diagnosis",
    authority=(
        Authority("Definitions of Medicare Code Edits", "v44", "edit 9"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "II"),
    ),
    reads=("mce_diagnosis_flag",),
    message="{code} is not accepted as principal diagnosis of an inpatient stay.",
    examples=(
        fires(inpatient(dx("R65.20", "Y"), dx("A41.9", "Y")), because="severe sepsis follows the infection"),
        fires(inpatient(dx("Z51.89")), because="Z51.89 needs a secondary diagnosis"),
        passes(inpatient(dx("Z51.89"), dx("I10", "Y")), because="a secondary diagnosis stands beside it"),
        passes(inpatient(dx("A41.9", "Y"), dx("R65.20", "Y")), because="the infection is first"),
        fires(inpatient(dx("F05", "Y"), on="2024-04-01"), because="F05 is on the list from 2024-04-01"),
        passes(inpatient(dx("F05", "Y"), on="2024-03-31"), because="F05 was not yet on the list"),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """First diagnoses flagged unacceptable that day, but those that only require a secondary and have one."""
    table = reference.mce_diagnosis_flag
    flags = table.filter(table.flag == "unacceptable")
    lenient = table.filter(table.flag == "reqsdx").view()
    first = claims.diagnoses.filter(claims.diagnoses.position == 1)
    second = claims.diagnoses.filter(claims.diagnoses.position == 2)
    listed = first.semi_join(
        flags, [first.code == flags.code, flags.since <= first.on, first.on <= flags.through]
    )
    alone = first.anti_join(second.view(), "claim_id")
    strict = first.anti_join(
        lenient, [first.code == lenient.code, lenient.since <= first.on, first.on <= lenient.through]
    )
    guilty = ibis.union(alone.select("claim_id"), strict.select("claim_id"))
    hits = listed.semi_join(guilty, "claim_id")
    return hits.select("claim_id", "on", "code", diagnosis=hits.position)
