"""A subsequent heart attack is coded without the first one.

Category I22 is for a new infarction within four weeks of an earlier one, both of type 1 or of unnamed
type. It tells only half: the earlier one is still coded with I21 for these four weeks, and I22 is never
used without it.

Add the I21 code of the earlier infarction; which of the two goes first depends on the encounter. When
more than four weeks have passed, the new infarction is I21 and the old one I25.2.
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
    title="Subsequent infarction without the first",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="diagnosis",
    authority=(Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.9.e.4"),),
    reads=(),
    message=(
        "{code} is a second infarction within four weeks, and no code of category I21 tells of the first: "
        "add it, or code the new one with I21 when more than four weeks have passed."
    ),
    examples=(
        fires(inpatient(dx("I22.0", "Y")), because="the first infarction is missing"),
        fires(professional(dx("I22.2"), dx("I25.2")), because="an old infarction is not within four weeks"),
        passes(inpatient(dx("I22.0", "Y"), dx("I21.4", "Y")), because="both are coded"),
        passes(inpatient(dx("I21.09", "Y"), dx("I22.1", "N")), because="the second came during the stay"),
        passes(inpatient(dx("I21.4", "Y")), because="one infarction"),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """I22 on a claim without I21."""
    rows = claims.diagnoses
    alone = rows.filter(starting(rows, "I22")).anti_join(rows.filter(starting(rows, "I21")), "claim_id")
    return alone.select("claim_id", "on", "code", diagnosis=alone.position)
