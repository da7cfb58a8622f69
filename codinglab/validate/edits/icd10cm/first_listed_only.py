"""A Z code that may only stand first stands behind another diagnosis.

Some Z codes are the reason for the encounter by what they say: a general examination, supervision of
a normal pregnancy, chemotherapy. The guidelines list them as principal or first-listed only.

Put the Z code first when it was the reason for the visit; else take it out.

Several encounters of one day whose records are combined may have more than one, and so may
chemotherapy with radiotherapy. Such claims are let pass: the first code is itself of the list, or on a
professional claim a service line of its own points to the Z code first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.code_lists import listed
from codinglab.validate.edit import Edit
from codinglab.validate.examples import (
    dx,
    fires,
    inpatient,
    line,
    not_evaluated,
    outpatient,
    passes,
    professional,
)

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="First-listed-only Z code not first",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT),
    judges="diagnosis",
    authority=(Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.21.c.15"),),
    reads=("icd10cm_code_list",),
    message="{code} (position {diagnosis}) may only be first-listed.",
    examples=(
        fires(professional(dx("I10"), dx("Z00.00")), because="a general examination goes first"),
        fires(outpatient(dx("C50.911"), dx("Z51.11")), because="chemotherapy goes first"),
        passes(professional(dx("Z00.00"), dx("I10")), because="it is first"),
        passes(professional(dx("I10"), dx("Z00.6")), because="Z00.6 is excepted"),
        passes(
            professional(dx("I10"), dx("Z00.00"), line("99213", "25", to=(1,)), line("99396", to=(2,))),
            because="two encounters of one day, each with its own reason",
        ),
        passes(outpatient(dx("Z51.0"), dx("Z51.11"), dx("C50.911")), because="two kinds of therapy"),
        passes(
            inpatient(dx("C50.911", "Y"), dx("Z51.11", "")), because="inpatient claims are not judged here"
        ),
        not_evaluated(
            professional(dx("I10"), dx("Z00.00"), on="2025-09-30"), because="the lists are of FY2026"
        ),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Codes of the list behind the first position, where the first is not of the list itself."""
    held = listed(claims, reference, "first only")
    first = held.filter(held.position == 1)
    late = held.filter(held.position > 1).anti_join(first, "claim_id")
    if claims.are_professional:
        led = claims.pointers.filter(claims.pointers.position == 1).select("claim_id", position="diagnosis")
        late = late.anti_join(led, ["claim_id", "position"])
    return late.select("claim_id", "on", "code", diagnosis=late.position)
