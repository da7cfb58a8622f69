"""The sides of one condition contradict one another.

Where the tabular has a code for both sides, a condition of both sides has that one code: the right
and the left one together say the same in two codes, and a one-sided code beside the bilateral one
says it twice.

Report the bilateral code alone; or the one-sided code alone when only one side is affected, as after
a cataract was removed from the other eye.

Right and left stand together rightly where there is no bilateral code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, not_evaluated, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Sides of one condition contradict",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="diagnosis",
    authority=(Authority("ICD-10-CM Official Guidelines", "FY2026", "I.B.13"),),
    reads=("icd10cm_side",),
    message="{code} and {other_code} are sides of one condition: {said} {both}.",
    examples=(
        fires(professional(dx("M17.11"), dx("M17.12")), because="M17.0 is for both knees"),
        fires(professional(dx("H25.13"), dx("H25.11")), because="both eyes and the right eye"),
        passes(professional(dx("M17.0")), because="one code for both knees"),
        passes(professional(dx("M25.561"), dx("M25.562")), because="knee pain has no bilateral code"),
        passes(professional(dx("M17.11"), dx("M16.12")), because="knee and hip"),
        not_evaluated(
            professional(dx("M17.11"), dx("M17.12"), on="2025-09-30"), because="the sides are of FY2026"
        ),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Right with left where both have a code, and either with both."""
    table = reference.icd10cm_side
    both = table.filter(table.side == "bilateral").select("thing", both="code")
    sided = claims.diagnoses.join(table.join(both, "thing"), "code")
    one, two = sided, sided.view()
    met = one.join(two, (one.claim_id == two.claim_id) & (one.thing == two.thing))
    pairs = met.select(
        one.claim_id,
        one.on,
        one.code,
        one.both,
        one.side,
        diagnosis=one.position,
        other_code=two.code,
        other_diagnosis=two.position,
        other_side=two.side,
    )
    opposite = pairs.filter(pairs.side == "right", pairs.other_side == "left")
    twice = pairs.filter(pairs.side.isin(["right", "left"]), pairs.other_side == "bilateral")
    columns = ["claim_id", "on", "code", "diagnosis", "other_code", "other_diagnosis", "said", "both"]
    hits = ibis.union(
        opposite.mutate(said=ibis.literal("when both sides are affected report the one code")).select(
            *columns
        ),
        twice.mutate(said=ibis.literal("the one side is already in")).select(*columns),
    )
    dotted = (hits.both.length() > 3).ifelse(hits.both.substr(0, 3) + "." + hits.both.substr(3, 4), hits.both)
    return hits.mutate(both=dotted).distinct()
