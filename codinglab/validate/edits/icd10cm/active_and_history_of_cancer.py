"""A cancer is coded as active and as history at one site.

A cancer is coded as active while treatment is directed at it or there is evidence of it; when it has
been removed or eradicated and is no longer treated, category Z85 says where it was. One tumor cannot
be both.

Read whether treatment is still going on (adjuvant drugs count) and keep the one code that says so.

Both may stand when the record tells of two tumors: an earlier one at the site, and a new primary or a
recurrence now. Skin is not judged, since one skin cancer so often follows another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, not_evaluated, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Cancer active and history at one site",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="diagnosis",
    authority=(Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.2.m"),),
    reads=("icd10cm_cancer_history",),
    message=(
        "{code} is an active cancer and {other_code} the history of a cancer at the same site "
        "({site}): keep the one that the record supports, both only for two tumors."
    ),
    examples=(
        fires(professional(dx("C50.911"), dx("Z85.3")), because="breast cancer both active and history"),
        fires(professional(dx("Z85.038"), dx("C18.7")), because="colon cancer both active and history"),
        passes(professional(dx("C78.7"), dx("Z85.038")), because="a metastasis of a removed colon cancer"),
        passes(
            professional(dx("C44.311"), dx("Z85.828")), because="skin cancers often come one after another"
        ),
        passes(professional(dx("Z08"), dx("Z85.3")), because="history alone"),
        not_evaluated(
            professional(dx("C50.911"), dx("Z85.3"), on="2025-09-30"), because="the table is of FY2026"
        ),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """A cancer of the table with the history code of its site, those of the skin aside."""
    prefixes, table, rows = claims.prefixes, reference.icd10cm_cancer_history, claims.diagnoses
    table = table.filter(~table.history.startswith("Z8582"))
    active = prefixes.join(table, prefixes.prefix == table.prefix)
    met = active.join(rows, (active.claim_id == rows.claim_id) & (active.history == rows.code))
    found = met.select(
        active.claim_id,
        active.on,
        active.code,
        active.site,
        diagnosis=active.position,
        other_code=rows.code,
        other_diagnosis=rows.position,
    )
    return found.group_by("claim_id", "on", "code", "diagnosis", "other_code", "other_diagnosis").agg(
        site=found.site.min()
    )
