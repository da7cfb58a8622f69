"""A code stands without the one that the tabular asks for beside it.

Some combination codes leave one thing open that has a code of its own: the type of heart failure with
I11.0, the stage of the kidney disease with I12.- or E11.22, the site of the ulcer with E11.621, the
drug with anemia due to chemotherapy. The note "use additional code" asks for it.

Add the code that the record supports, behind this one; where the record leaves it open, the
unspecified code says so, or a query settles it.

Only a few notes are judged, those whose second code is always there to be said. Most "use additional
code" notes ask only for what applies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, not_evaluated, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Code that belongs beside another missing",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="diagnosis",
    authority=(
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.B.7"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.9.a.1"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.9.a.2"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.4.a"),
    ),
    reads=("icd10cm_partner",),
    message="{code} stands without a code of {partner}: {because}.",
    examples=(
        fires(professional(dx("I12.9")), because="the stage of the kidney disease is missing"),
        fires(inpatient(dx("I11.0", "Y"), dx("J18.9", "Y")), because="the type of heart failure is missing"),
        fires(
            professional(dx("E11.22"), dx("I10")), because="the stage is missing after the diabetic code too"
        ),
        passes(professional(dx("I12.9"), dx("N18.31")), because="the stage is there"),
        passes(inpatient(dx("I11.0", "Y"), dx("I50.22", "Y")), because="the type is there"),
        passes(professional(dx("E11.65")), because="nothing is left open"),
        not_evaluated(professional(dx("I12.9"), on="2025-09-30"), because="the table is of FY2026"),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Codes of the table where the claim has no code of the partner."""
    prefixes, table = claims.prefixes, reference.icd10cm_partner
    told = prefixes.join(table, prefixes.prefix == table.prefix)
    there = claims.prefixes.select("claim_id", held="prefix")
    alone = told.anti_join(there, (told.claim_id == there.claim_id) & (told.partner == there.held))
    dotted = alone.partner.substr(0, 3) + "." + alone.partner.substr(3, 4)
    return alone.select(
        "claim_id",
        "on",
        "code",
        "because",
        diagnosis=alone.position,
        partner=(alone.partner.length() > 3).ifelse(dotted, alone.partner),
    )
