"""Severe sepsis stands without its infection, or without the organ that failed.

R65.2- says that sepsis has led to acute organ dysfunction. The infection has a code before it and
each dysfunction a code after it; septic shock (R65.21) is itself a dysfunction, so only R65.20 is
asked for one.

Find the dysfunction that the provider links to the sepsis and code it. When there is none, R65.20
goes; when the link is not clear, query.

Our list of dysfunctions is wider than the examples of the tabular and still not the whole: another
acute dysfunction named by the provider settles it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.code_lists import listed
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, not_evaluated, passes

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Severe sepsis without infection or organ dysfunction",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="diagnosis",
    authority=(
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.1.d.1.b"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.1.d.1.a.iv"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.B.7"),
    ),
    reads=("icd10cm_code_list",),
    message="{code} stands without a code of {said}.",
    examples=(
        fires(inpatient(dx("A41.9", "Y"), dx("R65.20", "Y")), because="no organ dysfunction is coded"),
        fires(
            inpatient(dx("J18.9", "Y"), dx("R65.20", "Y"), dx("N17.9", "Y")),
            because="no systemic infection is coded",
        ),
        passes(
            inpatient(dx("A41.9", "Y"), dx("R65.20", "Y"), dx("N17.9", "Y")),
            because="infection and kidney failure",
        ),
        passes(inpatient(dx("A41.9", "Y"), dx("R65.21", "Y")), because="the shock is the dysfunction"),
        not_evaluated(
            inpatient(dx("A41.9", "Y"), dx("R65.20", "Y"), on="2025-09-30"), because="the lists are of FY2026"
        ),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """R65.2- without any code of the two lists; organ dysfunction for R65.20 only."""
    rows = claims.diagnoses
    severe = rows.filter(rows.code.startswith("R652"))
    alone = severe.anti_join(listed(claims, reference, "systemic infection"), "claim_id")
    whole = severe.filter(severe.code == "R6520")
    whole = whole.anti_join(listed(claims, reference, "organ dysfunction"), "claim_id")
    columns = ["claim_id", "on", "code", "position"]
    hits = ibis.union(
        alone.select(*columns).mutate(
            said=ibis.literal("the underlying systemic infection, which goes first")
        ),
        whole.select(*columns).mutate(said=ibis.literal("the acute organ dysfunction, which follows it")),
    )
    return hits.rename(diagnosis="position")
