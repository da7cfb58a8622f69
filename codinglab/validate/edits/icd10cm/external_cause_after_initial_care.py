"""A place, activity or status is reported at a later encounter.

Y92, Y93 and Y99 are used only once, at the encounter for initial treatment. The external cause itself
is reported as long as the injury is treated, with the 7th character of that care.

Remove the place, activity or status when the injuries on the claim carry D or another character of
later care, or S.

Active treatment may last over several encounters: with A it is for the coder to see whether this is
the first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.code_lists import starting
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Place, activity or status at later care",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="diagnosis",
    authority=(
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.20.b"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.20.c"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.20.k"),
    ),
    reads=(),
    message=(
        "{code} is reported at the initial encounter only, and {other_code} says that this is a later one."
    ),
    examples=(
        fires(professional(dx("S52.501D"), dx("W18.30XD"), dx("Y92.511")), because="D is subsequent care"),
        fires(professional(dx("L90.5"), dx("T23.301S"), dx("Y93.01")), because="S is a sequela"),
        passes(professional(dx("S52.501A"), dx("W18.30XA"), dx("Y92.511")), because="active treatment"),
        passes(professional(dx("S52.501D"), dx("W18.30XD")), because="the cause itself may stay"),
        passes(
            professional(dx("S52.501D"), dx("S01.01XA"), dx("Y92.511")), because="there is a new injury too"
        ),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Y92, Y93 or Y99 where injuries are there and none is in active treatment."""
    rows = claims.diagnoses
    extended = rows.filter(rows.code.substr(0, 1).isin(["S", "T"]), rows.code.length() == 7)
    active = extended.filter(extended.code.right(1).isin(["A", "B", "C"]))
    later = extended.anti_join(active, "claim_id")
    named = later.group_by("claim_id").agg(other_code=later.code.min())
    told = rows.filter(starting(rows, "Y92", "Y93", "Y99"))
    hits = told.join(named, "claim_id")
    return hits.select("claim_id", "on", "code", "other_code", diagnosis=hits.position)
