"""A condition that a "code first" note names stands after the code it should precede.

The pair says together what is wrong and why: first the underlying condition, then what it led to. The
order is part of the rule, also where the note holds only "if applicable": once the condition is coded,
it goes first.

Move the condition before the code. Where a note names several conditions in lines of their own, each of
them that is coded goes before it.

Notes that give mere examples ("such as") are judged by `icd10cm/code-first-example-order`; the order of
obstetric codes, adverse effects and poisonings has edits of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, not_evaluated, passes, professional
from codinglab.validate.tabular import instructed, met

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Code-first condition in the wrong order",
    severity=Severity.FAIL,
    disposition=Disposition.RETURN_TO_PROVIDER,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="diagnosis",
    authority=(
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.A.13"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.B.7"),
    ),
    reads=("icd10cm_instruction", "icd10cm_category"),
    message=(
        "{other_code} (position {other_diagnosis}) goes before {code} (position {diagnosis}). The note at "
        "{node}: code first “{note}”."
    ),
    examples=(
        fires(professional(dx("N18.4"), dx("E11.22")), because="diabetic kidney disease goes before N18"),
        fires(
            professional(dx("E11.22"), dx("N18.4"), dx("I12.9")),
            because="hypertensive kidney disease too goes before N18",
        ),
        passes(professional(dx("I12.9"), dx("E11.22"), dx("N18.4")), because="both stand before N18"),
        passes(professional(dx("E11.22"), dx("I12.9"), dx("N18.4")), because="in either order"),
        fires(inpatient(dx("I50.32", "Y"), dx("I11.0", "Y")), because="hypertensive heart disease is first"),
        passes(inpatient(dx("I11.0", "Y"), dx("I50.32", "Y")), because="and heart failure after it"),
        fires(inpatient(dx("D63.0", "Y"), dx("C34.11", "Y")), because="the neoplasm goes before its anemia"),
        passes(
            inpatient(dx("C34.11", "Y"), dx("D63.0", "Y"), dx("D12.6", "Y")),
            because="one neoplasm stands before the anemia; another may follow",
        ),
        passes(professional(dx("N18.4")), because="none of the conditions is coded"),
        not_evaluated(
            professional(dx("N18.4"), dx("E11.22"), on="2025-09-30"), because="the notes held are of FY2026"
        ),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Targets of a line of a closed note that come later, where none of the line comes before."""
    told = instructed(claims, reference, "code_first")
    found = met(claims, told.filter(~told.open, told.target != ""))
    found = found.filter(~found.other_code.startswith("O") | found.code.startswith("O"))
    before = found.filter(found.other_diagnosis < found.position)
    line = ["claim_id", "position", "node", "note"]
    late = found.anti_join(before.select(*line).distinct(), line)
    pair = ["claim_id", "on", "code", "other_code", "other_diagnosis"]
    return late.group_by(*pair, diagnosis=late.position).agg(node=late.node.max(), note=late.note.min())
