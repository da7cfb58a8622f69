"""A code that a "use additional code" note adds stands before the code it adds to.

"Use additional code" and "code first" are two ends of one rule: the condition first, then what further
describes it, such as the organism of an infection, the resistance of the organism, the drug of an
adverse effect, or the body mass index of an obese patient.

Move the additional code behind the code whose note asks for it.

Only codes that never give the reason for an encounter are judged. A note may also add a disease in its
own right (tobacco dependence with emphysema): that one goes first when it is what was treated. Where an
organism, its resistance or a body mass index is the first code of all, `icd10cm/secondary-only` or
`mce/unacceptable-principal` says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, not_evaluated, passes, professional
from codinglab.validate.tabular import instructed, met

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

_ADDITIONAL = ("B95", "B96", "B97", "Z16", "Z17", "Z18", "Z68", "Z79")
_NEVER_FIRST = ("B95", "B96", "B97", "Z16", "Z68")

EDIT = Edit(
    __name__,
    title="Additional code before the code it adds to",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="diagnosis",
    authority=(Authority("ICD-10-CM Official Guidelines", "FY2026", "I.B.7"),),
    reads=("icd10cm_instruction", "icd10cm_category"),
    message=(
        "{code} (position {diagnosis}) goes after the code it adds to, in position {other_diagnosis}. The "
        "note at {node}: use additional “{note}”."
    ),
    examples=(
        fires(
            professional(dx("I10"), dx("B96.20"), dx("N39.0")),
            because="the organism goes after the infection",
        ),
        passes(professional(dx("B96.20"), dx("N39.0")), because="first on the claim: another edit"),
        passes(professional(dx("N39.0"), dx("B96.20")), because="it stands after the infection"),
        fires(
            professional(dx("I10"), dx("Z68.41"), dx("E66.813")),
            because="the body mass index goes after the obesity",
        ),
        fires(professional(dx("Z79.4"), dx("E11.65")), because="the insulin goes after the diabetes"),
        passes(professional(dx("E66.813"), dx("Z68.41")), because="it stands after the obesity"),
        passes(professional(dx("F17.210"), dx("J43.9")), because="tobacco dependence may be the reason"),
        passes(
            professional(dx("E11.65"), dx("Z79.4"), dx("E11.22")),
            because="one of the codes it adds to stands before it",
        ),
        not_evaluated(
            professional(dx("I10"), dx("B96.20"), dx("N39.0"), on="2025-09-30"),
            because="the notes held are of FY2026",
        ),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Additional codes that stand before every code whose note asks for them."""
    told = instructed(claims, reference, "use_additional")
    told = told.filter(told.target.substr(0, 3).isin(_ADDITIONAL))
    found = met(claims, told)
    served = found.filter(found.position < found.other_diagnosis).select("claim_id", "other_diagnosis")
    early = found.anti_join(served.distinct(), ["claim_id", "other_diagnosis"])
    early = early.filter((early.other_diagnosis > 1) | ~early.target.substr(0, 3).isin(_NEVER_FIRST))
    return early.group_by("claim_id", "on", code=early.other_code, diagnosis=early.other_diagnosis).agg(
        other_diagnosis=early.position.min(), node=early.node.max(), note=early.note.min()
    )
