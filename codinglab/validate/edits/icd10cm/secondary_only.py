"""A code that may only be secondary stands first.

Body mass index, coma scale, NIH stroke scale, blood alcohol, social determinants of health and
underimmunization describe a patient further. They may be documented by other clinicians, and the
condition they belong to must be the provider's and goes first. The organism of an infection (B95 to B97) and
its resistance to drugs (Z16) follow the infection.

Put the provider's diagnosis, or the reason for the visit, before it.

On inpatient claims the code editor's own list of unacceptable principal diagnoses is asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.code_lists import listed
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, not_evaluated, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Supplementary code first",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT),
    judges="diagnosis",
    authority=(
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.B.14"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.1.b"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.1.c"),
    ),
    reads=("icd10cm_code_list",),
    message="{code} may only be secondary: the diagnosis that it belongs to goes first.",
    examples=(
        fires(professional(dx("Z68.41"), dx("E66.813")), because="the obesity goes first"),
        fires(professional(dx("Z59.01")), because="homelessness alone"),
        fires(professional(dx("B96.20"), dx("N39.0")), because="the organism goes after the infection"),
        passes(professional(dx("N39.0"), dx("B96.20"), dx("Z16.12")), because="the infection is first"),
        passes(professional(dx("E66.813"), dx("Z68.41")), because="secondary"),
        passes(professional(dx("J06.9"), dx("Z59.01")), because="secondary"),
        not_evaluated(professional(dx("Z59.01"), on="2025-09-30"), because="the lists are of FY2026"),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Codes of the list in the first position."""
    held = listed(claims, reference, "secondary only")
    first = held.filter(held.position == 1)
    return first.select("claim_id", "on", "code", diagnosis=first.position)
