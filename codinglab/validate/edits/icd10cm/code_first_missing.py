"""A code that follows another by a "code first" note stands without it.

"Code first" at a code, or at a category, block or chapter above it, says that an underlying condition
has a code of its own and is sequenced before this one. Where the note names the condition and leaves
no choice, the claim without it tells only half of what the provider treated.

Find the underlying condition in the record and put its code first; where the record does not name it,
query the provider.

Notes with "if applicable", "if known", "any" or "associated" ask for a code only when the condition is
there, and "such as" gives mere examples: of these only the code that stands first is spoken of. Z16 first is
left to `icd10cm/secondary-only` and the code editor.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, not_evaluated, passes, professional
from codinglab.validate.tabular import instructed, met

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

_OWN_EDITS = ("R652", "Z3A")

EDIT = Edit(
    __name__,
    title="Code-first condition missing",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="diagnosis",
    authority=(
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.A.13"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.B.7"),
    ),
    reads=("icd10cm_instruction", "icd10cm_category", "mce_diagnosis_flag"),
    message="{code} {said}. The note at {node}: code first “{note}”.",
    examples=(
        fires(professional(dx("D63.1")), because="no chronic kidney disease is coded"),
        passes(professional(dx("N18.4"), dx("D63.1")), because="the kidney disease is there"),
        fires(professional(dx("I10"), dx("J12.82")), because="no COVID-19 is coded"),
        passes(professional(dx("U07.1"), dx("J12.82")), because="COVID-19 stands before its pneumonia"),
        passes(professional(dx("D63.1"), dx("N18.4")), because="present in the wrong order: another edit"),
        fires(professional(dx("F05"), dx("N39.0")), because="delirium first: no condition stands before it"),
        passes(professional(dx("N39.0"), dx("F05")), because="something stands before it; which, is open"),
        fires(professional(dx("K52.1")), because="which substance is not said"),
        passes(professional(dx("K52.1"), dx("T45.1X5A")), because="a drug did it, as another note allows"),
        passes(professional(dx("N18.4")), because="diabetes and hypertension only when they are there"),
        passes(inpatient(dx("J18.9", "Y")), because="influenza only if applicable"),
        passes(inpatient(dx("I50.22", "Y")), because="the lines at I50 are a choice"),
        passes(professional(dx("Z16.12"), dx("N39.0")), because="drug resistance first: another edit"),
        not_evaluated(professional(dx("N39.0"), dx("Z16.12")), because="the note names no code"),
        not_evaluated(professional(dx("D63.1"), on="2025-09-30"), because="the notes held are of FY2026"),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Codes without any target of a closed note, and codes of an open one that stand first."""
    told = instructed(claims, reference, "code_first")
    told = told.filter(told.required, ~told.node.isin(_OWN_EDITS))
    closed = told.filter(~told.open)
    there = met(claims, closed).select("claim_id", "position", "node").distinct()
    alone = closed.anti_join(there, ["claim_id", "position", "node"])
    drugs = claims.diagnoses.filter(lambda row: row.code.substr(0, 3).between("T36", "T50"))
    alone = alone.anti_join(drugs, (alone.claim_id == drugs.claim_id) & alone.target.between("T51", "T65"))
    flags = reference.mce_diagnosis_flag.filter(reference.mce_diagnosis_flag.flag == "manifestation")
    first = told.filter(told.open, told.position == 1, told.node != "Z16")
    first = first.anti_join(
        flags, [first.code == flags.code, flags.since <= first.on, first.on <= flags.through]
    )
    hits = ibis.union(
        alone.mutate(said=ibis.literal("stands without the condition that it follows")),
        first.mutate(said=ibis.literal("stands first, without the condition that it follows")),
    )
    return hits.group_by("claim_id", "on", "code", "node", "said", diagnosis=hits.position).agg(
        note=hits.note.min()
    )


@EDIT.unknown
def unknown(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Codes after the first whose note requires a condition without naming a code."""
    told = instructed(claims, reference, "code_first")
    told = told.filter(told.required, told.target == "", told.position > 1)
    examples = instructed(claims, reference, "code_first").filter(lambda row: row.target != "")
    told = told.anti_join(examples, ["claim_id", "position", "node"])
    reason = ibis.literal("{code}: the note at {node} names no code, read it: code first “{note}”")
    return told.select("claim_id", "on", "code", "node", "note", diagnosis=told.position, reason=reason)
