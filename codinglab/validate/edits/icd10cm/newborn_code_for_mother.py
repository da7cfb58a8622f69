"""A code of the newborn stands on the claim of the mother, or of an older patient.

Z38 says that this patient was born alive in this stay. It is reported once, on the child's own birth
record, never on the mother's and never again. Codes of chapter 16 are the child's too; they may be
used for life, but not on the record of the mother.

On the mother's claim report the outcome of delivery (Z37) instead, and the child's codes on the
child's own claim.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.code_lists import starting
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, of_patient, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Newborn code on another record",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="diagnosis",
    authority=(
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.16.a.1"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.16.a.2"),
    ),
    reads=(),
    message="{code} belongs to the record of the newborn, but {said}.",
    examples=(
        fires(
            of_patient(inpatient(dx("O80", "Y"), dx("Z38.00", "")), born="1998-03-02"),
            because="Z37.0 is the mother's code",
        ),
        fires(
            of_patient(inpatient(dx("O36.4XX0", "Y"), dx("P95", "")), born="1998-03-02"),
            because="P codes are the child's",
        ),
        fires(of_patient(professional(dx("Z38.00")), born="2024-06-08"), because="the birth was long ago"),
        passes(
            of_patient(inpatient(dx("Z38.00", ""), dx("P07.18", "Y")), born="2026-06-16"),
            because="the birth record",
        ),
        passes(
            of_patient(professional(dx("P27.1")), born="2020-03-02"), because="a perinatal condition may last"
        ),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Z38 and P codes beside O codes or Z37, and Z38 of a patient of one year or more."""
    rows = claims.diagnoses
    mothers = rows.filter(rows.code.startswith("O") | starting(rows, "Z37"))
    infants = claims.claims.filter(lambda row: row.age == 0)
    of_child = rows.filter(starting(rows, "Z38") | rows.code.startswith("P"))
    beside = of_child.semi_join(mothers, "claim_id").anti_join(infants, "claim_id")
    older = rows.filter(starting(rows, "Z38")).anti_join(infants, "claim_id").anti_join(mothers, "claim_id")
    columns = ["claim_id", "on", "code", "position"]
    hits = ibis.union(
        beside.select(*columns).mutate(said=ibis.literal("obstetric codes show that this is the mother's")),
        older.select(*columns).mutate(said=ibis.literal("the patient is a year old or more")),
    )
    return hits.rename(diagnosis="position")
