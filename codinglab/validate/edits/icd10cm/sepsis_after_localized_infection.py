"""A localized infection is principal although sepsis was present on admission too.

When a patient is admitted with sepsis and a localized infection, such as pneumonia, the systemic
infection is principal and the localized one follows. Only when the sepsis developed after admission
is the localized infection first, and the POA indicators then say so.

Put the sepsis first when both were present on admission; else see whether the POA indicator of the
sepsis should be N.

Where the record does not say when the sepsis began, query.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.code_lists import listed, starting
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, not_evaluated, passes

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Localized infection before sepsis present on admission",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.INPATIENT,),
    judges="diagnosis",
    authority=(Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.1.d.4"),),
    reads=("icd10cm_code_list",),
    message=(
        "{other_code} is principal, and {code} is marked present on admission: the sepsis goes "
        "first, unless it developed after admission."
    ),
    examples=(
        fires(inpatient(dx("J18.9", "Y"), dx("A41.9", "Y")), because="both present on admission"),
        fires(
            inpatient(dx("N39.0", "Y"), dx("I10", "Y"), dx("A41.51", "Y")),
            because="wherever the sepsis stands",
        ),
        passes(inpatient(dx("A41.9", "Y"), dx("J18.9", "Y")), because="the sepsis is first"),
        passes(inpatient(dx("J18.9", "Y"), dx("A41.9", "N")), because="the sepsis developed in the hospital"),
        not_evaluated(
            inpatient(dx("J18.9", "Y"), dx("A41.9", "Y"), on="2025-09-30"), because="the lists are of FY2026"
        ),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """A40 or A41 present on admission behind a principal diagnosis of the list."""
    rows = claims.diagnoses
    sepsis = rows.filter(starting(rows, "A40", "A41"), rows.poa == "Y", rows.position > 1)
    local = listed(claims, reference, "localized infection").filter(lambda row: row.position == 1)
    local = local.select("claim_id", other_code="code", other_diagnosis="position")
    hits = sepsis.join(local, "claim_id")
    return hits.select("claim_id", "on", "code", "other_code", "other_diagnosis", diagnosis=hits.position)
