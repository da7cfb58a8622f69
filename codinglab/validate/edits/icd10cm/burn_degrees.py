"""Burns are coded in the wrong order, or one site is coded with two degrees.

Of several burns the one of the highest degree goes first. A site on one side of the body is coded once,
with the highest degree found there. The extent of body surface (T31, T32) stands behind the codes of the
sites, and first only when no site is known.

Put the deepest burn first; remove the code of the lesser degree of the same site; move the extent behind
the sites.

When another condition is the reason for the encounter, the order of the burns among themselves stays.
Burns of the eye and of internal organs (T26 to T28) have no degree and are not judged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import ibis

from codinglab.model import Authority, ClaimType, Disposition, Severity
from codinglab.validate.code_lists import starting
from codinglab.validate.edit import Edit
from codinglab.validate.examples import dx, fires, inpatient, passes, professional

if TYPE_CHECKING:
    from codinglab.validate.relations import ClaimTables, ReferenceTables

_SITES = ("T20", "T21", "T22", "T23", "T24", "T25")

EDIT = Edit(
    __name__,
    title="Degrees of burns",
    severity=Severity.WARN,
    disposition=Disposition.REVIEW,
    applies_to=(ClaimType.PROFESSIONAL, ClaimType.OUTPATIENT, ClaimType.INPATIENT),
    judges="diagnosis",
    authority=(
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.19.d.1"),
        Authority("ICD-10-CM Official Guidelines", "FY2026", "I.C.19.d.2"),
        Authority("ICD-10-CM tabular", "FY2026", "note at T31"),
    ),
    reads=(),
    message="{code} (position {diagnosis}) and {other_code} (position {other_diagnosis}): {said}.",
    examples=(
        fires(professional(dx("T24.211A"), dx("T24.311A")), because="one thigh: the third degree alone"),
        fires(professional(dx("T24.201A"), dx("T23.301A")), because="the third degree goes first"),
        fires(inpatient(dx("T31.10", "Y"), dx("T24.301A", "Y")), because="the extent goes behind the site"),
        passes(professional(dx("T23.301A"), dx("T24.201A"), dx("T31.10")), because="the deepest is first"),
        passes(professional(dx("T24.311A"), dx("T24.212A")), because="the thighs of both sides"),
        passes(professional(dx("T31.0")), because="no site is known"),
        passes(professional(dx("T22.20XS"), dx("T22.30XA")), because="an old burn is no order"),
    ),
)


@EDIT.check(since="2015-10-01")
def check(claims: ClaimTables, reference: ReferenceTables) -> Any:
    """Lesser degrees of one site, lesser degrees first, and the extent before the sites."""
    rows = claims.diagnoses
    sites = rows.filter(starting(rows, *_SITES), rows.code.length() == 7)
    burns = sites.mutate(
        degree=sites.code.substr(3, 1).cases(
            ("1", 1), ("5", 1), ("2", 2), ("6", 2), ("3", 3), ("7", 3), else_=0
        ),
        kind=(sites.code.substr(3, 1) > "3").ifelse("corrosion", "burn"),
        encounter=sites.code.right(1),
    )
    burns = burns.filter(burns.degree > 0, burns.encounter.isin(["A", "D"]))
    lead = burns.group_by("claim_id", "encounter").agg(lead=burns.position.min())
    one, two = burns, burns.view()
    pairs = one.join(
        two, (one.claim_id == two.claim_id) & (one.encounter == two.encounter) & (one.degree < two.degree)
    ).select(
        one.claim_id,
        one.on,
        one.code,
        one.kind,
        one.encounter,
        diagnosis=one.position,
        other_code=two.code,
        other_kind=two.kind,
        other_diagnosis=two.position,
    )
    alike = (
        (pairs.kind == pairs.other_kind)
        & (pairs.code.substr(0, 3) == pairs.other_code.substr(0, 3))
        & (pairs.code.substr(4, 2) == pairs.other_code.substr(4, 2))
    )
    same = pairs.filter(alike)
    ahead = pairs.filter(~alike).join(lead, ["claim_id", "encounter"])
    ahead = ahead.filter(ahead.diagnosis == ahead.lead)
    extent = rows.filter(starting(rows, "T31", "T32"))
    named = sites.group_by("claim_id").agg(other_diagnosis=sites.position.min(), other_code=sites.code.min())
    early = extent.join(named, "claim_id").rename(diagnosis="position")
    early = early.filter(early.diagnosis < early.other_diagnosis)
    columns = ["claim_id", "on", "code", "diagnosis", "other_code", "other_diagnosis"]
    told = ibis.union(
        same.select(*columns, said=ibis.literal("of one site only the highest degree is coded")),
        ahead.select(*columns, said=ibis.literal("the burn of the higher degree goes first")),
        early.select(*columns, said=ibis.literal("the extent goes behind the sites")),
    )
    return told.distinct()
