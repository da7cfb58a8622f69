"""A code of the mother stands on the claim of a child.

Codes of chapter 15, the outcome of delivery (Z37) and the weeks of gestation (Z3A) belong to the
mother's record only. What a condition of the mother did to the child has a code of chapter 16 (P00 to
P04).

Remove the code, or take the P code for the effect on the child. If the claim is the mother's, its
patient is wrong.

Perhaps the birth date is wrong: correct it from the record, never to make the edit pass.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.code_lists import starting
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, of_patient, passes

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Maternal code for a newborn",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="diagnosis",
    authority=(
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.15.a.2"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.16.a.1"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.21.c.11"),
    ),
    reads=(),
    message="{code} belongs to the record of the mother, but the patient is less than a year old.",
    examples=(
        fires(
            of_patient(inpatient(dx("Z38.00", ""), dx("Z37.0", "")), born="2026-06-16"),
            because="the outcome is the mother's",
        ),
        fires(
            of_patient(inpatient(dx("O42.02", "Y")), born="2026-06-16"), because="P01.1 is the newborn's code"
        ),
        passes(
            of_patient(inpatient(dx("Z38.00", ""), dx("P01.1", "Y")), born="2026-06-16"),
            because="the child's codes",
        ),
        passes(
            of_patient(inpatient(dx("O80", "Y"), dx("Z37.0", "")), born="1998-03-02"),
            because="the mother's claim",
        ),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """O codes, Z37, Z3A and codes of the pregnant state of a patient in the first year."""
    rows, infants = claims.diagnoses, claims.claims.filter(lambda row: row.age == 0)
    maternal = rows.code.startswith("O") | starting(rows, "Z37", "Z3A", "Z33", "Z34", "Z39")
    hits = rows.filter(maternal).semi_join(infants, "claim_id")
    return hits.select("claim_id", "on", "code", diagnosis=hits.position)
