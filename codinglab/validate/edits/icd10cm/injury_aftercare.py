"""An aftercare code stands beside an injury.

Aftercare of an injury is said by the injury's own code with a 7th character for subsequent care: D,
or another of the set for a healing fracture. The aftercare codes of Z47 and Z48 are for other care,
after planned surgery for example.

Remove the aftercare code and see that the 7th character of the injury is right.

Both may stand when the aftercare concerns something else, such as an elective operation in the same
period.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.code_lists import listed
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, not_evaluated, outpatient, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Aftercare code beside an injury",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="diagnosis",
    authority=(
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.19.a"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.21.c.7"),
    ),
    reads=("icd10cm_code_list",),
    message=("{code} is not used for aftercare of an injury: {other_code} says it with its 7th character."),
    examples=(
        fires(professional(dx("Z47.89"), dx("S52.501D")), because="the D says aftercare"),
        fires(outpatient(dx("S81.811D"), dx("Z48.02")), because="removal of sutures of an injury"),
        passes(professional(dx("S52.501D")), because="the injury alone"),
        passes(professional(dx("Z47.1"), dx("Z96.651")), because="after an elective joint replacement"),
        passes(professional(dx("S52.501A"), dx("Z47.1")), because="a new injury has active care of its own"),
        not_evaluated(
            professional(dx("Z47.89"), dx("S52.501D"), on="2025-09-30"), because="the lists are of FY2026"
        ),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Aftercare codes of the list with an injury in subsequent care."""
    rows = claims.diagnoses
    last = rows.code.right(1)
    injured = rows.filter(
        rows.code.startswith("S"), rows.code.length() == 7, ~last.isin(["A", "B", "C", "S"])
    )
    injury = injured.group_by("claim_id").agg(other_code=injured.code.min())
    hits = listed(claims, reference, "injury aftercare").join(injury, "claim_id")
    return hits.select("claim_id", "on", "code", "other_code", diagnosis=hits.position)
