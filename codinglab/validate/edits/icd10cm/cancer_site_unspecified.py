"""An unspecified cancer is coded beside a cancer whose site is known.

C80.1 is for a primary cancer whose site cannot be determined, C80.0 for widespread disease with
neither a primary nor any secondary site known. Beside a known primary they add nothing and contradict
it.

Remove C80.0 or C80.1 and code every known site.

C80.1 stands rightly beside metastases (C77 to C79) when the primary is unknown; C80.0 does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

EDIT = Edit(
    __name__,
    title="Unspecified cancer beside a known one",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="diagnosis",
    authority=(
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.2.j"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.2.k"),
    ),
    reads=(),
    message=(
        "{code} says that {said}, but {other_code} names one: remove {code}, unless the record tells of "
        "another cancer of unknown origin."
    ),
    examples=(
        fires(professional(dx("C34.11"), dx("C80.1")), because="the primary is known"),
        fires(inpatient(dx("C80.0", "Y"), dx("C78.7", "Y")), because="a secondary site is known"),
        passes(professional(dx("C78.7"), dx("C80.1")), because="metastasis of an unknown primary"),
        passes(inpatient(dx("C34.11", "Y"), dx("C78.7", "Y")), because="both sites are named"),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """C80.1 with a primary of known site, C80.0 with any site."""
    rows = claims.diagnoses
    category = rows.code.substr(0, 3)
    primary = (category.between("C00", "C75") & ~category.isin(["C44"])) | category.isin(
        ["C7A", "C81", "C82", "C83"]
    )
    secondary = category.isin(["C77", "C78", "C79", "C7B"])
    known = rows.group_by("claim_id").agg(
        primary=rows.code.min(where=primary), either=rows.code.min(where=primary | secondary)
    )
    vague = rows.filter(rows.code.isin(["C800", "C801"])).join(known, "claim_id")
    unknown = vague.code == "C801"
    hits = vague.mutate(
        other_code=unknown.ifelse(vague.primary, vague.either),
        said=unknown.ifelse("the primary site cannot be determined", "no site is known"),
    )
    hits = hits.filter(hits.other_code.notnull())
    return hits.select("claim_id", "on", "code", "other_code", "said", diagnosis=hits.position)
