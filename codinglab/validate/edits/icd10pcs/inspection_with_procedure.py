"""An inspection is reported beside a procedure on the same body part through the same approach.

Looking at a body part in order to treat it belongs to the treatment: ICD-10-PCS does not code the
inspection apart. Only when the inspection used another approach, as when a laparoscopy ends in an open
operation, are both reported.

Delete the inspection, unless the record shows that it was another session of that day. The same holds
for a bronchoscopy or an endoscopy of the upper or lower intestinal tract, whose code names the whole tract:
it belongs to what was done in a part of that tract. Other unequal body parts are not judged.
"""

from __future__ import annotations

from functools import reduce
from operator import or_
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
        "{code} inspects the body part or tract that {treatment} treats, on the same day and through the "
        "same approach: the inspection is part of {treatment}, so leave {code} out."
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
        fires(
            inpatient(dx("D12.5", "Y"), px("0DBN8ZZ", "2026-06-17"), px("0DJD8ZZ", "2026-06-17")),
            because="the colonoscopy is part of the polypectomy",
        ),
        fires(
            inpatient(dx("J18.9", "Y"), px("0B9C8ZX", "2026-06-17"), px("0BJ08ZZ", "2026-06-17")),
            because="the bronchoscopy is part of the lavage",
        ),
        passes(
            inpatient(dx("K25.4", "Y"), px("0W3P8ZZ", "2026-06-17"), px("0DJD8ZZ", "2026-06-17")),
            because="another body system",
        ),
        passes(
            inpatient(dx("D12.5", "Y"), px("0DBN8ZZ", "2026-06-17"), px("0DJ08ZZ", "2026-06-17")),
            because="the upper tract was looked at, the colon treated",
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


_TRACTS = {"BJ0": "123456789BCDFGHJKLM", "DJ0": "12345679", "DJD": "ABCEFGHJKLMNPQ"}
"""Body system, J and body part of an inspection; the body parts of that system that lie within."""


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Inspections (root operation J) with a procedure of that day, approach, system, and part or tract."""
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
            looked.code.substr(4, 1) == treated.code.substr(4, 1),
            (looked.code.substr(3, 1) == treated.code.substr(3, 1)) | _of_tract(looked.code, treated.code),
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


def _of_tract(looked: Any, treated: Any) -> Any:
    """Whether a body part lies in the tract whose inspection is coded as a whole."""
    found = [
        (looked.substr(1, 3) == inspected) & treated.substr(3, 1).isin(list(parts))
        for inspected, parts in _TRACTS.items()
    ]
    return reduce(or_, found)
