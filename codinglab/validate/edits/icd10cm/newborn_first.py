"""The birth record of a newborn does not begin with Z38.

In the stay in which a child is born, the code of category Z38 (single or multiple, in hospital or
before admission, vaginal or cesarean) is principal; what is wrong with the child follows.

Move Z38 first.

A hospital that receives a child from another does not report Z38 at all: there the reason for the
transfer is principal.
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
    title="Liveborn code not first",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.INPATIENT,),
    judges="diagnosis",
    authority=(Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.16.a.2"),),
    reads=(),
    message=(
        "{code} (position {diagnosis}) is the principal diagnosis of a birth record; a hospital "
        "that received the child does not report it."
    ),
    examples=(
        fires(
            of_patient(inpatient(dx("P22.0", "Y"), dx("Z38.01", "")), born="2026-06-16"),
            because="Z38 goes first",
        ),
        fires(
            of_patient(inpatient(dx("Z05.1", ""), dx("Z38.00", "")), born="2026-06-16"),
            because="Z05 goes behind Z38",
        ),
        passes(
            of_patient(inpatient(dx("Z38.01", ""), dx("P22.0", "Y")), born="2026-06-16"),
            because="Z38 is first",
        ),
        passes(
            of_patient(inpatient(dx("O80"), dx("Z37.0"), dx("Z38.00")), born="1998-03-02"),
            because="on the mother's claim it is wrong at any place: another edit",
        ),
        passes(
            of_patient(inpatient(dx("P22.0", "Y")), born="2026-06-16"), because="a child received by transfer"
        ),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Z38 behind the first position, of a patient in the first year."""
    rows, infants = claims.diagnoses, claims.claims.filter(lambda row: row.age == 0)
    hits = rows.filter(starting(rows, "Z38"), rows.position > 1).semi_join(infants, "claim_id")
    return hits.select("claim_id", "on", "code", diagnosis=hits.position)
