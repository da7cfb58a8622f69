"""An obstetric code stands without the weeks of gestation.

The note at chapter 15 asks for a code of category Z3A when the weeks are known. They let a payer
check the trimester of the codes and follow preterm birth.

Add Z3A with the completed weeks: 39 weeks and 6 days are 39. For a stay that spans weeks the day of
admission counts.

Nothing is missing when the record does not give the weeks, and postpartum conditions have none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.code_lists import starting
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Weeks of gestation missing",
    severity=Severity.INFO,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="diagnosis",
    authority=(
        Authority("ICD-10-CM tabular", "FY2026", "chapter 15 use additional code"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.21.c.11"),
    ),
    reads=("icd10cm_code",),
    message=(
        "{code} stands without the completed weeks of gestation (Z3A), which are added when they are known."
    ),
    examples=(
        fires(professional(dx("O99.512"), dx("J45.901")), because="no weeks"),
        fires(inpatient(dx("O80", "Y"), dx("Z37.0", "")), because="no weeks"),
        passes(professional(dx("O99.512"), dx("J45.901"), dx("Z3A.24")), because="the weeks are there"),
        passes(professional(dx("O03.9")), because="an abortive outcome has none"),
        passes(professional(dx("O24.430")), because="diabetes of the puerperium has none"),
        passes(professional(dx("O90.81")), because="a postpartum condition has none"),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """The first code of O09 to O82, or of O98 to O9A in a trimester, without Z3A; none of the puerperium."""
    rows = claims.diagnoses
    category = rows.code.substr(0, 3)
    in_trimester = starting(rows, "O98", "O99", "O9A") & rows.code.right(1).isin(["1", "2", "3"])
    carried = rows.filter((category.between("O09", "O82") & (category != "O72")) | in_trimester)
    after = reference.icd10cm_code.filter(lambda row: row.title.contains("puerperium"))
    alone = carried.anti_join(rows.filter(starting(rows, "Z3A")), "claim_id").anti_join(after, "code")
    once = alone.group_by("claim_id").agg(position=alone.position.min())
    hits = alone.semi_join(once, ["claim_id", "position"])
    return hits.select("claim_id", "on", "code", diagnosis=hits.position)
