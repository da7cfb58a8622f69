"""A condition that a "code first, such as" note gives as an example stands after the code.

Some "code first" notes do not list all underlying conditions but give examples: "such as". When one of
them is on the claim after the code, and none before it, the two are likely to be in the wrong order.

Read the record: when the condition is the one that led to the other, it goes first.

Both may stand as they are when the record gives another cause, or when the two have nothing to do with
each other: a type 2 infarction caused by low oxygen in a patient who also has anemia.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, not_evaluated, passes, professional
from codinglab.validate.tabular import instructed, met

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

_OWN_EDITS = ("R652", "block:T36-T50")

EDIT = Edit(
    __name__,
    title="Likely code-first condition after the code",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="diagnosis",
    authority=(
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.A.13"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.B.7"),
    ),
    reads=("icd10cm_instruction", "icd10cm_category"),
    message=(
        "{other_code} (position {other_diagnosis}) stands after {code} (position {diagnosis}): when it is "
        "the underlying condition, it goes first. The note at {node}: code first “{note}”."
    ),
    examples=(
        fires(professional(dx("L97.511"), dx("E11.621")), because="the diabetic foot ulcer goes before L97"),
        passes(professional(dx("E11.621"), dx("L97.511")), because="it stands before L97"),
        fires(inpatient(dx("I21.A1", "Y"), dx("D62", "Y")), because="the anemia may have caused it"),
        passes(
            inpatient(dx("I47.10", "Y"), dx("I21.A1", "Y"), dx("D64.9", "Y")),
            because="another of the named causes stands before it",
        ),
        fires(
            professional(dx("F02.80"), dx("G30.9")), because="Alzheimer's disease goes before the dementia"
        ),
        passes(professional(dx("G30.9"), dx("F02.80")), because="it stands before the dementia"),
        not_evaluated(
            professional(dx("F02.80"), dx("G30.9"), on="2025-09-30"), because="the notes held are of FY2026"
        ),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Targets of an open note that come later, where none of the note comes before."""
    told = instructed(claims, reference, "code_first")
    found = met(claims, told.filter(told.open, told.target != "", ~told.node.isin(_OWN_EDITS)))
    found = found.filter(~found.other_code.startswith("O") | found.code.startswith("O"))
    before = found.filter(found.other_diagnosis < found.position)
    whole = ["claim_id", "position", "node"]
    late = found.anti_join(before.select(*whole).distinct(), whole)
    pair = ["claim_id", "on", "code", "other_code", "other_diagnosis"]
    return late.group_by(*pair, diagnosis=late.position).agg(node=late.node.max(), note=late.note.min())
