"""The outcome of delivery stands first.

Z37 tells how the delivery ended; it is never the reason for the stay. The condition that prompted the
admission, or O80 when all was normal, goes first.

Move Z37 behind the obstetric codes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.code_lists import starting
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Outcome of delivery first",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="diagnosis",
    authority=(Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.21.c.11"),),
    reads=(),
    message="{code} is always secondary: the obstetric code of the delivery goes first.",
    examples=(
        fires(inpatient(dx("Z37.0", ""), dx("O80", "Y")), because="O80 goes first"),
        fires(professional(dx("Z37.0")), because="an outcome alone"),
        passes(inpatient(dx("O80", "Y"), dx("Z37.0", "")), because="secondary"),
        passes(inpatient(dx("O70.0", "Y"), dx("Z37.2", "")), because="secondary"),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Z37 in the first position."""
    rows = claims.diagnoses
    hits = rows.filter(starting(rows, "Z37"), rows.position == 1)
    return hits.select("claim_id", "on", "code", diagnosis=hits.position)
