"""The same procedure code is reported twice on one day.

A second copy of a procedure is often an entry made twice. It may also be right: ICD-10-PCS codes a
procedure again when it was done on another, distinct body part that shares the same body part character.

Compare the operative report with the codes. Keep both when it describes two distinct body parts, such as
two muscles of the upper arm; delete one when it describes one procedure. Several sites within one body part
are one procedure, and both sides of the body mostly have codes of their own.
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
    title="Procedure reported twice on a day",
    severity=Severity.INFO,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.INPATIENT,),
    judges="procedure",
    authority=(Authority("ICD-10-PCS Official Guidelines", "", "B3.2b"),),
    reads=(),
    message=(
        "{code} stands at positions {other} and {procedure} for {date}: keep both only if the report "
        "describes two distinct body parts."
    ),
    examples=(
        fires(
            inpatient(dx("C43.61", "Y"), px("07B50ZZ", "2026-06-17"), px("07B50ZZ", "2026-06-17")),
            because="one day, one code, twice",
        ),
        fires(
            inpatient(
                dx("D12.5", "Y"),
                px("0DBN8ZZ", "2026-06-17"),
                px("0DJD8ZZ", "2026-06-17"),
                px("0DBN8ZZ", "2026-06-17"),
            ),
            because="another code between them changes nothing",
        ),
        passes(
            inpatient(dx("D12.5", "Y"), px("0DBN8ZZ", "2026-06-16"), px("0DBN8ZZ", "2026-06-17")),
            because="two days",
        ),
        passes(
            inpatient(dx("M17.0", "Y"), px("0SRC0J9", "2026-06-17"), px("0SRD0J9", "2026-06-17")),
            because="right and left knee",
        ),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """The later copies, each with the first."""
    rows = claims.procedures
    first = rows.group_by(["claim_id", "code", "date"]).agg(other=rows.position.min())
    met = rows.join(first, ["claim_id", "code", "date"])
    again = met.filter(met.position > met.other)
    return again.select("claim_id", "on", "code", "other", "date", procedure=again.position)
