"""A manifestation code stands first.

Some codes name what an underlying disease does elsewhere in the body. The tabular prints them with
"in diseases classified elsewhere" or a code-first note: the disease is sequenced first, its
manifestation after it, and the manifestation is never principal or first-listed.

Put the underlying disease first; when it is not documented, query for it.
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
    title="Manifestation code first",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="diagnosis",
    authority=(
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.A.13"),
        Authority("Definitions of Medicare Code Edits", "v44", "edit 6"),
    ),
    reads=("mce_diagnosis_flag",),
    message="{code} is a manifestation and cannot stand first: sequence the underlying disease before it.",
    examples=(
        fires(inpatient(dx("D63.0", "Y"), dx("C34.11", "Y")), because="the anemia follows the cancer"),
        fires(professional(dx("D63.0")), because="first-listed outpatient codes are held to the same rule"),
        passes(inpatient(dx("C34.11", "Y"), dx("D63.0", "Y")), because="the cancer is first"),
        passes(professional(dx("D64.9")), because="not a manifestation code"),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """First diagnoses that the editor's table flags as manifestation on the day."""
    flags = reference.mce_diagnosis_flag.filter(reference.mce_diagnosis_flag.flag == "manifestation")
    first = claims.diagnoses.filter(claims.diagnoses.position == 1)
    hits = first.semi_join(
        flags, [first.code == flags.code, flags.since <= first.on, first.on <= flags.through]
    )
    return hits.select("claim_id", "on", "code", diagnosis=hits.position)
