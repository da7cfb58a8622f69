"""An obstetric code stands on the claim of a male patient.

Chapter 15 describes pregnancy, childbirth and the puerperium of the patient. On the claim of a
patient recorded as male either the code belongs to another patient's claim or the recorded sex is not
what the payer expects.

See whose the claim is. Never change the recorded sex to make the edit pass.

A pregnant patient who is recorded as male is billed by the payer's rule for it: condition code 45 on
institutional claims, modifier KX on professional ones. Both lift this edit. To 2024-09-30 the editors' own
lists by sex spoke of it (`demographic/diagnosis-sex`, `mce/sex-conflict`), so it begins the day after.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity, Sex
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, line, of_patient, passes, professional
from codinglab.validate.relations import without_gender_marker

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
    message=(
        "{code} is a code of pregnancy and childbirth, but the patient is recorded as male: see whose claim "
        "it is; if it is right, report condition code 45 or modifier KX."
    ),
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
            replace(
                of_patient(inpatient(dx("O80")), sex=Sex.MALE, born="1998-03-02"), condition_codes=("45",)
            ),
            because="condition code 45 says that it is right",
        ),
        passes(
            of_patient(professional(dx("O09.91"), line("99214", "KX")), sex=Sex.MALE, born="1998-03-02"),
            because="so does modifier KX",
        ),
        passes(
            of_patient(professional(dx("O09.91"), on="2024-09-30"), sex=Sex.MALE, born="1998-03-02"),
            because="the last day of the lists by sex: another edit",
        ),
        passes(
            of_patient(professional(dx("O09.91")), sex=Sex.UNKNOWN, born="1998-03-02"), because="not known"
        ),
    ),
)


@EDIT.check(since="2024-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """O codes of male patients, where nothing on the claim says that it is so."""
    male = without_gender_marker(claims).filter(lambda row: row.sex == "M")
    rows = claims.diagnoses.filter(lambda row: row.code.startswith("O"))
    hits = rows.semi_join(male, "claim_id")
    return hits.select("claim_id", "on", "code", diagnosis=hits.position)
