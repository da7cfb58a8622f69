"""Burns of one site are coded in two degrees, or a lesser burn stands before a deeper one.

Burns of one site and side are coded once, to the highest degree. Of several burns the deepest is
sequenced first. The fourth character of T20 to T25 tells the degree: 1 to 3 for burns, 5 to 7 for
corrosions.

Remove the lesser code of the same site, or move the deeper burn before the lesser one.

Both may stand when "unspecified site" or "multiple sites" hides two different places, and the order may be
another when the encounter was for something else, such as an internal burn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Burns of different degrees",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="diagnosis",
    authority=(
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.19.d.1"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.19.d.2"),
    ),
    reads=(),
    message="{code} is of a lesser degree than {other_code} (position {other_diagnosis}): {said}.",
    examples=(
        fires(inpatient(dx("T24.311A", "Y"), dx("T24.211A", "Y")), because="one thigh, two degrees"),
        fires(professional(dx("T22.111A"), dx("T23.301A")), because="the third degree goes first"),
        passes(professional(dx("T23.301A"), dx("T22.111A")), because="the deeper burn is first"),
        passes(inpatient(dx("T24.311A", "Y"), dx("T24.212A", "Y")), because="right and left thigh"),
        passes(inpatient(dx("T24.311A", "Y"), dx("T31.11", "Y")), because="the extent is no degree"),
        passes(professional(dx("T24.211D"), dx("T23.301S")), because="a sequela is no current burn"),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """A burn with a deeper one of the same site, or a first-listed burn with a deeper one elsewhere."""
    rows = claims.diagnoses
    degree = rows.code.substr(3, 1)
    current = rows.filter(
        rows.code.substr(0, 3).between("T20", "T25"),
        degree.isin(["1", "2", "3", "5", "6", "7"]),
        rows.code.right(1) != "S",
    ).mutate(depth=degree.isin(["1", "5"]).ifelse(1, degree.isin(["2", "6"]).ifelse(2, 3)))
    one, two = current, current.view()
    met = one.join(two, (one.claim_id == two.claim_id) & (one.depth < two.depth)).select(
        one.claim_id,
        one.on,
        one.code,
        diagnosis=one.position,
        other_code=two.code,
        other_diagnosis=two.position,
        same=(one.code.substr(0, 3) == two.code.substr(0, 3))
        & (one.code.substr(4, 2) == two.code.substr(4, 2)),
    )
    met = met.filter(met.same | (met.diagnosis == 1))
    nearest = met.group_by("claim_id", "diagnosis").agg(other_diagnosis=met.other_diagnosis.min())
    hits = met.semi_join(nearest, ["claim_id", "diagnosis", "other_diagnosis"])
    said = hits.same.ifelse(
        "when both are of one site, only the highest degree is coded", "the deeper burn goes first"
    )
    return hits.mutate(said=said).drop("same")
