"""A status or history code contradicts another code, or repeats it.

Status codes say what a patient lives with, history codes what is over. A status code is not used
beside a code that already says it, such as a complication of the same organ or device, nor a history
code beside the condition as it is now.

Keep the code that says more and remove the status or history.

Both may stand when they are of two things: the other hip, an earlier clot of another leg.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.code_lists import paired
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, not_evaluated, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Status or history against another code",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="diagnosis",
    authority=(
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.21.c.3"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.21.c.4"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.21.c.7"),
    ),
    reads=("icd10cm_code_pair",),
    message="{code} beside {other_code}: {why}.",
    examples=(
        fires(professional(dx("Z43.0"), dx("Z93.0")), because="the attention code says the tracheostomy"),
        fires(inpatient(dx("T86.11", "Y"), dx("Z94.0", "")), because="the rejection says the transplant"),
        fires(professional(dx("I69.351"), dx("Z86.73")), because="the history is without residual deficit"),
        passes(professional(dx("Z93.0"), dx("J04.10")), because="the status alone"),
        passes(professional(dx("T86.11"), dx("Z94.4")), because="another organ"),
        not_evaluated(
            professional(dx("Z43.0"), dx("Z93.0"), on="2025-09-30"), because="the pairs are of FY2026"
        ),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Pairs of the list."""
    return paired(claims, reference, "status").drop("becomes")
