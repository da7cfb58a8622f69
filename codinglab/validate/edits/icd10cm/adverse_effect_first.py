"""The drug of an adverse effect stands first.

An adverse effect is what a drug does that was rightly prescribed and rightly taken. Its nature (the
rash, the bleeding, the low potassium) has a code and goes first; the code of the drug, with 5 in
fifth or sixth place, follows.

Put the nature of the effect first. Where none is documented, T88.7- names an adverse effect without
more.

A drug that was taken wrongly is a poisoning (1 to 4) and does go first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, passes, professional
from codinglab.validate.tabular import intent

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Adverse effect of a drug first",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="diagnosis",
    authority=(Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.19.e.5.a"),),
    reads=(),
    message="{code} names the drug of an adverse effect: the nature of the effect goes first.",
    examples=(
        fires(professional(dx("T45.515A"), dx("D68.32")), because="the bleeding disorder goes first"),
        fires(inpatient(dx("T36.95XA", "Y")), because="the effect itself is missing"),
        passes(professional(dx("D68.32"), dx("T45.515A")), because="the effect is first"),
        passes(inpatient(dx("T40.2X1A", "Y"), dx("J96.01", "Y")), because="a poisoning does go first"),
        passes(professional(dx("T81.31XA")), because="not a drug: T36 to T50 only"),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """A code of T36 to T50 with 5 in the first position."""
    rows = claims.diagnoses
    drug = rows.code.substr(0, 3).between("T36", "T50") & (intent(rows.code) == "5")
    hits = rows.filter(drug, rows.position == 1)
    return hits.select("claim_id", "on", "code", diagnosis=hits.position)
