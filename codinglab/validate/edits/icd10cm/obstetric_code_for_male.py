"""An obstetric code stands on the claim of a male patient.

Chapter 15 describes pregnancy, childbirth and the puerperium of the patient. On the claim of a
patient recorded as male either the code belongs to another patient's claim or the recorded sex is not
what the payer expects.

See whose the claim is. Never change the recorded sex to make the edit pass.

A pregnant patient who is recorded as male is billed by the payer's rule for it: condition code 45 on
institutional claims, modifier KX on professional ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity, Sex
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, of_patient, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Obstetric code for a male patient",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="diagnosis",
    authority=(
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.15.a.2"),
        Authority("Medicare Claims Processing Manual (100-04)", "", "ch. 32 section 240"),
    ),
    reads=(),
    message="{code} is a code of pregnancy and childbirth, but the patient is recorded as male.",
    examples=(
        fires(
            of_patient(professional(dx("O09.91")), sex=Sex.MALE, born="1998-03-02"),
            because="recorded as male",
        ),
        fires(
            of_patient(inpatient(dx("O80", "Y")), sex=Sex.MALE, born="1998-03-02"), because="recorded as male"
        ),
        passes(of_patient(professional(dx("O09.91")), born="1998-03-02"), because="recorded as female"),
        passes(
            of_patient(professional(dx("O09.91")), sex=Sex.UNKNOWN, born="1998-03-02"), because="not known"
        ),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """O codes of male patients."""
    male = claims.claims.filter(lambda row: row.sex == "M")
    rows = claims.diagnoses.filter(lambda row: row.code.startswith("O"))
    hits = rows.semi_join(male, "claim_id")
    return hits.select("claim_id", "on", "code", diagnosis=hits.position)
