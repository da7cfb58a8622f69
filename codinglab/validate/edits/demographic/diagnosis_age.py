"""A diagnosis does not go with the patient's age.

The Medicare Code Editor keeps four lists of diagnoses by age: newborn (age 0), pediatric (0 to 17), maternity
(9 to 64; 12 to 55 before 2019-10-01) and adult (15 to 124). Outpatient editors use such lists too, by the
age in completed years on the first day of service. A conflict is mostly a wrong code or birth date.

Check the birth date first, then the code: a history of a perinatal condition has a code of its own, and the
mother's and child's claims are easily exchanged. When both are right, send the record along. Inpatient
claims are judged by the code editor itself. The birth code Z38 of an older patient, and the mother's codes on
an infant's claim, are left to `icd10cm/newborn-code-for-mother` and `icd10cm/maternal-code-for-newborn`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import aged, dx, fires, line, outpatient, passes, professional
from codinglab.validate.relations import in_force

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Diagnosis and age disagree",
    severity=Severity.WARN,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT),
    judges="diagnosis",
    authority=(
        Authority("Definitions of Medicare Code Edits", "v44", "edit 4"),
        Authority("Integrated Outpatient Code Editor", "", "edit 2"),
    ),
    reads=("mce_diagnosis_flag",),
    message="{code} is a {flag} diagnosis, for {ages}, and the patient was {age}: "
    "check the birth date, then the code.",
    examples=(
        fires(aged(30, professional(dx("Z00.110"), line("99214"))), because="a newborn's check-up at 30"),
        passes(aged(30, professional(dx("Z38.00"), line("99214"))), because="Z38 at 30: another edit"),
        passes(aged(0, professional(dx("O80"), line("99214"))), because="the mother's code: another edit"),
        fires(aged(65, outpatient(dx("O80"), line("G0463"))), because="maternity ends at 64"),
        fires(aged(8, professional(dx("O80"), line("99214"))), because="maternity begins at 9"),
        passes(aged(64, outpatient(dx("O80"), line("G0463"))), because="64 is within maternity"),
        passes(aged(0, professional(dx("Z38.00"), line("99214"))), because="a newborn"),
        fires(
            aged(56, professional(dx("O80"), line("99214"), on="2019-09-30")),
            because="until 2019-09-30 maternity ended at 55",
        ),
        passes(
            aged(56, professional(dx("O80"), line("99214"), on="2019-10-01")),
            because="from 2019-10-01 it ends at 64",
        ),
    ),
)

_AGES = {"newborn": (0, 0), "pediatric": (0, 17), "maternity": (9, 64), "adult": (15, 124)}
_AGES_BEFORE = {**_AGES, "maternity": (12, 55)}


@EDIT.check(since="2015-10-01")
def check_before(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """By the ages in force until 2019-09-30."""
    return _outside(claims, reference, _AGES_BEFORE)


@EDIT.check(since="2019-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """By the ages in force since: maternity is wider."""
    return _outside(claims, reference, _AGES)


def _outside(claims: ClaimTables, reference: ReferenceTables, ages: dict[str, tuple[int, int]]) -> Any:
    """Diagnoses whose flag in force that day asks for another age."""
    rows = claims.diagnoses.join(claims.claims.select("claim_id", "age"), "claim_id")
    table = reference.mce_diagnosis_flag
    parts = []
    for flag, (youngest, oldest) in ages.items():
        flagged = table.filter(table.flag == flag).view()
        met = rows.semi_join(flagged, [rows.code == flagged.code, *in_force(rows, flagged)])
        elsewhere = (
            met.code.startswith("Z38") if flag == "newborn" else (met.age == 0) & (flag == "maternity")
        )
        wrong = met.filter((met.age < youngest) | (met.age > oldest), ~elsewhere)
        parts.append(
            wrong.select(
                "claim_id",
                "on",
                "code",
                "age",
                diagnosis=wrong.position,
                flag=ibis.literal(flag),
                ages=ibis.literal(f"ages {youngest} to {oldest}" if oldest else "age 0"),
            )
        )
    return ibis.union(*parts)
