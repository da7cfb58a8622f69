"""A symptom is coded beside the disease that it routinely belongs to.

Signs and symptoms that go with a disease as a rule are not coded beside it: chest pain with a heart
attack, cough with pneumonia, hypoxemia with hypoxic respiratory failure.

Remove the symptom, unless the tabular asks for it or the provider ascribes it to something else.

Symptoms that are not routinely part of the disease are coded. The list is short and ours; what is
doubtful is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, not_evaluated, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Symptom beside the disease it belongs to",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="diagnosis",
    authority=(
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.B.5"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.18.b"),
    ),
    reads=("icd10cm_integral",),
    message=(
        "{code} is routinely part of {name} ({other_code}): leave it out, unless the provider "
        "gives it another cause."
    ),
    examples=(
        fires(inpatient(dx("I21.4", "Y"), dx("R07.9", "Y")), because="chest pain belongs to the infarction"),
        fires(professional(dx("J18.9"), dx("R05.1")), because="cough belongs to pneumonia"),
        passes(inpatient(dx("I21.4", "Y"), dx("R55", "Y")), because="syncope is not routinely part of it"),
        fires(professional(dx("M17.11"), dx("M25.561")), because="pain of that knee belongs to it"),
        passes(professional(dx("M17.11"), dx("M25.562")), because="the other knee"),
        passes(professional(dx("R05.1")), because="no disease is coded"),
        not_evaluated(
            professional(dx("J18.9"), dx("R05.1"), on="2025-09-30"), because="the list is of FY2026"
        ),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """A symptom with the first disease of the list that it belongs to."""
    one, two, table = claims.prefixes, claims.prefixes.view(), reference.icd10cm_integral
    sick = one.join(table, one.prefix == table.prefix)
    met = sick.join(two, (sick.claim_id == two.claim_id) & (sick.symptom == two.prefix)).select(
        sick.claim_id,
        sick.on,
        sick.name,
        other_code=sick.code,
        other_diagnosis=sick.position,
        code=two.code,
        diagnosis=two.position,
    )
    joint = met.code.startswith("M25") & met.code.right(1).isin(["1", "2"])
    other_side = met.other_code.right(1).isin(["1", "2"]) & (met.code.right(1) != met.other_code.right(1))
    met = met.filter(~(joint & other_side))
    nearest = met.group_by("claim_id", "diagnosis").agg(other_diagnosis=met.other_diagnosis.min())
    told = met.semi_join(nearest, ["claim_id", "diagnosis", "other_diagnosis"])
    return told.group_by("claim_id", "on", "code", "diagnosis", "other_code", "other_diagnosis").agg(
        name=told.name.min()
    )
