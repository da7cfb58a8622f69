"""A category or subcategory is reported where a longer code is needed.

The tabular divides: three characters name a category, four or five a subcategory, and only what is not
divided further is a code that may be reported. Payers return the shorter one as invalid. A code that
was whole one year may be divided the next (G35 on 1 October 2025).

Read the codes below it in the tabular of the date and take the one that the documentation supports; an
"unspecified" one only when the record says no more.

A code that lacks nothing but its 7th character is left to `icd10cm/seventh-character`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, passes, professional
from codinglab.validate.relations import in_force

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Diagnosis code needs more characters",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="diagnosis",
    authority=(
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.B.2"),
        Authority("Definitions of Medicare Code Edits", "v44", "edit 1"),
    ),
    reads=("icd10cm_code", "icd10cm_header"),
    message=(
        "{code} is divided further on {on} and is not reported itself: {number} codes stand below it, from "
        "{example} “{title}” to {last_example} “{last_title}”."
    ),
    examples=(
        fires(professional(dx("G35"), on="2025-10-01"), because="G35 was divided on 2025-10-01"),
        passes(professional(dx("G35"), on="2025-09-30"), because="G35 was a whole code to 2025-09-30"),
        fires(professional(dx("M54.5")), because="a subcategory since 2021-10-01"),
        fires(inpatient(dx("E11", "Y")), because="a category"),
        fires(
            inpatient(dx("I42.0", "Y"), on="2026-10-03"), because="the discharge date chooses the code set"
        ),
        fires(professional(dx("S52.50")), because="the side is missing, not only the 7th character"),
        passes(professional(dx("S52.501")), because="only its 7th character is missing"),
        passes(professional(dx("M54.50")), because="nothing stands below it"),
        passes(professional(dx("X12.34")), because="nothing begins with it: it is not valid at all"),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Diagnoses that are not valid on the day but begin valid codes."""
    codes, headers = reference.icd10cm_code, reference.icd10cm_header
    rows = claims.diagnoses
    invalid = rows.anti_join(
        codes, [rows.code == codes.code, codes.since <= rows.on, rows.on <= codes.through]
    )
    below = ["number", "example", "title", "last_example", "last_title"]
    hits = invalid.join(headers, [invalid.code == headers.code, *in_force(invalid, headers)])
    return hits.select("claim_id", "on", "code", *below, diagnosis=hits.position)
