"""An external cause code stands first.

Codes V00 to Y99 tell how an injury or another condition came about, where, and what the patient was
doing. They add to the code of the condition and are never principal or first-listed.

Put the condition first and the external cause after it.
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
    title="External cause code first",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="diagnosis",
    authority=(
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.20.a.6"),
        Authority("Definitions of Medicare Code Edits", "v44", "edit 2"),
    ),
    reads=("mce_diagnosis_flag",),
    message="{code} is an external cause and cannot stand first: sequence the condition it led to before it.",
    examples=(
        fires(professional(dx("W18.30XA"), dx("S52.501A")), because="the fall stands before the fracture"),
        fires(inpatient(dx("V00.01XA", "Y")), because="an external cause alone"),
        passes(professional(dx("S52.501A"), dx("W18.30XA")), because="the fracture is first"),
        passes(inpatient(dx("S72.001A", "Y"), dx("W18.30XA", "Y")), because="the fracture is first"),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """First diagnoses that the editor's table flags as ecodepdx on the day."""
    flags = reference.mce_diagnosis_flag.filter(reference.mce_diagnosis_flag.flag == "ecodepdx")
    first = claims.diagnoses.filter(claims.diagnoses.position == 1)
    hits = first.semi_join(
        flags, [first.code == flags.code, flags.since <= first.on, first.on <= flags.through]
    )
    return hits.select("claim_id", "on", "code", diagnosis=hits.position)
