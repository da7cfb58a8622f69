"""An inspection is reported beside a procedure on the same body part through the same approach.

Looking at a body part in order to treat it belongs to the treatment: ICD-10-PCS does not code the
inspection apart. Only when the inspection used another approach, as when a laparoscopy ends in an open
operation, are both reported.

Delete the inspection, unless the record shows that it was another session of that day. Where the
inspection is of another body part, or of a longer stretch of a tube than was treated, read the guideline:
this edit speaks only of equal body parts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, passes, px

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Inspection beside a procedure on the same part",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.INPATIENT,),
    judges="procedure",
    authority=(Authority("ICD-10-PCS Official Guidelines", "", "B3.11a, B3.11c"),),
    reads=(),
    message=(
        "{code} inspects the body part that {treatment} treats, on the same day and through the same "
        "approach: the inspection is part of {treatment}."
    ),
    examples=(
        fires(
            inpatient(dx("K80.00", "Y"), px("0FT44ZZ", "2026-06-17"), px("0FJ44ZZ", "2026-06-17")),
            because="the gallbladder is inspected to be resected",
        ),
        fires(
            inpatient(dx("K31.89", "Y"), px("0DB68ZX", "2026-06-17"), px("0DJ68ZZ", "2026-06-17")),
            because="the stomach is inspected for the biopsy",
        ),
        passes(
            inpatient(dx("K80.00", "Y"), px("0FT40ZZ", "2026-06-17"), px("0FJ44ZZ", "2026-06-17")),
            because="another approach: a laparoscopy was converted",
        ),
        passes(
            inpatient(dx("K80.00", "Y"), px("0FT44ZZ", "2026-06-17"), px("0FJ44ZZ", "2026-06-15")),
            because="another day",
        ),
        passes(inpatient(dx("K80.00", "Y"), px("0FJ44ZZ", "2026-06-17")), because="the inspection alone"),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Inspections (root operation J) with a procedure of equal body system, body part, approach and day."""
    rows = claims.procedures
    surgical = rows.filter(rows.code.startswith("0"), rows.code.length() == 7)
    root = surgical.code.substr(2, 1)
    looked, treated = surgical.filter(root == "J"), surgical.filter(root != "J").view()
    met = looked.join(
        treated,
        [
            looked.claim_id == treated.claim_id,
            looked.date == treated.date,
            looked.code.substr(1, 1) == treated.code.substr(1, 1),
            looked.code.substr(3, 2) == treated.code.substr(3, 2),
        ],
    ).select(
        claim_id=looked.claim_id,
        on=looked.on,
        procedure=looked.position,
        code=looked.code,
        treatment=treated.code,
    )
    found = met.group_by(["claim_id", "on", "procedure", "code"])
    return found.agg(treatment=met.treatment.min())
