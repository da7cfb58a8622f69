"""A subsequent myocardial infarction is coded without the first one.

I22 is for a new infarction within four weeks of the one before, and is reported together with a code of
I21 for that one. Which goes first depends on the encounter.

Add the code of I21. When the first infarction is more than four weeks old, the new one takes I21 and the
old one I25.2. A subsequent infarction of type 2 is I21.A1, never I22.
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
    title="Subsequent infarction without the first one",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="diagnosis",
    authority=(Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.9.e.4"),),
    reads=(),
    message="{code} stands without a code of I21: the infarction before it is coded besides.",
    examples=(
        fires(inpatient(dx("I22.2", "Y")), because="no first infarction"),
        fires(professional(dx("I22.0"), dx("I25.2")), because="an old infarction makes the new one I21"),
        passes(inpatient(dx("I22.2", "Y"), dx("I21.4", "Y")), because="both are there"),
        passes(inpatient(dx("I21.4", "Y"), dx("I22.2", "N")), because="in either order"),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """I22 on a claim without I21."""
    rows = claims.diagnoses
    alone = rows.filter(starting(rows, "I22")).anti_join(rows.filter(starting(rows, "I21")), "claim_id")
    return alone.select("claim_id", "on", "code", diagnosis=alone.position)
