"""A diabetes code without complications stands beside a complication of the same diabetes.

Code .9 of a diabetes category says that there is no complication. Beside another code of the category
one of the two is wrong; the tabular has no Excludes1 note there, since the words of the titles
suffice.

Remove the code without complications when the record shows the complication; as many complication
codes are reported as apply. Where the two come from different providers who disagree, query.

E11.9 beside E11.A (remission) is left to the Excludes1 note.
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
    title="Diabetes with and without complications",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="diagnosis",
    authority=(Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.4.a"),),
    reads=(),
    message=(
        "{code} says “without complications”, and {other_code} is a complication of the same "
        "diabetes: remove {code} when the record shows the complication."
    ),
    examples=(
        fires(professional(dx("E11.9"), dx("E11.65")), because="hyperglycemia is a complication"),
        fires(inpatient(dx("E10.22", "Y"), dx("N18.4", "Y"), dx("E10.9", "Y")), because="in any order"),
        passes(professional(dx("E11.65"), dx("E11.22")), because="as many as apply"),
        passes(professional(dx("E11.9"), dx("E11.A")), because="remission is left to Excludes1"),
        passes(professional(dx("E11.9"), dx("E10.65")), because="two types: left to Excludes1"),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Code .9 of E08 to E13 with the first other code of its category."""
    one, two = claims.diagnoses, claims.diagnoses.view()
    bare = one.filter(one.code.isin(["E089", "E099", "E109", "E119", "E139"]))
    met = bare.join(two, (bare.claim_id == two.claim_id) & (bare.code.substr(0, 3) == two.code.substr(0, 3)))
    met = met.select(bare.claim_id, bare.on, bare.code, bare.position, other_code=two.code)
    met = met.filter(met.code != met.other_code, met.other_code.substr(3, 1) != "A")
    met = met.filter(met.other_code.length() > 4)
    return met.group_by("claim_id", "on", "code", diagnosis=met.position).agg(other_code=met.other_code.min())
