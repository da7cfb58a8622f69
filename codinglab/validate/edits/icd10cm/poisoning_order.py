"""A poisoning or toxic effect stands behind other diagnoses.

When a drug was taken wrongly (poisoning, T36 to T50 with 1 to 4) or a harmful substance did its work
(toxic effect, T51 to T65), its code goes first and what it brought follows. So respiratory failure
after an overdose stands behind the overdose.

Move the T code first when the other conditions are its manifestations.

It may stand later when the encounter is for something else, when it happened during the stay (POA
indicator N), or behind an obstetric code. Corrosions are left to the order of code-first notes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, passes, professional
from codinglab.validate.tabular import intent

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Poisoning or toxic effect not first",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="diagnosis",
    authority=(
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.19.e.5.b"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.19.e.5.d"),
    ),
    reads=(),
    message=(
        "{code} (position {diagnosis}) goes before its manifestations, but {other_code} stands "
        "first: see whether {other_code} came of it."
    ),
    examples=(
        fires(
            inpatient(dx("J96.01", "Y"), dx("T40.2X1A", "Y")),
            because="the overdose goes before the respiratory failure",
        ),
        fires(professional(dx("R11.2"), dx("T62.0X1A")), because="the toxic effect goes before the vomiting"),
        passes(inpatient(dx("T40.2X1A", "Y"), dx("J96.01", "Y")), because="the poisoning is first"),
        passes(
            inpatient(dx("T40.1X1A", "Y"), dx("T40.2X1A", "Y"), dx("G92.8", "Y")), because="two poisonings"
        ),
        passes(inpatient(dx("I50.23", "Y"), dx("T42.4X1A", "N")), because="it happened during the stay"),
        passes(professional(dx("D68.32"), dx("T45.515A")), because="an adverse effect follows"),
        passes(inpatient(dx("O9A.213", "Y"), dx("T40.2X1A", "Y")), because="obstetric codes come first"),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """The first poisoning or toxic effect of current care behind a first code of another kind."""
    rows = claims.diagnoses
    toxic = rows.code.substr(0, 3).between("T36", "T65") & intent(rows.code).isin(["1", "2", "3", "4"])
    current = toxic & (rows.code.right(1) == "A") & (rows.poa != "N")
    other = rows.filter(rows.position == 1, ~toxic, ~rows.code.startswith("O"))
    other = other.filter(~other.code.startswith("T2"), ~other.code.startswith("T3"))
    named = other.select("claim_id", other_code="code", other_diagnosis="position")
    late = rows.filter(current).join(named, "claim_id")
    once = late.group_by("claim_id").agg(position=late.position.min())
    hits = late.semi_join(once, ["claim_id", "position"])
    return hits.select("claim_id", "on", "code", "other_code", "other_diagnosis", diagnosis=hits.position)
