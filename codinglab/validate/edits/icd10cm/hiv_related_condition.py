"""An HIV-related disease is coded without HIV disease, or before it.

Some diseases occur in HIV disease above all: pneumocystosis, progressive multifocal
leukoencephalopathy, disseminated mycobacterial infection. A patient with an HIV-related illness has
B20, now and on every later encounter, and never Z21 or R75 again. When the illness is the reason for
the encounter, B20 goes first.

With Z21: ask whether the provider links the disease to HIV; then B20 takes the place of Z21. With B20
after the disease: move B20 first.

The diseases also occur in other immune deficiency; then the codes stand as they are. Hemolytic-uremic
syndrome (D59.31) stands before B20 by exception.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.code_lists import listed
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, not_evaluated, passes

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="HIV-related disease without HIV disease first",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="diagnosis",
    authority=(
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.1.a.2.b"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.1.a.2.g"),
    ),
    reads=("icd10cm_code_list",),
    message="{code} is often due to HIV disease: {said}.",
    examples=(
        fires(inpatient(dx("B59", "Y"), dx("B20", "Y")), because="B20 goes before its pneumonia"),
        fires(inpatient(dx("Z21", ""), dx("A81.2", "Y")), because="an HIV-related illness makes it B20"),
        passes(inpatient(dx("B20", "Y"), dx("B59", "Y")), because="B20 is first"),
        passes(inpatient(dx("B59", "Y"), dx("D84.821", "Y")), because="HIV is not on the claim"),
        passes(inpatient(dx("S72.001A", "Y"), dx("B20", "Y")), because="an unrelated injury may be first"),
        not_evaluated(
            inpatient(dx("B59", "Y"), dx("B20", "Y"), on="2025-09-30"), because="the lists are of FY2026"
        ),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Diseases of the list with Z21, or before B20."""
    related = listed(claims, reference, "HIV-related")
    rows = claims.diagnoses.filter(lambda row: row.code.isin(["B20", "Z21"]))
    status = rows.select("claim_id", other_code="code", other_diagnosis="position")
    met = related.join(status, "claim_id")
    met = met.filter((met.other_code == "Z21") | (met.position < met.other_diagnosis))
    said = (met.other_code == "Z21").ifelse(
        "when the provider links the two, B20 takes the place of Z21",
        "when the provider links the two, B20 goes before it",
    )
    return met.select(
        "claim_id", "on", "code", "other_code", "other_diagnosis", diagnosis=met.position, said=said
    )
