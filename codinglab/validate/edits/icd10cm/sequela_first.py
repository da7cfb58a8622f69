"""An injury with 7th character S stands first.

S says that the injury is over and has left something behind. Two codes tell it: first the condition
that is treated now (a scar, a contracture, chronic pain), then the injury that it came of, with S.

Put the condition first. When the injury is still healing, the 7th character is D, not S.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Sequela code first",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="diagnosis",
    authority=(
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.B.10"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.19.a"),
    ),
    reads=(),
    message="{code} is the injury behind a sequela: the condition that it left goes first.",
    examples=(
        fires(professional(dx("T23.301S"), dx("L90.5")), because="the scar goes first"),
        fires(professional(dx("S52.501S")), because="what it left is not said"),
        passes(professional(dx("L90.5"), dx("T23.301S")), because="the scar is first"),
        passes(professional(dx("S52.501D")), because="subsequent care, not a sequela"),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """A code of chapter 19, or a fracture of chapter 13, with S in the first position."""
    rows = claims.diagnoses
    ends = (rows.code.length() == 7) & (rows.code.right(1) == "S")
    hits = rows.filter(ends, rows.code.substr(0, 1).isin(["S", "T", "M"]), rows.position == 1)
    return hits.select("claim_id", "on", "code", diagnosis=hits.position)
