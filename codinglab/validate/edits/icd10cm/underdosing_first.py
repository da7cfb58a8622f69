"""Underdosing stands first.

Underdosing says that a patient took less of a drug than prescribed, or stopped it. It may explain why a
disease got worse; the disease need not have changed for it to be coded. It is never the reason for the
encounter itself.

Put the disease that the drug is for first, then the underdosing (6 in fifth or sixth place), and
after it why the dose was missed (Z91.12-, Z91.13-, Z91.14-, Z91.A-, Y63.6 to Y63.9), if known.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, passes, professional
from codinglab.validate.tabular import intent

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Underdosing first",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="diagnosis",
    authority=(Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.19.e.5.c"),),
    reads=(),
    message=(
        "{code} is underdosing, which is never first: put the condition that the drug is for before it."
    ),
    examples=(
        fires(professional(dx("T46.5X6A"), dx("I10")), because="the hypertension goes first"),
        fires(inpatient(dx("T38.3X6A", "Y")), because="underdosing alone"),
        passes(professional(dx("I10"), dx("T46.5X6A"), dx("Z91.128")), because="the condition is first"),
        passes(professional(dx("T46.5X1A"), dx("I95.2")), because="a poisoning does go first"),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """A code of T36 to T50 with 6 in the first position."""
    rows = claims.diagnoses
    drug = rows.code.substr(0, 3).between("T36", "T50") & (intent(rows.code) == "6")
    hits = rows.filter(drug, rows.position == 1)
    return hits.select("claim_id", "on", "code", diagnosis=hits.position)
