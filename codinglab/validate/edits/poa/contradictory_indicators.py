"""The same diagnosis code stands twice, with different present-on-admission indicators.

A code is reported once, even when it stands for two conditions. Its one indicator is Y when all of them
were present on admission, and N when any of them was not.

Keep one of the two entries. Its indicator is N if one of the conditions came later; where the
documentation does not tell, query the provider. Codes for the two sides are different codes and may differ.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, passes

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="One code with different POA indicators",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.INPATIENT,),
    judges="diagnosis",
    authority=(
        Authority(
            "ICD-10-CM Official Guidelines",
            "FY2026",
            "Appendix I, Same Diagnosis Code for Two or More Conditions",
        ),
    ),
    reads=(),
    message=(
        "{code} says {other_poa} at position {other_diagnosis} and {poa} at position {diagnosis}: report it "
        "once, with N if any of its conditions was not present on admission."
    ),
    examples=(
        fires(inpatient(dx("T79.2XXA", "Y"), dx("T79.2XXA", "N")), because="Y and N for one code"),
        fires(
            inpatient(dx("J18.9", "Y"), dx("N17.9", "N"), dx("N17.9", "U")),
            because="two different indicators",
        ),
        passes(
            inpatient(dx("L89.152", "Y"), dx("L89.312", "N")), because="two sites with codes of their own"
        ),
        passes(inpatient(dx("J18.9", "Y"), dx("N17.9", "N")), because="each code stands once"),
        passes(
            inpatient(dx("J18.9", "Y"), dx("N17.9", "N"), dx("N17.9", "N")),
            because="a copy with the same indicator is for another edit",
        ),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Later copies whose indicator differs from that of the first."""
    rows = claims.diagnoses
    first = rows.group_by(["claim_id", "code"]).agg(other_diagnosis=rows.position.min())
    two = rows.view()
    opened = first.join(two, [first.claim_id == two.claim_id, first.other_diagnosis == two.position]).select(
        "claim_id", "code", "other_diagnosis", other_poa="poa"
    )
    met = rows.join(opened, ["claim_id", "code"])
    differ = met.filter(met.position > met.other_diagnosis, met.poa != met.other_poa)
    blank = ibis.literal("nothing")
    return differ.select(
        "claim_id",
        "on",
        "code",
        "other_diagnosis",
        diagnosis=differ.position,
        poa=(differ.poa == "").ifelse(blank, differ.poa),
        other_poa=(differ.other_poa == "").ifelse(blank, differ.other_poa),
    )
